"""Settlements that stand there twice, at the charge and at what settled it, below titles that say nothing of it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from sources.recognition.sheets import SURE, propose
from sources.words.blocks import Sheet
from tests.support.proposal import text_of

LEDGER = Sheet("Klantposten.csv", [
    ["Volgnr.", "Contractnr.", "Boekingsdatum", "Vervaldatum", "Soort", "Bedrag"],
    *[[f"50{n}", f"C{n % 3}", "01-03-2026", "01-03-2026", "Factuur", "700,00"] for n in range(6)],
    *[[f"60{n}", f"C{n % 3}", "02-03-2026", "", "Betaling", "-700,00"] for n in range(6)],
])  # fmt: skip


def details(own: str, other: str, *, opening: str = "Beginpost", itself: bool = False, sign: str = "-") -> Sheet:
    """Of each entry its own amount, and of each settlement its two halves; `itself`: that of the receipt names the receipt."""
    rows = [["Nr.", own, "Soort regel", "Bedrag", "Datum", other]]
    for n in range(6):
        rows += [[f"1{n}", f"50{n}", opening, "700,00", "01-03-2026", "0"]]
        rows += [[f"2{n}", f"50{n}", "Koppeling", f"{sign}700,00", "02-03-2026", f"60{n}"]]
        rows += [[f"3{n}", f"60{n}", "Koppeling", "700,00", "02-03-2026", f"60{n}" if itself else f"50{n}"]]
    return Sheet("Detailposten.csv", rows)


def found(*sheets: Sheet) -> list[dict[str, Any]]:
    return tomllib.loads(text_of(propose([LEDGER, *sheets])[0])).get("allocations", [])


@pytest.mark.parametrize("itself", [False, True])
@pytest.mark.parametrize(("own", "other"), [("Postnr", "Tegenpostnr"), ("Boeking", "Met boeking"), ("Mutatie A", "Mutatie B")])
def test_numbers_of_both_sides_and_the_sign_of_the_amount_show_the_two_halves_of_each_settlement(own, other, itself):
    charge, receipt = found(details(own, other, itself=itself))

    assert (charge["take_sign"], receipt["take_sign"]) == ("negative", "positive")
    assert charge["columns"]["charge_entry_id"] == receipt["columns"]["credit_entry_id"] == own
    assert charge["columns"]["credit_entry_id"] == receipt["columns"]["charge_entry_id"] == other
    assert charge["skip_lines"] == {"Soort regel": ["^beginpost$"]}


def test_an_entry_itself_is_known_by_naming_no_other_where_no_word_says_it():
    charge, receipt = found(details("Postnr", "Tegenpostnr", opening="Boeking"))
    assert charge["skip_lines"] == receipt["skip_lines"] == {"Tegenpostnr": ["^0*$"]}


def test_nothing_of_it_is_certain():
    (block,) = [each for each in propose([LEDGER, details("Postnr", "Tegenpostnr")])[0] if each.table == "allocations"]
    assert SURE not in {choice.certainty for choice in block.choices.values()}


def test_where_the_charge_has_no_minus_it_is_not_known_which_half_is_which():
    assert found(details("Postnr", "Tegenpostnr", sign="")) == []
