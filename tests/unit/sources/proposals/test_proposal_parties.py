"""Lists of the parties of each contract, and short lists that are known by their name and by what their cells hold."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import SURE, Block, Sheet, propose
from sources.words.evidence import evidence
from sources.words.profile import look_at
from sources.words.ways import is_known
from tests.support.proposal import text_of

CONTRACTS = [["Contract", "Huurder nr", "Ingangsdatum", "Soort", "Postcode"]]
CONTRACTS += [[f"0200{n}.01", f"H{n}", "01-01-2020", "Woning", "1011AB"] for n in range(8)]
SHARED = [["02001.01", "H5"], ["02002.01", "H6"], ["02003.01", "H7"]]
MAIN = [[line[0], line[1]] for line in CONTRACTS[1:]]


def of_table(table: str, *sheets: Sheet) -> list[Block]:
    return [block for block in propose([Sheet("Contracten.csv", CONTRACTS), *sheets])[0] if block.table == table]


def titles(block: Block) -> dict[str, str]:
    return {name: choice.profile.title for name, choice in block.choices.items()}


@pytest.mark.parametrize("words", [("Hoofdhuurder", "Medehuurder"), ("HH", "MH"), ("1", "2")])
@pytest.mark.parametrize("name", ["Blad4", "Medehuurders"])
def test_of_a_list_of_all_parties_those_whom_the_contract_list_names_are_no_co_tenants(name, words):
    lines = [*[[*pair, words[0]] for pair in MAIN], *[[*pair, words[1]] for pair in SHARED]]
    (block,) = of_table("co_tenants", Sheet(f"{name}.csv", [["Nummer contract", "Persoon nr", "Rol"], *lines]))

    assert titles(block) == {"lease_id": "Nummer contract", "tenant_id": "Persoon nr"}
    assert block.only == {"Rol": (words[1],)}
    assert f'skip_lines = {{"Rol" = ["^{words[0].lower()}$"]}}' in text_of([block])  # else check asks of which block they are


def test_what_a_role_is_called_is_nobodys_name_so_a_list_of_parties_is_none_of_people():
    people = [["Persoon nr", "Achternaam"], *([f"H{n}", f"Voorbeeld{'abcdefgh'[n]}"] for n in range(8))]
    lines = [*[[*pair, "HH", "Hoofdhuurder"] for pair in MAIN], *[[*pair, "MH", "Medehuurder"] for pair in SHARED]]
    parties = Sheet("Contractpartijen.csv", [["contract_nr", "persoon_nr", "rol_code", "rol_naam"], *lines])
    (block,) = of_table("tenants", parties, Sheet("Personen.csv", people))

    assert block.sheet.file == "Personen.csv"


def test_parties_whom_the_contract_list_does_not_name_are_co_tenants_and_never_for_certain():
    lines = [[*pair, "01-01-2021", ""] for pair in SHARED]
    (block,) = of_table("co_tenants", Sheet("Blad4.csv", [["Nummer contract", "Persoon nr", "Vanaf", "Einddatum"], *lines]))

    assert titles(block) == {
        "lease_id": "Nummer contract",
        "tenant_id": "Persoon nr",
        "from_on": "Vanaf",
        "until_on": "Einddatum",
    }
    assert all(choice.certainty != SURE for choice in block.choices.values())


@pytest.mark.parametrize(
    "lines",
    [
        SHARED[:2],
        [*SHARED, MAIN[0]],
        [*SHARED[:2], ["02003.01", ""]],
        [["02001.01", "X5"], ["02002.01", "X6"], ["02003.01", "X7"]],
    ],
)
def test_too_few_parties_or_one_who_is_the_tenant_or_nobody_or_strangers_are_no_co_tenants(lines):
    assert not of_table("co_tenants", Sheet("Blad4.csv", [["Nummer contract", "Persoon nr"], *lines]))


@pytest.mark.parametrize(
    ("head", "is_whole"),
    [(["Achternaam", "Voorletters"], True), (["Naam huurder", "Voorletters"], False), (["Achternaam", "Straat"], False)],
)
def test_co_tenants_whom_no_list_of_tenants_has_are_named_by_the_columns_of_their_own_list(head, is_whole):
    people = [["Huurder nr", "Achternaam"], *[[f"H{n}", f"Bos{'abcdefgh'[n]}"] for n in range(8)]]
    lines = [[pair[0], f"R-{n}", ("Vos", "Mol", "Das")[n], "A."] for n, pair in enumerate(SHARED)]
    sheets = Sheet("Huurders.csv", people), Sheet("Medehuurders.csv", [["Contract", "Medehuurder nr", *head], *lines])
    found = [block for block in of_table("tenants", *sheets) if block.sheet.file == "Medehuurders.csv"]

    wanted = {"tenant_id": "Medehuurder nr", "last_name": head[0], "initials": head[1]}
    assert [titles(block) for block in found] == ([wanted] if is_whole else [])
    assert all(choice.certainty != SURE for block in found for choice in block.choices.values())


def test_a_list_of_parties_with_amounts_is_one_of_something_else():
    lines = [[*pair, "12,50"] for pair in SHARED]

    assert not of_table("co_tenants", Sheet("Blad4.csv", [["Nummer contract", "Persoon nr", "Schade"], *lines]))


def test_a_short_list_of_part_of_the_contracts_is_not_the_list_of_contracts():
    lines = [[*pair, "01-01-2021"] for pair in SHARED]
    few = Sheet("Huurders per contract.csv", [["Contractnr", "Huurder nr", "Ingangsdatum"], *lines])

    assert [block.sheet.file for block in of_table("leases", few)] == ["Contracten.csv"]


@pytest.mark.parametrize(
    ("name", "head", "table", "ours"),
    [
        ("Signalen deurwaarder", ["Contract", "Wanneer dan", "Kwam van"], "reported_elsewhere", ["reported_on", "reported_by"]),
        ("Dossiers incassobureau", ["Contract", "Toen", "Waarheen"], "collection_cases", ["handed_over_on", "agency_id"]),
    ],
)
def test_the_only_day_and_the_only_firms_of_a_list_that_its_name_says_are_its_own(name, head, table, ours):
    lines = [[f"0200{n}.01", f"0{n + 1}-09-2026", "Van Dijk Deurwaarders"] for n in range(4)]
    (block,) = of_table(table, Sheet(f"{name}.csv", [head, *lines]))

    assert titles(block) == {"lease_id": "Contract", ours[0]: head[1], ours[1]: head[2]}
    assert all(block.choices[each].certainty != SURE for each in ours)


def test_the_only_amounts_of_a_list_of_balances_are_what_is_open():
    lines = [[f"0200{n}.01", f"{n}12,50", "31-10-2026"] for n in range(4)]
    (block,) = of_table("stated_balances", Sheet("Saldolijst.csv", [["Contract", "QX", "QY"], *lines]))

    assert titles(block) == {"lease_id": "Contract", "open_rent": "QX", "as_of": "QY"}


def test_numbers_of_people_are_no_ladder_of_reminders_though_the_title_could_say_so():
    layout = look_at([["Contract", "Contactnr"], *[[f"C{n}", f"R-{n % 12}0"] for n in range(60)]], is_known)
    assert layout is not None

    assert evidence("collection_actions", "action_type", layout.columns[1])[0] is None


@pytest.mark.parametrize(("group", "is_contract"), [("HUUR WON", True), ("NOORD", False)])
def test_a_list_of_debtors_that_says_what_each_rents_is_the_list_of_contracts_with_its_days_and_owner_elsewhere(
    group, is_contract
):
    debtors = [["Debiteurnr", "Naam", "Adres", "Postcode", "Deb.groep", "Kostenplaats"]]
    debtors += [
        [f"1300{n}", f"A.B. Bos{'abcdef'[n]}", f"Kerkweg {n + 1}", "1011AB", group if n else "HUUR GAR", f"KP{n % 2}00"]
        for n in range(6)
    ]
    terms = [["Deb.nr", "Huur per", "Huur t/m"], *[[f"1300{n}", f"0{n + 1}-01-2020", ""] for n in range(6)]]
    owners = [["Kostenpl.", "Eigenaar", "Klein"], ["KP000", "Een Vastgoed BV", "nee"], ["KP100", "Erven Vos", "ja"]]
    sheets = Sheet("NAW debiteuren.csv", debtors), Sheet("Lopend.csv", terms), Sheet("Eigenaren.csv", owners)
    found = {block.table: block for block in propose(sheets)[0] if block.sheet.file != "Lopend.csv"}

    assert titles(found["landlords"]) == {"landlord_id": "Kostenpl.", "name": "Eigenaar", "is_small_landlord": "Klein"}
    assert found["landlords"].choices["landlord_id"].certainty != SURE  # a cost centre may be a complex too
    assert ("leases" in found) == is_contract
    wanted = {"lease_id": "Debiteurnr", "landlord_id": "Kostenplaats", "unit_type": "Deb.groep", "started_on": "Huur per"}
    assert not is_contract or wanted.items() <= titles(found["leases"]).items()


@pytest.mark.parametrize(
    ("words", "further", "is_apart"),
    [
        (("OBJ-VS", "PAYPLAN", "PET"), [], True),
        (("BEZW", "REGELING", "HUISDIER"), [], True),
        (("OBJECT", "PAYPLAN", "PET"), [], False),  # a unit
        (("OBJ-VS", "PAYPLAN", "PET"), ["Huurprijs"], False),  # a list of contracts, of which `Start` is the first day
    ],
)
def test_of_a_list_of_flags_those_called_an_objection_or_an_arrangement_are_each_its_own(words, further, is_apart):
    head = ["Flag ID", "Huurder nr", "Flag", "Start", "Einde", "Niet nagekomen", *further]
    lines = [
        [f"F{n}", f"H{n}", words[n % 3], f"0{n + 1}-09-2026", "", "01-10-2026" if n == 1 else "", *(["700,00"] * len(further))]
        for n in range(8)
    ]
    blocks = [block for block in propose([Sheet("Contracten.csv", CONTRACTS), Sheet("Vlaggen.csv", [head, *lines])])[0]]
    found = {block.table: block for block in blocks if block.sheet.file == "Vlaggen.csv" and block.only}

    assert {name: dict(block.only) for name, block in found.items()} == (
        {"objections": {"Flag": words[:1]}, "payment_arrangements": {"Flag": words[1:2]}} if is_apart else {}
    )
    if is_apart:
        assert {"objection_id": "Flag ID", "tenant_id": "Huurder nr", "received_on": "Start"}.items() <= titles(
            found["objections"]
        ).items()
        assert all(choice.certainty != SURE for block in found.values() for choice in block.choices.values())


@pytest.mark.parametrize(
    ("words", "head", "is_apart"),
    [
        (("AIBLK", "VSBZ"), "Blokkadesoort", True),
        (("AIBLK", "VSBG"), "Blokkadesoort", False),  # what that is, its list does not say
        (("VSBZ", "VSBZ"), "Blokkadesoort", False),  # of one kind: its name is to say what it is
        (("AIBLK", "VSBZ"), "Afdeling", False),
        (("TOLK", "BZVS"), "knm_cd", True),
        (("TOLK", "BZVS"), "code", False),  # of what, nobody knows
    ],
)
def test_of_a_list_of_blocks_the_kind_that_is_an_objection_is_taken_and_asked_as_none_may_be_missed(words, head, is_apart):
    lines = [[f"B{n}", f"H{n}", words[n % 2], f"0{n + 1}-09-2026", "01-01-1900", ("KCC", "GEM")[n % 2]] for n in range(8)]
    sheets = Sheet("Contracten.csv", CONTRACTS), Sheet("Blokkades.csv", [["Nr", "Klantnr", head, "Vanaf", "T/m", "Bron"], *lines])
    found = {block.table: block for block in propose(sheets)[0] if block.sheet.file == "Blokkades.csv"}

    assert ("objections" in found) == is_apart
    if is_apart:
        assert dict(found["objections"].only) == {head: words[1:]}
        assert {"received_on": "Vanaf", "withdrawn_on": "T/m", "received_by": "Bron"}.items() <= titles(
            found["objections"]
        ).items()


@pytest.mark.parametrize("is_known_who", [True, False])
def test_the_tenant_of_a_contract_is_whom_a_list_of_parties_has_once_for_each_in_the_one_role_that_all_contracts_have(
    is_known_who,
):
    contracts = [[f"5002{n}", "01-01-2020", "Woning", "1011AB"] for n in range(8)]
    contracts.insert(0, ["Contractnr", "Ingangsdatum", "Soort", "Postcode"])
    parties = [[f"5002{n}", f"9{n}1", "HH"] for n in range(8)] + [[f"5002{n}", f"9{n}2", "MH"] for n in range(3, 6)]
    if not is_known_who:
        parties += [[f"5002{n}", f"9{n}3", "MH"] for n in (0, 1, 2, 6, 7)]  # now each contract has one of either
    sheets = Sheet("Contracten.csv", contracts), Sheet("Partijen.csv", [["Contractnr", "Persoon nr", "Rol"], *parties])
    found, unread = propose(sheets)
    (leases,) = (block for block in found if block.table == "leases")

    assert [each.file for each in unread] == ["Partijen.csv"]  # whom it has beside the tenants, is still to be said
    looked_up = leases.lookups.get("Persoon nr")
    assert (looked_up is not None and looked_up.only == {"Rol": ("HH",)}) == is_known_who


OTHERS = [["02004.01", "R801", "Bewindvoerder"], ["02005.01", "R802", "Contactpersoon"], ["02006.01", "R803", "Borg"]]


@pytest.mark.parametrize("name", ["Contractrelaties", "Relaties per overeenkomst", "Blad4"])
@pytest.mark.parametrize("gone", [[], [["02001.01", "H7", "Hoofdhuurder"]]])  # who rented it before
def test_of_all_who_belong_to_a_contract_only_those_whose_role_says_so_share_it(name, gone):
    lines = [*([*pair, "Hoofdhuurder"] for pair in MAIN), *([*pair, "Medehuurder"] for pair in SHARED), *OTHERS, *gone]
    head = ["Overeenkomst", "VHE-adres", "Relatienummer", "Naam", "Rol", "Geldig vanaf", "Geldig t/m"]
    rows = [head, *([one, f"Bos {at}", other, "Bos, A.", role, "01-02-2020", ""] for at, (one, other, role) in enumerate(lines))]
    (block,) = of_table("co_tenants", Sheet(f"{name}.csv", rows))

    assert titles(block) == {
        "lease_id": "Overeenkomst", "tenant_id": "Relatienummer", "from_on": "Geldig vanaf", "until_on": "Geldig t/m",
    }  # fmt: skip
    assert block.only == {"Rol": ("Medehuurder",)}


def test_a_guardian_or_contact_is_no_co_tenant_where_no_role_says_that_anybody_is():
    lines = [*([*pair, "HH"] for pair in MAIN), *([*pair, "MH"] for pair in SHARED), ["02004.01", "H1", "Bewindvoerder"]]
    (block,) = of_table("co_tenants", Sheet("Medehuurders.csv", [["Nummer contract", "Persoon nr", "Rol"], *lines]))

    assert block.only == {"Rol": ("MH",)}


@pytest.mark.parametrize("title", ["Rol", "Soort relatie", "Type betrokkene", "Relationship"])
def test_who_rents_and_who_shares_is_known_by_the_role_however_many_others_have_numbers_of_another_list(title):
    people = [["Huurdernr", "Achternaam"], *([f"H{n}", f"Voorbeeld{'abcdefgh'[n]}"] for n in range(8))]
    roles = [*([*pair, "Hoofdhuurder"] for pair in MAIN), *([*pair, "Medehuurder"] for pair in SHARED), *OTHERS]
    parties = Sheet("Partijen.csv", [["Contract", "Relatie", title], *roles])
    (block,) = of_table("co_tenants", Sheet("Personen.csv", people), parties)

    assert (titles(block)["tenant_id"], block.only) == ("Relatie", {title: ("Medehuurder",)})


def test_numbers_of_contracts_are_no_names_of_people_in_a_list_that_nobody_named():
    lines = [[f"H{n}", f"HC-00{n}", "Hoofdhuurder"] for n in range(8)]
    blocks = of_table("tenants", Sheet("Partijen.csv", [["Relatie", "Contract", "Soort relatie"], *lines]))

    assert not any(titles(block).get("last_name") == "Contract" for block in blocks)


def test_the_number_of_tenants_needs_no_question_where_only_a_guardian_beside_them_has_another():
    people = [["Klantrekening", "Achternaam", "Postcode"], *([f"H{n}", f"Voorbeeld{'abcdefgh'[n]}", "1011AB"] for n in range(8))]
    roles = [*([*pair, "Hoofdhuurder"] for pair in MAIN), *([*pair, "Medehuurder"] for pair in SHARED), *OTHERS]
    parties = Sheet("Contractrelaties.csv", [["Overeenkomst", "Relatienummer", "Rol"], *roles])
    (block,) = of_table("tenants", Sheet("Klanten.csv", people), parties)

    assert (titles(block)["tenant_id"], block.choices["tenant_id"].certainty) == ("Klantrekening", SURE)
