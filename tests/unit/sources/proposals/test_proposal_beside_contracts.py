"""What stands beside contracts and entries without a list of its own: owners, municipalities, fields, what a bank took back; and
what only looks like entries.
"""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import Block, Sheet, propose
from sources.tables_seen import table_of_sheet
from tests.support.proposal import asked_of, questions, text_of

HEAD = ["Contractnr", "Debiteurnr", "Crediteur (eigenaar)", "Eigenaar", "Kleine eigenaar", "Ingangsdatum", "Postcode", "Huisnr"]
HEAD += ["CBS-gemeente", "Gemeente", "Sleutelnr."]
PLACES = (("0779", "Geertruidenberg"), ("0826", "Oosterhout"))
OWNERS = (("K2001", "Verzonnen Vastgoed", "Nee"), ("K2014", "Erven Nergenshuis", "Ja"))


def contracts(last_owner: str = "") -> Sheet:
    lines = [
        [f"VH{n}", f"13{n}", *OWNERS[n % 2], "01-02-2020", f"10{n} AB", f"{n}", *PLACES[n % 2], f"7{n}"] for n in range(10, 18)
    ]
    if last_owner:
        lines[-1][3] = last_owner
    return Sheet("Contracten.csv", [HEAD, *lines])


def found(*sheets: Sheet) -> dict[str, list[Block]]:
    blocks, _ = propose(sheets)
    return {table: [each for each in blocks if each.table == table] for table in {each.table for each in blocks}}


def read(*sheets: Sheet) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(text_of(propose(sheets)[0]))


def test_owners_and_municipalities_that_only_the_contracts_say_are_taken_once_each_and_asked():
    text = text_of(propose([contracts()])[0])
    said = tomllib.loads(text)
    columns = {"landlord_id": "Crediteur (eigenaar)", "name": "Eigenaar", "is_small_landlord": "Kleine eigenaar"}

    assert [(each["rows"], each["columns"]) for each in said["landlords"]] == [("distinct", columns)]
    assert [(each["rows"], each["columns"]) for each in said["municipalities"]] == [
        ("distinct", {"municipality_code": "CBS-gemeente", "name": "Gemeente"})
    ]
    assert said["leases"][0]["columns"]["landlord_id"] == "Crediteur (eigenaar)"
    assert "elk nummer telt één keer" in asked_of(text, 'columns = {landlord_id = "Crediteur')


def test_a_number_beside_two_names_is_that_of_no_owner_and_a_list_of_owners_comes_first():
    assert "landlords" not in found(contracts(last_owner="Iemand Anders"))

    own = Sheet("Eigenaren.csv", [["Eigenaarnr", "Naam eigenaar"], *([each[0], each[1]] for each in OWNERS)])
    assert [each.sheet.file for each in found(contracts(), own)["landlords"]] == ["Eigenaren.csv"]


LISTED = Sheet("Boek.xlsx", [["Kort", "Eigenaar voluit", "Kleine verhuurder?"], *map(list, OWNERS)], "Eigenaren")


@pytest.mark.parametrize(("owner", "is_read"), [("K2014", True), ("K9999", False)])
def test_a_list_that_names_each_owner_beside_a_day_per_field_is_of_what_they_allowed(owner, is_read):
    fields = [["Kort", "Straat mag sinds", "E-mail mag sinds"], ["K2001", "01-04-2025", ""], [owner, "", "15-06-2025"]]
    said = read(contracts(), LISTED, Sheet("Boek.xlsx", fields, "Velden"))

    allowed = [(each["columns"]["agreed_on"], each["constants"]["field"]) for each in said.get("optional_field_agreements", ())]
    assert allowed == ([("Straat mag sinds", "street"), ("E-mail mag sinds", "email")] if is_read else [])


STREETS = ("Dorpsstraat", "Spoorkade")
POLICIES = [
    ["Polis", "Pand", "Premie", "Verloopt"],
    *([f"64{n}", "Singel", f"2{n},15", f"{n}-03-2027"] for n in range(10, 18)),
]
REPAIRS = [["Nummer", "Pand", "Bedrag", "Datum"], *([f"R{n}", STREETS[n % 2], f"2{n},15", f"{n}-03-2026"] for n in range(10, 18))]
ENTRIES = [["Regel", "Contractnr", "Datum", "Soort", "Bedrag"]]
ENTRIES += [[f"B9{n}", f"VH{n}", f"{n}-10-2026", "huur", f"7{n},50"] for n in range(10, 18)]


@pytest.mark.parametrize(("rows", "name"), [(POLICIES, "Verzekeringen"), (REPAIRS, "Onderhoud")])
def test_policies_and_repairs_in_a_workbook_named_after_its_administration_are_no_entries(rows, name):
    book = [Sheet("Huuradministratie.xlsx", each, sheet) for each, sheet in ((ENTRIES, "Huur en betalingen"), (rows, name))]
    kept = found(contracts(), *book)["ledger_entries"]

    assert [each.sheet.sheet for each in kept] == ["Huur en betalingen"]


def test_a_sheet_that_nothing_reads_is_not_called_one_of_entries_for_its_premiums():
    assert table_of_sheet("Huuradministratie.xlsx", POLICIES, "Verzekeringen") is None


def test_entries_by_units_that_the_contracts_have_not_are_still_entries_where_no_other_list_has_any():
    assert "ledger_entries" in found(contracts(), Sheet("Boek.xlsx", REPAIRS, "Betalingen"))


def three_columns(word: str = "storno", number: str = "B110") -> str:
    lines = [
        ["Regel", "Contractnr", "Datum", "Waarvoor", "Betalen voor", "Moet betalen", "Betaald", "Teruggehaald", "Storno van"]
    ]
    lines += [[f"B0{n}", f"VH{n}", f"{n}-10-2026", "huur", "01-11-2026", f"7{n},50", "", "", ""] for n in range(10, 18)]
    lines += [[f"B1{n}", f"VH{n}", f"{n}-10-2026", "ontvangen", "", "", f"7{n},50", "", ""] for n in range(10, 18)]
    lines += [[f"B2{n}", f"VH{n}", f"{n}-10-2026", word, "", "", "", f"7{n},50", number] for n in range(10, 12)]
    lines += [["", "", "", "TOTAAL", "", "5.900,00", "5.900,00", "", ""]]
    return text_of(propose([contracts(), Sheet("Huurboekingen.csv", lines)])[0])


def test_a_third_column_of_amounts_in_which_what_was_taken_back_stands_is_a_block_of_reversals():
    text = three_columns()
    blocks = tomllib.loads(text)["ledger_entries"]

    assert [(each["columns"]["amount"], each["constants"]["entry_type"], each.get("only")) for each in blocks] == [
        ("Moet betalen", "charge", None), ("Betaald", "payment", None), ("Teruggehaald", "reversal", {"Waarvoor": ["storno"]}),
    ]  # fmt: skip
    assert blocks[2]["columns"]["reverses_entry_id"] == "Storno van"
    assert not any("TOTAAL" in each for each in questions(text))


def test_a_third_column_whose_word_does_not_say_that_it_went_back_is_none():
    blocks = tomllib.loads(three_columns(word="borg"))["ledger_entries"]

    assert "Teruggehaald" not in [each["columns"]["amount"] for each in blocks]


@pytest.mark.parametrize(
    ("title", "is_read"),
    [("Gemeente", True), ("Gemeentecode omschrijving", True), ("Gemeente omschrijving", True), ("Loket", False)],
)
def test_municipalities_that_only_the_list_of_agreements_names_are_those_of_that_list(title, is_read):
    head = ["Gemeentecode", title, "Ovk nr", "Getekend", "Meldpunt"]
    lines = [[f"03{n}", f"Plaats {chr(60 + n)}aal", f"GEM-{n}", f"{n}-6-2022", "VPS"] for n in range(10, 14)]
    said = read(contracts_without_places(), Sheet("gemeenten.csv", [head, *lines]))

    assert said["municipality_agreements"][0]["columns"]["municipality_code"] == "Gemeentecode"
    named = [each["columns"] for each in said.get("municipalities", [])]
    assert named == ([{"municipality_code": "Gemeentecode", "name": title}] if is_read else [])


def test_what_the_code_of_a_municipality_is_called_beside_an_agreement_is_not_asked():
    head = ["Gemeentecode", "Gemeentecode omschrijving", "Ovk nr", "Getekend", "Meldpunt"]
    lines = [[f"03{n}", f"Plaats {chr(60 + n)}aal", f"GEM-{n}", f"{n}-6-2022", "VPS"] for n in range(10, 14)]
    text = text_of(propose([contracts_without_places(), Sheet("Gemeenteconvenanten.csv", [head, *lines])])[0])

    assert 'columns = {municipality_code = "Gemeentecode", name = "Gemeentecode omschrijving"}' in text
    assert not asked_of(text, 'name = "Gemeentecode omschrijving"')


def contracts_without_places() -> Sheet:
    sheet = contracts()
    gone = [HEAD.index(title) for title in ("CBS-gemeente", "Gemeente")]
    return Sheet(sheet.file, [[cell for place, cell in enumerate(row) if place not in gone] for row in sheet.rows])
