"""A list of who takes part in which contract, by role: it gives each its tenant, and those beside him too, all asked."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import LIKELY, propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

LINES = range(12)
CONTRACTS = [["Contractnr", "Opdrachtgever", "Soort", "Straat", "Huisnr", "Postcode", "Ingangsdatum"]]
CONTRACTS += [[f"C{100 + n}", "V1", "Woning", "Kerkstraat", f"{n + 1}", "3512 JE", "01-01-2020"] for n in LINES]
PEOPLE = [["Persoonnr", "Achternaam"], *([f"P{300 + n}", f"Voorbeeld{'abcdefghijklmnopqr'[n]}"] for n in range(18))]


def roles(main: str, other: str, third: str = "", *, title: str = "Rol", further: str = "") -> list[list[str]]:
    """Each contract with its main tenant, half of them with another, and two with somebody in a third role."""
    head = ["Contractnr", "Persoonnr", title, *([further] if further else [])]
    rest = ["12,50"] if further else []
    lines = [[f"C{100 + n}", f"P{300 + n}", main, *rest] for n in LINES]
    lines += [[f"C{100 + n}", f"P{312 + n}", other, *rest] for n in range(6)]
    return [head, *lines, *([[f"C{100 + n}", f"P{301 + n}", third, *rest] for n in (7, 8)] if third else [])]


def blocks_of(*lists: tuple[str, list[list[str]]]):
    sheets = [
        Sheet("Contracten.csv", CONTRACTS),
        Sheet("Personen.csv", PEOPLE),
        *(Sheet(f"{name}.csv", rows) for name, rows in lists),
    ]
    return propose(sheets)


def shared(*lists: tuple[str, list[list[str]]]):
    return [block for block in blocks_of(*lists)[0] if block.table == "co_tenants"]


@pytest.mark.parametrize("name", ["Rollen", "Blad2", "Deelnemers"])
@pytest.mark.parametrize(
    ("words", "taken"),
    [
        (("Hoofdhuurder", "Medehuurder", "Bewindvoerder"), ("Medehuurder",)),
        (("Hoofdhuurder", "Partner", "Garantsteller"), ("Partner",)),
        (("Huurder", "Contractant 2"), ("Contractant 2",)),
        (("HH", "Medebewoner", "Contactpersoon"), ("Medebewoner",)),
        (("Hoofdhuurder", "Medehuurder", "Voormalige medehuurder"), ("Medehuurder",)),
    ],
)
def test_whoever_stands_beside_the_main_tenant_is_a_co_tenant_by_his_role(name, words, taken):
    (block,) = shared((name, roles(*words)))

    assert block.only == {"Rol": taken}
    assert {each: choice.profile.title for each, choice in block.choices.items()} == {
        "lease_id": "Contractnr",
        "tenant_id": "Persoonnr",
    }
    assert all(choice.certainty == LIKELY for choice in block.choices.values())


@pytest.mark.parametrize("title", ["Rol", "Soort relatie"])
def test_beside_codes_that_nobody_knows_those_of_who_does_not_rent_are_no_co_tenants(title):
    (block,) = shared(("Contractrelaties", roles("HH", "MH", "BW", title=title)))
    assert block.only == {title: ("MH",)}


def test_it_is_asked_and_the_list_is_no_longer_one_of_those_not_recognised():
    blocks, unread = blocks_of(("Rollen", roles("Hoofdhuurder", "Medehuurder")))
    asked = asked_of(text_of(blocks), 'only = {"Rol" = ["Medehuurder"]}')

    assert unread == [] and 'medehuurders zijn alleen de regels met "Rol" "Medehuurder"' in asked


def test_a_code_of_which_a_list_says_the_meaning_is_taken_by_that():
    codes = [["Rol", "Omschrijving"], ["H", "Hoofdhuurder"], ["M", "Medehuurder"], ["B", "Bewindvoerder"]]
    (block,) = shared(("Rollen", roles("H", "M", "B")), ("Rolcodes", codes))

    assert block.only == {"Rol": ("M",)}


@pytest.mark.parametrize(
    ("words", "more"),
    [
        (("Huurder", "Bewindvoerder"), {}),
        (("H", "M", "X"), {}),
        (("Huurder", "Garantsteller", "Eigenaar"), {}),
        (("Huurder", "Partner"), {"further": "Bedrag"}),
    ],
)
def test_who_does_not_rent_or_may_not_is_none_nor_is_a_list_with_amounts_one_of_parties(words, more):
    assert shared(("Rollen", roles(*words, **more))) == []
