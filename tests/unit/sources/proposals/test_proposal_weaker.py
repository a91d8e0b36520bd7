"""Contracts that say themselves what is let, or where, less well than the list of units that their lines name."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

UNITS = ("EENGEZINS", "GARAGE", "ETAGEWON", "BOG")


def leases_of(kinds: tuple[str, ...], units: tuple[str, ...] = UNITS, title: str = "Contractsoort", address: str = "") -> Any:
    return tomllib.loads(proposed(kinds, units, title, address))["leases"][0]


def proposed(kinds: tuple[str, ...], units: tuple[str, ...] = UNITS, title: str = "Contractsoort", address: str = "") -> str:
    contracts = [
        [f"C{n}", f"H{n}", f"V{n:03}", kinds[n % len(kinds)], address if n == 3 else f"Kade {n}", "01-01-2020"] for n in range(12)
    ]
    let = [[f"V{n:03}", units[n % len(units)], "Kade", f"{n}", "", "1011AB", "Dorp"] for n in range(12)]
    titles = ["Contractnr.", "Huurdernr.", "Eenheidnr.", title, "Eenheidadres", "Ingangsdatum"]
    of_units = ["Nr.", "Eenheidsoort", "Straat", "Huisnr.", "Toevoeging", "Postcode", "Plaats"]
    return text_of(propose([Sheet("Contracten.csv", [titles, *contracts]), Sheet("Eenheden.csv", [of_units, *let])])[0])


@pytest.mark.parametrize(
    "kinds",
    [
        ("ONBEPAALD", "ONBEPAALD", "OVERIG"),  # how long it holds
        ("Huurovereenkomst woonruimte", "Huurovereenkomst overig"),  # does not tell a shop from a garage
    ],
)
def test_what_is_let_is_said_by_the_list_of_units_where_contracts_say_only_what_kind_of_contract_each_is(kinds):
    text = proposed(kinds)
    (leases,) = tomllib.loads(text)["leases"]
    assert leases["lookup"]["Eenheidsoort"] == ["Eenheidnr.", "Eenheden.csv", "Nr.", "Eenheidsoort"]
    assert leases["columns"]["unit_type"] == "Eenheidsoort"
    assert leases["values"]["unit_type"] == {
        "EENGEZINS": "dwelling", "GARAGE": "parking", "ETAGEWON": "dwelling", "BOG": "commercial",
    }  # fmt: skip
    assert "opgezocht" in asked_of(text, 'unit_type = "Eenheidsoort"')


@pytest.mark.parametrize(
    ("kinds", "units", "title"),
    [
        (("Woonruimte", "Garage", "Winkelruimte"), ("K1", "K2"), "Contractsoort"),  # words that nobody knows
        (("Woonruimte", "Garage", "Winkelruimte"), ("EENGEZINS", "GARAGE"), "Contractsoort"),  # no more kinds than here
        (("Woonruimte", "Overig"), UNITS, "Soort eenheid"),  # the contract says of the unit what it is
    ],
)
def test_what_contracts_say_as_well_themselves_is_not_looked_up(kinds, units, title):
    assert leases_of(kinds, units, title)["columns"]["unit_type"] == title


def test_an_address_in_one_cell_that_does_not_always_come_apart_is_read_from_the_list_of_units_where_its_parts_stand_apart():
    assert leases_of(("Woonruimte",), address="Plein 1944 3 12")["lookup"].keys() >= {"Straat", "Huisnr.", "Toevoeging"}
    assert "house_number" in leases_of(("Woonruimte",), address="Kade 3")["split"]


@pytest.mark.parametrize(
    "kinds", [("ONBEPAALD", "ONBEPAALD", "OVERIG"), ("Bepaalde tijd", "Onbepaalde tijd"), ("Fixed term", "Periodic")]
)
def test_how_long_a_contract_holds_is_no_kind_of_what_is_let_and_that_is_asked_where_no_list_says_it(kinds):
    contracts = [[f"C{n}", f"H{n}", kinds[n % len(kinds)], "1011AB", f"{n}", "01-01-2020"] for n in range(12)]
    titles = ["Contractnr.", "Huurdernr.", "Contractsoort", "Postcode", "Huisnr.", "Ingangsdatum"]
    text = text_of(propose([Sheet("Contracten.csv", [titles, *contracts])])[0])

    assert '# unit_type = ""' in text and "Contractsoort" not in str(tomllib.loads(text))
