"""Contract lists whose owners, municipalities and tenants stand in lists of complexes and of parties."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

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
