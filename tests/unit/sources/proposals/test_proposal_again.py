"""The list of cases that an agency sends each month: the same case again until it is closed, and no entry of a ledger."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import questions, text_of

TITLES = ["Dossiernr.", "Uw referentie", "Debiteur", "Datum ontvangst", "Hoofdsom", "Ontvangen", "Saldo", "Fase", "Gesloten op"]
CONTRACTS = Sheet(
    "Contracten.csv",
    [["Contractnr.", "Huurdernr.", "Ingangsdatum", "Postcode", "Huisnummer"],
     *([f"C{n:03}", f"H{n}", "01-01-2020", "1011AB", f"{n}"] for n in range(12))],
)  # fmt: skip


def cases(month: str, numbers: range, phase: str, name: str = "dossieroverzicht", twice: bool = False) -> Sheet:
    lines = [
        [f"D{n}", f"C{n:03}", "Jansen, J.", f"{n + 1:02}-06-2026", "1.200,00", "0,00", "1.200,00", phase, ""] for n in numbers
    ]
    return Sheet(f"{name}_{month}.csv", [TITLES, *lines, *(lines[:1] if twice else [])])


def read(*sheets: Sheet) -> tuple[str, dict[str, Any]]:
    text = text_of(propose([CONTRACTS, *sheets])[0])
    return text, tomllib.loads(text)


def test_a_case_that_comes_back_in_each_months_list_keeps_its_number_and_its_newest_line_counts_which_is_asked():
    text, found = read(cases("202609", range(1, 5), "Minnelijk"), cases("202610", range(2, 6), "Gerechtelijk"))

    (block,) = found["collection_cases"]
    assert (block["file"], block["choose"]) == ("dossieroverzicht_*.csv", "latest")
    assert block["columns"]["case_id"] == block["columns"]["agency_reference"] == "Dossiernr."
    assert any("de regel uit het nieuwste telt" in each for each in questions(text))


def test_a_list_in_which_a_case_stands_twice_has_no_number_of_its_own_there():
    _, found = read(cases("202609", range(1, 5), "Minnelijk"), cases("202610", range(2, 6), "Gerechtelijk", twice=True))

    assert all(block["columns"].get("case_id") != "Dossiernr." for block in found["collection_cases"])


@pytest.mark.parametrize("months", [("202609",), ("202609", "202610")])
def test_what_an_agency_claims_in_its_own_list_is_no_entry(months):
    _, found = read(*(cases(month, range(1, 5), month) for month in months))

    assert "ledger_entries" not in found and found["collection_cases"][0]["columns"]["lease_id"] == "Uw referentie"


def test_lists_of_other_cases_each_add_up():
    _, found = read(cases("202609", range(1, 4), "Minnelijk"), cases("202610", range(5, 8), "Minnelijk"))

    assert found["collection_cases"][0]["choose"] == "all"


def test_of_the_first_of_such_lists_the_later_ones_are_read_beside_it_as_a_case_leaves_them_once_it_is_closed():
    _, found = read(cases("202609", range(1, 5), "Minnelijk"))

    assert [block["choose"] for block in found["collection_cases"]] == ["latest"]
