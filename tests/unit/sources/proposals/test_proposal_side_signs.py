"""Amounts with D or C beside them that have a sign too: the sign of their side, or that of what went the other way."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import text_of

CONTRACTS = Sheet("Contracten.csv", [
    ["Contractnr.", "Debiteurnr.", "Ingangsdatum", "Postcode", "Huisnr."],
    *[[f"C{n}", f"H{n}", "01-02-2020", "1011AB", f"{n}"] for n in range(8)],
])  # fmt: skip
HEAD = ["Boekingsnr.", "Contractnr.", "Boekdatum", "Vervaldatum", "Dagboek", "Omschrijving", "D/C", "Bedrag"]


def proposed(charge: str, receipt: str, *odd: tuple[str, str, str]):
    """Charges and receipts with such amounts, and entries with a journal, side and amount of their own."""
    rows = []
    for n in range(8):
        rows.append([f"V{n}", f"C{n}", "01-03-2026", "01-03-2026", "Verkoop", "Huur maart", "D", charge])
        rows.append([f"B{n}", f"C{n}", "05-03-2026", "", "Bank", "Ontvangst huur", "C", receipt])
    rows.append(["S1", "C1", "09-03-2026", "", "Storno", "Storno incasso", "D", charge])
    rows += [[f"X{n}", "C2", "10-03-2026", "", *each[:1], "Ontvangst huur", *each[1:]] for n, each in enumerate(odd)]
    text = text_of(propose([CONTRACTS, Sheet("Mutaties.csv", [HEAD, *rows])])[0])
    blocks = {str(each.get("constants", {}).get("entry_type")): each for each in tomllib.loads(text)["ledger_entries"]}
    return blocks, text


@pytest.mark.parametrize(("charge", "receipt"), [("700,00", "-700,00"), ("-700,00", "700,00"), ("700,00", "700,00")])
def test_the_sign_that_a_whole_side_has_makes_no_reversal_and_no_credit_note_of_it(charge, receipt):
    blocks, text = proposed(charge, receipt)

    assert "storno" not in blocks["payment"] and "by_sign" not in text and " min" not in text
    assert blocks["charge"]["only"]["D/C"] == ["D"] and blocks["payment"]["only"]["D/C"] == ["C"]


@pytest.mark.parametrize(
    ("receipt", "odd", "said"),
    [
        ("-700,00", "700,00", "1 ontvangst zonder min is een storno"),
        ("700,00", "-700,00", "1 ontvangst met een min is een storno"),
    ],
)
def test_what_of_a_side_has_the_other_sign_is_asked_about_with_how_many_there_are(receipt, odd, said):
    blocks, text = proposed("700,00", receipt, ("Bank", "C", odd))
    assert blocks["payment"]["storno"] is True
    assert said in " ".join(text.replace("#", "").split())
