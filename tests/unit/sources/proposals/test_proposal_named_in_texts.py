"""Reversals whose receipt is named within their text only: `Storno van 1234`."""

from __future__ import annotations

import re

import pytest

from sources.reading.parts import PARTS
from tests.support.proposal import asked_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import CONTRACTS, mapped

SIDES = "Boekingsnr;Contractnr;Dagboek;Boekdatum;Vervaldatum;Omschrijving;Debet;Credit\n"
ONE = "Boekingsnr;Contractnr;Soort;Boekdatum;Vervaldatum;Omschrijving;Bedrag\n"
TWO = "Boekstuk;Volgnr;Contractnr;Dagboek;Boekdatum;Vervaldatum;Omschrijving;Debet;Credit\n"


def sides(*went_back: str) -> str:
    """Months of one rent, charged and received; the lines of what went back after them."""
    lines = [
        f"{1000 + at};C1;Verkoop;01-0{at}-2026;01-0{at}-2026;Huur;700,00;0,00\n"
        f"{2000 + at};C1;Bank;02-0{at}-2026;;Ontvangst;0,00;700,00\n"
        for at in range(1, 8)
    ]
    back = [f"{3000 + at};C1;Storno;2{at}-08-2026;;{text};700,00;0,00\n" for at, text in enumerate(went_back)]
    return "".join(lines + back)


def reversed_by(report) -> dict[str, str]:
    return {row[0]: row[7] for row in rows(report, "ledger_entries") if row[2] == "reversal"}


@pytest.mark.parametrize(
    "text", ["Storno van {}", "Storno {} - onvoldoende saldo", "Terugboeking betaling nr. {}", "Stornering ({})"]
)
def test_it_takes_back_that_one_and_not_the_last_of_its_amount(tmp_path, text):
    proposed, report = mapped(tmp_path, Contracten=CONTRACTS, Boekingen=SIDES + sides(text.format(2003), text.format(2005)))

    assert reversed_by(report) == {"3000": "2003", "3001": "2005"}
    assert "het nummer van een ontvangst van hetzelfde contract" in asked_of(proposed, '"receipt"]')


def test_one_that_names_none_still_takes_back_the_last_of_its_amount(tmp_path):
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Boekingen=SIDES + sides("Storno van 2003", "Storno huur juli 2026"))
    assert reversed_by(report) == {"3000": "2003", "3001": "2007"}


def test_so_it_is_where_amounts_stand_below_one_title(tmp_path):
    lines = [
        f"{1000 + at};C1;Factuur;01-0{at}-2026;01-0{at}-2026;Huur;700,00\n{2000 + at};C1;Ontvangst;02-0{at}-2026;;Huur;700,00\n"
        for at in range(1, 8)
    ]
    back = "3000;C1;Storno;20-08-2026;;Storno van 2003;700,00\n3001;C1;Storno;21-08-2026;;Storno;700,00\n"
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Boekingen=ONE + "".join(lines) + back)
    assert reversed_by(report) == {"3000": "2003", "3001": "2007"}


def test_a_number_of_two_columns_is_named_with_any_sign_between_them(tmp_path):
    lines = re.sub(r"(?m)^(\d)00(\d);", r"\g<1>000;\2;", sides("Storno van 2000-3"))
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Boekingen=TWO + lines)
    assert reversed_by(report) == {"3000/0": "2000/3"}


@pytest.mark.parametrize("text", ["Storno van 1003", "Storno van 9999"])  # a charge; nothing that is there
def test_where_a_text_names_something_else_none_is_read(tmp_path, text):
    proposed, _ = mapped(tmp_path, Contracten=CONTRACTS, Boekingen=SIDES + sides("Storno van 2003", text))
    assert '"receipt"]' not in proposed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("storno van 1234", "1234"), ("Storno BNK-2026-0012, saldo te laag", "BNK-2026-0012"),
        ("Gestorneerd: 20261003", "20261003"),
        ("Reversal of payment 5519", "5519"), ("Terugboeking incasso 26210027/1.", "26210027/1"),
        ("Storno huur september 2026", None), ("Storno 03-09-2026", None), ("Ontvangst 1234", None), ("Storno", None),
    ],
)  # fmt: skip
def test_the_number_is_that_behind_the_word_that_says_it_went_back(text, number):
    found = re.match(PARTS["receipt"][0], text, re.IGNORECASE)
    assert (found[1] if found else None) == number
