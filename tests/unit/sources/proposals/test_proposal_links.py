"""Home-made titles that say next to nothing: what a first mapping makes of them by the cells and the other sheets."""

from __future__ import annotations

import tomllib

from sources.recognition.sheets import SURE, Sheet, propose
from tests.support.proposal import asked_of, questions, text_of
from tests.unit.sources.proposals.test_proposal_sheets import said_of, sheet

NAMES = ["Jansen", "Vries", "Bakker", "Smit", "Mulder", "Visser", "Peters", "Kok", "Prins", "Blom", "Postma", "Groen"]
KINDS = ["woning", "app.", "garage"] * 4
OWNERS = ["moeder", "oom Wiebe", "de BV"]


def places(*, numbers: list[int] | None = None) -> Sheet:
    lines = zip(numbers or range(11, 23), KINDS, OWNERS * 4, strict=True)
    body = [[f"{n}", f"Kade {n}", f"89{n} AB Sneek", kind, owner] for n, kind, owner in lines]
    return sheet("Panden.xlsx", ["nr", "adres", "pc + plaats", "wat", "van"], *body, name="panden")


def people(*, with_address: bool = True) -> Sheet:
    body = [[f"{n}", f"A. {name}", f"Kade {n}", "01-02-2020", ""] for n, name in zip(range(11, 23), NAMES, strict=True)]
    head = ["nr", "naam", "adres", "erin", "eruit"]
    rows = [[cell for title, cell in zip(head, row, strict=True) if with_address or title != "adres"] for row in (head, *body)]
    return sheet("Panden.xlsx", *rows, name="huurders")


def log(*, names: list[str] = NAMES) -> Sheet:
    body = [
        [f"{day:02}-10-2026", f"{n}", name, "herinnering"]
        for day, (n, name) in enumerate(zip(range(11, 23), names, strict=True), 1)
    ]
    return sheet("Panden.xlsx", ["datum", "nr", "wie", "wat"], *body, name="brieven en bellen")


def owners() -> Sheet:
    body = [[name, "01-02-2024", "15-02-2024", "22-02-2024", "22-02-2024"] for name in OWNERS]
    return sheet("Panden.xlsx", ["van", "clausule", "ingelicht", "avg register", "verwerkersovk"], *body, name="eigenaren")


def test_a_bare_number_below_which_other_sheets_say_the_same_is_that_of_the_contract_and_never_certain():
    blocks, _ = propose([places(), people(), log(), owners()])
    (leases,) = (each for each in blocks if each.table == "leases")
    (actions,) = (each for each in blocks if each.table == "collection_actions")

    assert {"lease_id", "tenant_id", "started_on", "ended_on", "street", "unit_type", "landlord_id"} <= leases.choices.keys()
    assert {each.choices["lease_id"].profile.title for each in (leases, actions)} == {"nr"}
    assert all(each.choices["lease_id"].certainty != SURE for each in (leases, actions))


def test_what_is_let_and_whose_it_is_are_seen_from_the_cells_and_the_list_of_owners():
    (leases,) = said_of(places(), people(), log(), owners())["leases"]
    assert (leases["columns"]["unit_type"], leases["columns"]["landlord_id"]) == ("wat", "van")
    assert leases["values"]["unit_type"] == {"woning": "dwelling", "app.": "dwelling", "garage": "parking"}


def test_lists_that_only_count_their_lines_alike_are_not_joined_by_that():
    other = [name[::-1] for name in NAMES]
    found = said_of(places(), people(with_address=False), log(names=other), owners())

    assert not any(each.get("lookup", {}).keys() & {"wat", "van", "adres"} for each in found["leases"])


def test_a_number_that_a_title_calls_that_of_the_contract_is_it_whatever_bare_numbers_agree():
    rows = [
        ["Contractnr", "nr", "huurder", "ingang"],
        *[[f"C{n}", f"{n}", name, "01-02-2020"] for n, name in zip(range(11, 23), NAMES, strict=True)],
    ]
    (leases,) = said_of(places(), sheet("Panden.xlsx", *rows, name="contracten"), log())["leases"]
    assert leases["columns"]["lease_id"] == "Contractnr"


CASE = ["nr", "huurder", "bureau", "dossier", "gegeven op", "dicht", "bureau heeft gemeld bij gemeente", "ontruiming aangezegd"]


def test_a_list_of_what_an_agency_reported_and_was_given_is_one_of_its_cases_too():
    cases = [
        [
            f"{n}",
            name,
            "Frisia Incasso",
            f"26{n}",
            f"{n}-08-2026",
            "",
            "28-09-2026" if n == 12 else "",
            "06-11-2026" if n == 13 else "",
        ]
        for n, name in zip(range(11, 15), NAMES, strict=False)
    ]
    blocks, _ = propose([places(), people(), sheet("Panden.xlsx", CASE, *cases, name="incasso")])
    found = {each.table: {name: (one.profile.title, one.certainty) for name, one in each.choices.items()} for each in blocks}

    assert {name: title for name, (title, _) in found["collection_cases"].items()} == {
        "lease_id": "nr", "agency_id": "bureau", "handed_over_on": "gegeven op", "ended_on": "dicht", "case_id": "dossier",
        "agency_reference": "dossier",
    }  # fmt: skip
    assert SURE not in {certainty for _, certainty in found["collection_cases"].values()} - {
        found["collection_cases"]["agency_id"][1]
    }
    assert "ended_on" not in found["reported_elsewhere"]  # the report may stand longer than the case


def test_whom_a_list_of_cases_names_beside_the_tenant_is_the_agency_whatever_its_title():
    head = ["Contract", "Huurder", "Aan", "Hun kenmerk", "Overgedragen", "Zelf gemeld bij gemeente"]
    body = [[f"C{n}", name, "Kamerling Deurwaarders", f"I26-{n}", f"{n}-08-2026", "28-09-2026" if n == 12 else ""]
            for n, name in zip(range(11, 15), NAMES, strict=False)]  # fmt: skip
    contracts = [[f"C{n}", f"K{n}", "01-02-2020", name] for n, name in zip(range(11, 23), NAMES, strict=True)]
    leases = sheet("Contracten.csv", ["Contract", "Huurdernr", "Ingang", "Naam"], *contracts)
    found = said_of(leases, sheet("Registratie.xlsx", head, *body, name="Uit handen"))

    assert found["collection_cases"][0]["columns"]["agency_id"] == "Aan"
    assert found["reported_elsewhere"][0]["columns"]["reported_by"] == "Aan"


def test_an_owner_has_the_bare_number_beside_his_name_and_never_that_of_his_account():
    head = [
        "Nr.",
        "Opdrachtgever",
        "Klein",
        "Art. 6.3 akkoord",
        "Informatiebrief",
        "In register",
        "Verwerkersovk.",
        "Mandaat van",
    ]
    body = [[f"4000{n}", f"{name} Fonds B.V.", "nee", *["01-02-2024"] * 5] for n, name in zip(range(11, 23), NAMES, strict=True)]
    found = said_of(sheet("Registratie.xlsx", head, *body, name="Opdrachtgevers"))
    (landlords,) = found["landlords"]

    assert (landlords["columns"]["landlord_id"], landlords["columns"]["name"]) == ("Nr.", "Opdrachtgever")
    named = [
        [each, f"NL00TEST000000001{n}", *row[1:]] for n, (each, row) in enumerate(zip(OWNERS, owners().rows[1:], strict=True))
    ]
    bank = sheet("Panden.xlsx", ["van", "rekening", *owners().rows[0][1:]], *named, name="eigenaren")
    assert "rekening" not in str(said_of(places(), people(), log(), bank)["mandates"])


def test_a_title_that_points_to_the_one_on_its_left_is_read_with_it():
    head = ["eigenaar", "clausule", "ingelicht", "avg register", "verwerkersovk", "ook doorgeven", "akkoord daarmee"]
    body = [
        [name, *["01-02-2024"] * 4, "voorletters, straat, plaats" if n else "", "22-02-2024" if n else ""]
        for n, name in enumerate(OWNERS)
    ]
    found = said_of(places(), people(), sheet("Panden.xlsx", head, *body, name="eigenaren"))

    assert {each["constants"]["field"] for each in found["optional_field_agreements"]} == {"initials", "street", "city"}
    assert {each["columns"]["agreed_on"] for each in found["optional_field_agreements"]} == {"akkoord daarmee"}
    assert found["mandates"][0]["columns"]["clause_accepted_on"] == "clausule"


def test_owners_whose_list_has_their_names_only_are_known_by_these_and_who_is_small_is_asked():
    text = text_of(propose([places(), people(), log(), owners()])[0])
    (listed,) = tomllib.loads(text)["landlords"]

    assert listed["columns"] == {"landlord_id": "van", "name": "van"}
    assert sum("zijn naam is ook zijn nummer" in each for each in questions(text)) == 1
    assert "zijn enkelen klein" in asked_of(text, "is_small_landlord")


def test_an_owner_without_any_day_has_no_mandate_and_a_duty_that_no_title_says_is_asked():
    body = [[name, day, day, day] for name, day in zip(OWNERS, ("01-02-2024", "02-02-2024", ""), strict=True)]
    few = sheet("Panden.xlsx", ["van", "clausule", "avg register", "verwerkersovk"], *body, name="eigenaren")
    text = text_of(propose([places(), people(), log(), few])[0])
    (mandates,) = tomllib.loads(text)["mandates"]

    assert mandates["skip_empty"] == ["valid_from"]
    assert "zonder telt het mandaat niet" in asked_of(text, "landlord_informed_on")
