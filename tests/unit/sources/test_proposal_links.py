"""Home-made titles that say next to nothing: what a first mapping makes of them by the cells and the other sheets."""

from __future__ import annotations

from sources.recognition.sheets import SURE, Sheet, propose
from tests.unit.sources.test_proposal_sheets import said_of, sheet

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
