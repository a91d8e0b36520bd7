"""A ledger that matches its charges and receipts by a number on the lines of both, as packages for accounts do."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import rows as rows_of
from tests.unit.sources.proposals.test_proposal_habits import mapped

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


def test_charges_in_debit_and_receipts_in_credit_are_matched_too():
    (head, *rows), at = ledger().rows, 4
    parted = [[*row[:at], *((row[at], "") if row[at + 1] == "D" else ("", row[at])), *row[at + 2 :]] for row in map(list, rows)]
    titles = [*head[:at], "Debet", "Credit", *head[at + 2 :]]
    (block,) = proposed(Sheet("Transacties.csv", [titles, *parted]))[0]["allocations"]

    assert block["matched"] == {"same": ["Contract", "Afletternr."], "only": {"Dagboek": ["HUUR"]}, "amount": "Debet"}
    assert (block["only"], block["columns"]["amount"]) == ({"Dagboek": ["BNK"]}, "Credit")


@pytest.mark.parametrize("is_parted", [True, False])
def test_what_is_proposed_settles_each_charge_with_its_receipt_in_a_run(tmp_path, is_parted):
    lines = [f"C{n};H{n};O1;Woning;1011AB;01-02-2020" for n in range(6)]
    contracts = "\n".join(["Contractnr;Huurdernr;Eigenaar;Soort;Postcode;Ingangsdatum", *lines]) + "\n"
    head, *rows = ledger().rows
    if is_parted:
        head = [*head[:4], "Debet", "Credit", *head[6:]]
        rows = [[*row[:4], *((row[4], "") if row[5] == "D" else ("", row[4])), *row[6:]] for row in rows]
    _, report = mapped(tmp_path, Contracten=contracts, Transacties="\n".join(map(";".join, [head, *rows])) + "\n")
    settled = rows_of(report, "allocations")

    assert len(settled) == 30 and sum(each[2] for each in settled) == 30 * Decimal(700)


@pytest.mark.parametrize(
    "sheet",
    [
        ledger("Relatie", alias=True),  # who rents: all that he owes and paid
        ledger(paid="650,00"),  # the amounts are others
        ledger(numbers="1"),  # one number for all
        ledger("Factuurnr."),  # of an invoice it is not said which of its lines was paid
    ],
    ids=["alias", "amounts", "one", "invoice"],
)
def test_a_column_that_brings_together_more_or_other_amounts_is_no_such_number(sheet):
    assert "allocations" not in proposed(sheet)[0]
