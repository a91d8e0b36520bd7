"""Contract lists whose owners, municipalities and tenants stand in lists of complexes and of parties."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.elsewhere import with_columns_elsewhere
from sources.recognition.lookup import Seen, with_references
from sources.recognition.others import is_of_another
from sources.recognition.rivals import without_rivals
from sources.recognition.sheets import propose
from sources.words.blocks import SURE, Block, Sheet
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of
from sources.words.notes import Evidence
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.proposals.test_proposal_phrases import proposed

OWNERS = Sheet(
    "Eigenaren.csv", [["Eigenaar", "Naam", "Kleine verhuurder"], ["E01", "Kade B.V.", "nee"], ["E04", "Dorp B.V.", "nee"]]
)
TOWNS = Sheet("Gemeenten.csv", [["Gemeentecode", "Gemeentenaam"], ["0289", "Wageningen"], ["0345", "Veenendaal"]])


def contracts():
    head = ["Contract", "Complex", "Soort", "Straat", "Huisnr", "Postcode", "Plaats", "Ingang"]
    return Sheet(
        "Contracten.csv",
        [head, *[[f"H{n}", f"10{n % 3}0", "WONING", "Kade", f"{n}", f"39{n} CB", "Ede", "01/02/2025"] for n in range(10, 30)]],
    )


def complexes(owner="E01", code="0345"):
    rows = [[f"10{n}0", owner if n else "E04", code if n else "0289"] for n in range(3)]
    return Sheet("Complexen.csv", [["Complex", "Eigenaar", "Gemeentecode"], *rows])


def ledger():
    head = ["Bedrijf", "Boekstuk", "Contract", "Boekdatum", "Vervaldatum", "Bedrag"]
    return Sheet(
        "Boekingen.csv", [head, *[["VALLEI", f"B{n}", f"H{n}", "01/02/2026", "01/03/2026", "700,00"] for n in range(10, 30)]]
    )


def mapping(*sheets):
    text = text_of(propose([contracts(), OWNERS, TOWNS, *sheets])[0])
    return tomllib.loads(text), text


@pytest.mark.parametrize("owner", ["E01", "Q77"])
def test_the_owner_of_a_contract_is_one_that_the_list_of_owners_has(owner):
    said, text = mapping(complexes(owner), ledger())
    (leases,) = said["leases"]

    is_known = owner == "E01"
    assert (leases.get("lookup", {}).get("Eigenaar") == ["Complex", "Complexen.csv", "Complex", "Eigenaar"]) == is_known
    assert leases["columns"].get("landlord_id") == ("Eigenaar" if is_known else None)
    assert not is_known or asked_of(text, 'landlord_id = "Eigenaar"')


@pytest.mark.parametrize("code", ["0345", "9999"])
def test_postcodes_beside_the_contracts_get_the_municipality_of_their_complex_where_no_list_has_them(code):
    said, _ = mapping(complexes(code=code))
    lookups = [each["lookup"] for each in said.get("postcodes", ())]

    assert lookups == ([{"Gemeentecode": ["Complex", "Complexen.csv", "Complex", "Gemeentecode"]}] if code == "0345" else [])


def block(table, sheet):
    layout = layout_of(sheet.rows)
    return Block(table, sheet, layout, choices_of(table, layout))


def listed(lines, key="Gebouw"):
    """A list of municipalities that has a building, or owner, in each."""
    rows = [["0289", "Wageningen", "G04"], ["0345", "Veenendaal", "G01"]]
    return Sheet("Gemeenten.csv", [["Gemeentecode", "Gemeentenaam", key], *rows[:lines]])


def postcodes(title, cell, key="Gebouw"):
    head, *rows = contracts().rows
    cells = ([*row, "G04" if n % 10 else "G01", cell] for n, row in enumerate(rows))
    return Sheet("Contracten.csv", [[*head, key, title], *cells])


@pytest.mark.parametrize(
    ("title", "cell", "key", "lines", "is_looked_up"),
    [
        ("Gemeente", "Ede", "Gebouw", 2, True),
        ("Gemeente", "Ede", "Eigenaar", 2, False),
        ("Gemeente", "Ede", "Gebouw", 1, False),
        ("CBS-gem.", "0228", "Gebouw", 2, False),
    ],
    ids=["no code stands there", "whoever owns it", "a single line says nothing of others", "the code stands there, in no list"],
)
def test_a_municipality_is_looked_up_only_where_the_list_has_no_code_and_another_is_more_than_one_line(
    title, cell, key, lines, is_looked_up
):
    """By the building, each of its contracts would get the municipality of the one that a list of one line happens to have."""
    *_, found = with_references([block("municipalities", listed(lines, key)), block("postcodes", postcodes(title, cell, key))])

    assert bool(found.lookups) == is_looked_up


@pytest.mark.parametrize(("key", "lines", "is_looked_up"), [("Gebouw", 2, True), ("Gebouw", 1, False), ("Eigenaar", 2, False)])
def test_what_a_single_line_of_another_list_says_holds_for_no_other_line_nor_that_of_an_owner_for_a_house(
    key, lines, is_looked_up
):
    contract = block("postcodes", postcodes("Ingang 2", "", key))
    buildings = Sheet("Oud.csv", [[key, "Gemeentecode"], *[["G04", "0289"], ["G01", "0345"]][:lines]])
    seen = Seen((buildings,), layout_of(buildings.rows))
    (found,) = with_columns_elsewhere([contract], [seen], choices_of, Evidence())

    assert ("municipality_code" in found.choices) == is_looked_up


@pytest.mark.parametrize(
    ("town", "file", "is_list"),
    [("Woonplaats", "Archief", False), ("Gemeente", "Archief", True), ("Plaats", "Gemeenten", True)],
    ids=["the town of an address", "its title says so", "the list's name says so"],
)
def test_the_town_of_an_address_is_no_name_of_a_municipality(town, file, is_list):
    rows = [["Straat", "Postcode", town, "CBS-gem."], ["Kade", "3911 CB", "Ede", "0228"]]
    found = block("municipalities", Sheet(f"{file}.csv", rows))

    assert is_of_another("municipalities", found.sheet, found.layout, found.choices) != is_list


def test_municipalities_come_from_the_list_that_is_named_after_them_before_any_address():
    """That of the agreements names each of them; who left lived in one only."""
    archive = [["Postcode", "Gemeente", "CBS-gem."], ["3911 CB", "Ede", "0228"]]
    agreed = Sheet("Inrichting.xlsx", [["CBS-gem.", "Gemeentenaam"], ["0289", "Wageningen"]], "Gemeenten")
    (found,) = without_rivals([block("municipalities", each) for each in (Sheet("Archief.csv", archive), agreed)])

    assert found.sheet is agreed


def test_a_list_of_postcodes_comes_first():
    own = Sheet("Postcodes.csv", [["Postcode", "Gemeentecode"], *[[f"39{n}CB", "0345"] for n in range(10, 30)]])
    (block,) = mapping(complexes(), own)[0]["postcodes"]
    assert block["file"] == "Postcodes.csv"


@pytest.mark.parametrize(
    ("roles", "others"), [(("Medehuurder", "Bewindvoerder"), ["Medehuurder"]), (("Bewoner", "Bewoner"), ["Bewoner"])]
)
def test_of_a_list_of_parties_the_main_tenants_are_no_co_tenants(roles, others):
    rows = [[f"H{n}", f"05{n}", "Hoofdhuurder"] for n in range(10, 30)] + [[f"H1{n}", f"09{n}", roles[n % 2]] for n in range(8)]
    said, text = mapping(complexes(), Sheet("Contractpartijen.csv", [["Contract", "Persoonnr.", "Rol"], *rows]))

    assert said["leases"][0]["lookup"]["Persoonnr."][-1] == {"only": {"Rol": ["Hoofdhuurder"]}}
    assert said["co_tenants"][0]["only"] == {"Rol": others} and asked_of(text, f'only = {{"Rol" = ["{others[0]}"]}}')


@pytest.mark.parametrize("code", ["GM0268", "0268", "268"])
def test_the_code_of_a_municipality_is_the_same_however_it_is_written(code):
    towns = Sheet("Gemeenten.csv", [["Gemeentecode", "Gemeentenaam"], [code, "Nijmegen"], ["GM0202", "Arnhem"]])
    houses = [["6511JB", "1", "268"], ["6511JB", "2", "268"], ["6826HV", "3", "202"]]
    postcodes = Sheet("pc6hnr.csv", [["PC6", "Huisnummer", "Gemeentecode"], *houses])
    (block,) = (each for each in propose([contracts(), OWNERS, towns, postcodes])[0] if each.table == "postcodes")

    assert not any("weinig van deze cellen" in doubt for doubt in block.choices["municipality_code"].why.doubts)


@pytest.mark.parametrize("title", ["CBS-code", "CBS gem.", "Gem. CBS", "CBS gemeente"])
def test_a_list_of_municipalities_by_their_codes_is_of_nothing_else_whatever_stands_on_its_lines_of_the_agreement(title):
    lines = ["OVK-1;0392;Haarlem;10-01-2024;RIS", "OVK-2;0479;Zaanstad;04-04-2024;VPS", "OVK-3;0397;Heemstede;28-03-2024;RIS"]
    found = proposed(("Gemeenten.csv", "\n".join([f"Ovk;{title};Gemeente;Getekend;Meldpunt", *lines])))["municipalities"]

    assert {name: (each.profile.title, each.certainty) for name, each in found.choices.items()} == {
        "municipality_code": (title, SURE), "name": ("Gemeente", SURE),
    }  # fmt: skip
