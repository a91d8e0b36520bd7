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


def test_a_complex_of_the_unit_that_is_called_after_its_garages_is_still_a_complex():
    named = contracts(("Garagehof", "Vlierhof", "Rozenhof"))
    titles = ["Object/Complex" if each == "Bokhorst" else each for each in named.rows[0]]
    found = tomllib.loads(proposed(Sheet("Contracten.csv", [titles, *named.rows[1:]])))
    assert found["leases"][0]["columns"]["complex_id"] == "Object/Complex"


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


def contracts_with_units(titles: tuple[str, str]) -> list[Sheet]:
    """Contracts whose units stand in a list of their own, each with a group and with a number of its complex."""
    leases = [[f"C{n}", f"H{n}", f"V{n:03}", "01-01-2020"] for n in range(12)]
    units = [[f"V{n:03}", "woning", f"CLU{n % 2}", f"10{n % 4}", f"E{n % 2}", "Dorpsstraat", f"{n}", "1011AB"] for n in range(12)]
    entries = [[f"B{n}", f"C{n % 12}", f"V{n % 12:03}", "01-03-2026", "700,00", "Factuur"] for n in range(40)]
    return [
        Sheet("Contracten.csv", [["Contractnummer", "Huurdernummer", "Eenheidnr.", "Ingangsdatum"], *leases]),
        Sheet("Eenheden.csv", [["Nr.", "Type", *titles, "Eigenaarnr.", "Straat", "Huisnr.", "Postcode"], *units]),
        Sheet("Posten.csv", [["Volgnr.", "Contractnr.", "Eenheidnr.", "Boekdatum", "Bedrag", "Soort"], *entries]),
    ]


def mandates_of(*complexes: str) -> Sheet:
    days = ["01-01-2025"] * 4
    titles = ["Mandaatnummer", "Eigenaarnummer", "Complexnr.", "Clausule geaccepteerd op", "Eigenaar ingelicht op",
              "Verwerkingsregister op", "Verwerkersovereenkomst getekend op"]  # fmt: skip
    return Sheet("Mandaten.csv", [titles, *[[f"M{n}", f"E{n}", each, *days] for n, each in enumerate(complexes)]])


@pytest.mark.parametrize(("named", "title"), [(("102", ""), "Complexnr."), (("CLU1", ""), "Cluster")])
def test_of_two_titles_for_a_complex_that_counts_which_has_the_complexes_of_the_mandates(named, title):
    (leases,) = tomllib.loads(proposed(*contracts_with_units(("Cluster", "Complexnr.")), mandates_of(*named)))["leases"]
    assert leases["columns"]["complex_id"] == title
    assert leases["lookup"][title] == ["Eenheidnr.", "Eenheden.csv", "Nr.", title]
    assert len({take for *_, take in leases["lookup"].values()} & {"Cluster", "Complexnr."}) == 1


def test_beside_the_contract_too_the_complexes_of_the_mandates_choose_between_two_titles():
    lines = [[f"C{n}", f"H{n}", f"CLU{n % 2}", f"10{n % 4}", "woning", f"{n}", "1011AB", "01-01-2020"] for n in range(12)]
    titles = [
        "Contractnummer",
        "Huurdernummer",
        "Cluster",
        "Complexnr.",
        "Soort eenheid",
        "Huisnummer",
        "Postcode",
        "Ingangsdatum",
    ]
    text = proposed(Sheet("Contracten.csv", [titles, *lines]), mandates_of("102", ""))

    assert tomllib.loads(text)["leases"][0]["columns"]["complex_id"] == "Complexnr."
    assert "deze nummers of namen gemeen" in asked_of(text, 'complex_id = "Complexnr."')


def test_the_owner_of_a_unit_is_looked_up_by_the_unit_and_not_by_its_complex_in_the_same_list():
    (leases,) = tomllib.loads(proposed(*contracts_with_units(("Cluster", "Energielabel"))))["leases"]
    assert leases["lookup"]["Eigenaarnr."] == ["Eenheidnr.", "Eenheden.csv", "Nr.", "Eigenaarnr."]


def test_the_number_of_a_unit_that_stands_on_many_entries_is_no_complex():
    (leases,) = tomllib.loads(proposed(*contracts_with_units(("Label", "Energielabel"))))["leases"]
    assert "complex_id" not in leases["columns"]
