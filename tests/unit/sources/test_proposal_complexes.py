"""The complex for which a mandate holds, where only the cells of both lists say that it is one."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

GROUPS = ("Vlierhof", "Rozenhof")


def contracts(groups: tuple[str, ...] = GROUPS, room: str = "Kleur") -> Sheet:
    lines = [
        [f"C{n}", f"H{n}", "E1", groups[n % len(groups)], f"{n % 3}", "woning", f"Dorpsstraat {n}", "1011AB", "01-01-2020"]
        for n in range(12)
    ]
    titles = ["Contractnummer", "Huurdernummer", "Eigenaarnummer", "Bokhorst", room, "Soort eenheid", "Adres", "Postcode",
              "Ingangsdatum"]  # fmt: skip
    return Sheet("Contracten.csv", [titles, *lines])


def mandates(*of: str) -> Sheet:
    days = ["01-01-2025"] * 4
    titles = ["Mandaatnummer", "Eigenaarnummer", "Zwaluwen", "Clausule geaccepteerd op", "Eigenaar ingelicht op",
              "Verwerkingsregister op", "Verwerkersovereenkomst getekend op"]  # fmt: skip
    return Sheet("Mandaten.csv", [titles, *[[f"M{n}", "E1", each, *days] for n, each in enumerate(of)]])


def proposed(*sheets: Sheet) -> str:
    return text_of(propose(sheets)[0])


@pytest.mark.parametrize("of", [("Vlierhof", ""), ("Vlierhof", "Rozenhof")])
def test_what_a_mandate_names_is_its_complex_where_contracts_are_grouped_by_the_same_names(of):
    text = proposed(contracts(), mandates(*of))
    found = tomllib.loads(text)
    assert found["mandates"][0]["columns"]["complex_id"] == "Zwaluwen"
    assert found["leases"][0]["columns"]["complex_id"] == "Bokhorst"
    assert "deze nummers of namen gemeen" in asked_of(text, 'complex_id = "Zwaluwen"')


def test_a_building_that_the_contracts_say_stays_their_complex_whoever_looks_after_it():
    found = tomllib.loads(proposed(contracts(room="Gebouw"), mandates("Vlierhof", "")))
    assert found["leases"][0]["columns"]["complex_id"] == "Gebouw" and "complex_id" not in found["mandates"][0]["columns"]


@pytest.mark.parametrize(
    ("groups", "of"),
    [
        (GROUPS, ("Vlierhof", "Meidoornhof")),  # no contract is of the second
        (GROUPS, ("", "")),
        (("Vlierhof",), ("Vlierhof", "Vlierhof")),  # one for all is no group
        (tuple(f"Huis {n}" for n in range(12)), ("Huis 1", "Huis 2")),  # each contract its own
    ],
)
def test_other_texts_of_a_mandate_are_not_taken_for_its_complex(groups, of):
    found = tomllib.loads(proposed(contracts(groups), mandates(*of)))
    assert "complex_id" not in found["mandates"][0]["columns"]
