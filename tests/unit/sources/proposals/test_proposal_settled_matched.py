"""A ledger that matches its charges and receipts by a number on the lines of both, as packages for accounts do."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

CONTRACTS = Sheet("Contracten.csv", [
    ["Contractnr.", "Huurdernr.", "Ingangsdatum", "Postcode", "Huisnr."],
    *[[f"C{n}", f"H{n}", "01-02-2020", "1011AB", f"{n}"] for n in range(6)],
])  # fmt: skip
MONTHS = range(1, 7)


def ledger(title: str = "Afletternr.", *, paid: str = "{}", numbers: str = "{}", alias: bool = False) -> Sheet:
    """Each contract is charged six months; all but the last is received, and of two months one receipt came for both."""
    rows, at = [], 0
    for n in range(6):
        for month in MONTHS:
            number = 10 * n + (1 if month == 2 else month)  # January and February in one
            own = f"H{n}" if alias else numbers.format(number) if month < 6 else ""
            day, at = f"0{month}-2026", at + 1
            rows.append(["HUUR", f"F{at}", f"01-{day}", f"C{n}", "700,00", "D", own, f"Huur {day}", f"05-{day}"])
            if month < 6 and month != 1:
                amount = paid.format("1.400,00" if month == 2 else "700,00")
                rows.append(["BNK", f"B{at}", f"03-{day}", f"C{n}", amount, "C", own, f"Betaling {day}", f"05-{day}"])
    head = ["Dagboek", "Nr", "Boekdatum", "Contract", "Bedrag", "D/C", title, "Omschrijving", "Afletterdatum"]
    return Sheet("Transacties.csv", [head, *rows])


def proposed(sheet: Sheet) -> tuple[dict[str, Any], str]:
    text = text_of(propose([CONTRACTS, sheet])[0])
    return tomllib.loads(text), text


@pytest.mark.parametrize("title", ["Afletternr.", "Matchnummer", "Qz"])
def test_a_number_that_brings_charges_and_receipts_of_one_amount_together_says_which_settled_which_and_is_asked(title):
    found, text = proposed(ledger(title))
    (block,) = found["allocations"]

    assert block["only"] == {"D/C": ["C"], "Dagboek": ["BNK"]}
    assert block["matched"] == {"same": ["Contract", title], "only": {"D/C": ["D"], "Dagboek": ["HUUR"]}}
    assert block["columns"]["allocated_on"] == "Afletterdatum"
    assert "gaat af van de vorderingen met dat nummer" in asked_of(text, "[[allocations]]")


@pytest.mark.parametrize(
    "sheet",
    [
        ledger("Relatie", alias=True),  # who rents: all that he owes and paid
        ledger(paid="650,00"),  # the amounts are others
        ledger(numbers="1"),  # one number for all
    ],
    ids=["alias", "amounts", "one"],
)
def test_a_column_that_brings_together_more_or_other_amounts_is_no_such_number(sheet):
    assert "allocations" not in proposed(sheet)[0]
