"""Receipts that name the charge that they paid beside them: with a minus, in a list of their own, and those that went back."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from tests.support.proposal import text_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import CONTRACTS, mapped
from tests.unit.sources.proposals.test_proposal_reports import found, titles

SIGNED = "Boeking;Contractnr;Soort;Omschrijving;Datum;Vervaldatum;Bedrag;Afgeboekt op boeking\n"


def signed(at: int, *, minus: str = "-{}", paid: str = "F{}") -> str:
    """A charge, its receipt with its number beside it, and a receipt that went back."""
    own = f"C{at % 2 + 1}"
    return (
        f"F{at};{own};Huur;Huur;01-0{at}-2026;01-0{at}-2026;70{at},00;\n"
        f"B{at};{own};Ontvangst;Bank;02-0{at}-2026;;{minus.format(f'70{at},00')};{paid.format(at)}\n"
        f"S{at};{own};Stornering;Bank;03-0{at}-2026;;70{at},00;\n"
    )


def test_receipts_with_a_minus_that_name_their_charge_are_settled_with_it_and_the_others_by_age(tmp_path):
    lines = "".join(signed(at, paid="F{}" if at < 6 else "") for at in range(1, 8))
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Debiteurenkaarten=SIGNED + lines)

    settled = {(row[0], row[1], row[2]) for row in rows(report, "allocations")}
    assert settled == {(f"B{at}", f"F{at}", Decimal(f"70{at}.00")) for at in range(1, 6)}
    assert 'take_sign = "negative"' in text


UNKNOWN = "X1;C1;Doorbelasting;Iets;02-02-2026;;5,00;{}\n"


@pytest.mark.parametrize(("number", "is_settled"), [("", True), ("F1", False)])
def test_a_word_that_nobody_knows_may_stand_there_unless_it_names_a_charge_too(number, is_settled):
    lines = "".join(signed(at) for at in range(1, 8)) + UNKNOWN.format(number)
    assert ("allocations" in found(Contracten=CONTRACTS, Debiteurenkaarten=SIGNED + lines)) == is_settled


def test_receipts_name_charges_of_a_list_of_invoices_beside_their_own():
    lines = [line for at in range(1, 8) for line in signed(at, minus="{}").splitlines(keepends=True)]
    invoices = "Factuurnr;Contractnr;Factuurdatum;Vervaldatum;Bedrag\n" + "".join(
        f"F{at};C{at % 2 + 1};01-0{at}-2026;01-0{at}-2026;70{at},00\n" for at in range(1, 8)
    )
    receipts = "".join(line for line in lines if line[0] in "BS")
    block = found(Contracten=CONTRACTS, Facturen=invoices, Ontvangsten=SIGNED + receipts)["allocations"]

    assert (block.sheet.file, titles(block)["charge_entry_id"]) == ("Ontvangsten.csv", "Afgeboekt op boeking")


@pytest.mark.parametrize(
    ("below", "patterns"), [("({})", [r"^[€\s]*-", r"-\s*$", r"^\(.*\)$"]), ("-{}", [r"^[€\s]*-", r"-\s*$"])]
)
def test_a_receipt_in_brackets_went_back_and_the_pattern_is_written_only_where_there_are_brackets(below, patterns):
    lines = "".join(signed(at, minus="{}") for at in range(1, 8)).replace("Stornering", "Storno")
    lines += f"B9;C1;Ontvangst;Bank;03-07-2026;;{below.format('5,00')};\n"
    block = tomllib.loads(text_of([found(Contracten=CONTRACTS, Debiteurenkaarten=SIGNED + lines)["allocations"]]))["allocations"][
        0
    ]

    assert block["skip_lines"]["Bedrag"] == patterns
