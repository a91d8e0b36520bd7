"""Contracts without an address, beside a list of what is let and a list of who rents: where a report goes."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, questions, text_of

IN_PARTS = ["Straat", "Huisnr.", "Toev.", "Postcode", "Plaats"]
IN_ONE = ["Adres", "Postcode", "Plaats"]


def contracts(person: str = "Klantnr.", unit: str = "Eenheidnr.", each: int = 1) -> Sheet:
    lines = [[f"C{n}", f"D{n}", f"V{n // each:03}", "01-01-2020", "650,00"] for n in range(12)]
    return Sheet("Huurcontracten.csv", [["Nr.", person, unit, "Ingangsdatum", "Kale huur"], *lines])


def people(title: str = "Nr.") -> Sheet:
    lines = [[f"D{n}", "Jansen", f"Postweg {n + 1}", "2011CD", "Elders", f"06-1234567{n % 10}"] for n in range(12)]
    return Sheet("Klanten.csv", [[title, "Achternaam", *IN_ONE, "Telefoonnr."], *lines])


def units(title: str = "Nr.", titles: list[str] = IN_PARTS, file: str = "Eenheden.csv") -> Sheet:
    where = [["Kade", f"{n + 1}", "", "1011AB", "Dorp"] if titles == IN_PARTS else [f"{n + 1}", "1011AB"] for n in range(12)]
    return Sheet(file, [[title, *titles], *([f"V{n:03}", *where[n]] for n in range(12))])


def looked_up(*sheets: Sheet) -> tuple[str, dict[str, Any]]:
    text = text_of(propose([*sheets])[0])
    (leases,) = tomllib.loads(text)["leases"]
    titles = leases["columns"] | {name: title for name, (title, _) in leases.get("split", {}).items()}
    return text, {name: leases["lookup"][title][:2] for name, title in titles.items() if title in leases.get("lookup", {})}


@pytest.mark.parametrize(("person", "number"), [("Klantnr.", "Nr."), ("Huurder", "Huurdernr."), ("Relatienr", "Relatienr")])
@pytest.mark.parametrize(("unit", "key"), [("Eenheidnr.", "Nr."), ("VHE", "VHE-nummer"), ("Objectcode", "Code")])
def test_the_address_is_that_of_the_unit_that_a_contract_names_and_never_that_of_who_rents_it(person, number, unit, key):
    text, found = looked_up(contracts(person, unit), people(number), units(key))
    assert {file for name, (_, file) in found.items()} == {"Eenheden.csv"}
    assert {own for name, (own, _) in found.items()} == {unit}
    assert found.keys() == {"street", "house_number", "house_number_suffix", "postcode", "city"}
    assert "postadres" not in text


def test_a_list_of_units_that_says_less_of_the_address_still_says_where_it_stands():
    _, found = looked_up(contracts(), people(), units(titles=["Huisnummer", "Postcode"]))
    assert {name: found[name] for name in ("house_number", "postcode")} == {
        "house_number": ["Eenheidnr.", "Eenheden.csv"],
        "postcode": ["Eenheidnr.", "Eenheden.csv"],
    }
    assert not {"street", "city"} & found.keys()


def test_an_address_that_only_the_tenants_have_is_taken_and_asked_about_as_it_may_be_where_their_post_goes():
    text, found = looked_up(contracts(), people())
    assert found["postcode"] == ["Klantnr.", "Klanten.csv"]
    assert any("kan zijn postadres zijn" in each and "Klanten.csv" in each for each in questions(text))
    assert "opgezocht" in asked_of(text, '"Adres" = ')


def test_the_address_of_a_building_is_not_taken_for_that_of_each_flat_in_it():
    text, found = looked_up(contracts(each=4), people(), units(file="Gebouwen.csv"))
    assert found["postcode"] == ["Klantnr.", "Klanten.csv"]
    assert "postadres" in text


def test_contracts_with_an_address_of_their_own_are_asked_nothing_of_a_post_address():
    titles = ["Nr.", "Klantnr.", *IN_PARTS, "Ingangsdatum"]
    own = Sheet(
        "Huurcontracten.csv",
        [titles, *([f"C{n}", f"D{n}", "Kade", f"{n}", "", "1011AB", "Dorp", "01-01-2020"] for n in range(12))],
    )
    text, found = looked_up(own, people())
    assert not found and "postadres" not in text


def with_own(*titles: str) -> Sheet:
    """Contracts that name their unit, with an address of three cells below these titles."""
    lines = [[f"C{n}", f"D{n}", f"V{n:03}", "01-01-2020", f"Postweg {n + 1}", "2011CD", "Elders"] for n in range(12)]
    return Sheet("Huurcontracten.csv", [["Contractnr.", "Klantnr.", "Eenheidnr.", "Ingangsdatum", *titles], *lines])


OF_WHO = [
    ("Huurder adres", "Huurder postcode", "Huurder plaats"),
    ("Adres klant", "Postcode", "Plaats"),
    ("Postadres", "Postcode", "Plaats"),
    ("Factuuradres", "Factuur postcode", "Factuur plaats"),
]


@pytest.mark.parametrize("titles", OF_WHO)
def test_neither_is_the_address_of_who_rents_that_the_contracts_have_themselves(titles):
    text, found = looked_up(with_own(*titles), units())

    assert found.keys() == {"street", "house_number", "house_number_suffix", "postcode", "city"}
    same = [each for each in titles if each in IN_PARTS]
    assert tomllib.loads(text)["leases"][0].get("sure_of", []) == same


@pytest.mark.parametrize("titles", OF_WHO[:3])
def test_where_nothing_else_says_where_it_stands_that_is_asked_of_each_of_its_titles(titles):
    text, found = looked_up(with_own(*titles), people())

    assert not found
    assert "dat van het gehuurde" in asked_of(text, f'postcode = "{titles[1]}"')


def test_where_invoices_go_is_never_taken_for_what_is_let():
    text, _ = looked_up(with_own(*OF_WHO[3]))

    assert not {"postcode", "city"} & tomllib.loads(text)["leases"][0]["columns"].keys()
