"""Numbers of documents, levels and codes beside amounts: none of them is taken for money."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

CONTRACTS = [["Contractnr", "Huurdernr", "Ingangsdatum"], *[[f"C-{n}", f"H-{n}", "01-02-2020"] for n in range(10, 16)]]
HEAD = ["Boekstuknr", "Boekdatum", "Contractnr", "Soort boeking"]
KINDS = ("huur", "betaling")


def lines(*cells):
    """Two lines of each contract, with cells by (its number, whether it is the charge)."""
    return [
        [f"{n}{at}", f"{n}-10-2026", f"C-{n}", kind, *(cell(n, at == 0) for cell in cells)]
        for n in range(10, 16)
        for at, kind in enumerate(KINDS)
    ]


def entries(titles, *cells):
    sheets = [Sheet("Contracten.csv", CONTRACTS), Sheet("Boekingen.csv", [[*HEAD, *titles], *lines(*cells)])]
    text = text_of(propose(sheets)[0])
    return tomllib.loads(text).get("ledger_entries", []), text


def amounts(blocks):
    return {each["columns"]["amount"] for each in blocks}


@pytest.mark.parametrize("title", ["Bedrag", "Bedrag in HV", "Bedrag in FW", "Amount in LC"])
@pytest.mark.parametrize(
    ("titles", "charge", "receipt"),
    [
        (["Toew.doc.", "Blokniveau"], "14000000{n}", "3"),  # cleared by a document, else at a level of reminders
        (["Xnr", "Ynr"], "00{n}", "00{n}"),
        (["Vlag", "Trap"], "{n}", "{n}"),
    ],
)
def test_numbers_and_levels_on_either_side_are_no_halves_of_the_amounts_that_another_title_says(title, titles, charge, receipt):
    blocks, text = entries(
        [*titles, title],
        lambda n, is_charge: charge.format(n=n) if is_charge else "",
        lambda n, is_charge: "" if is_charge else receipt.format(n=n),
        lambda n, is_charge: f"7{n},50" if is_charge else f"-7{n},50",
    )

    assert amounts(blocks) == {title}
    assert ("FW" in title) == bool(asked_of(text, f'amount = "{title}"'))


@pytest.mark.parametrize(("charge", "receipt"), [("14000000{n}", "15000000{n}"), ("1", "3"), ("0{n}", "0{n}")])
def test_without_any_amount_numbers_are_no_halves_either(charge, receipt):
    blocks, _ = entries(
        ["erbij", "eraf"],
        lambda n, is_charge: charge.format(n=n) if is_charge else "",
        lambda n, is_charge: "" if is_charge else receipt.format(n=n),
    )

    assert blocks == []


def test_whole_euros_in_two_columns_are_amounts_where_no_other_title_says_one():
    blocks, _ = entries(
        ["erbij", "eraf"],
        lambda n, is_charge: f"7{n}" if is_charge else "",
        lambda n, is_charge: "" if is_charge else f"7{n}",
    )

    assert amounts(blocks) == {"erbij", "eraf"}


def test_accounts_of_the_ledger_on_every_line_are_no_debit_and_credit():
    blocks, _ = entries(
        ["Debet", "Credit", "Bedrag"],
        lambda n, is_charge: "1300" if is_charge else "1100",
        lambda n, is_charge: "8000" if is_charge else "1300",
        lambda n, is_charge: f"7{n},50",
    )

    assert amounts(blocks) == {"Bedrag"}


@pytest.mark.parametrize("title", ["Achterstand", "Saldo", "Openstaande huur"])
@pytest.mark.parametrize(("cell", "is_asked"), [("{n}", True), ("1400000{n}", True), ("70{n},50", False), ("70{n}", False)])
def test_numbers_below_a_title_of_money_are_asked_and_never_certain(title, cell, is_asked):
    rows = [["Contractnr", "Peildatum", title], *[[f"C-{n}", "20-11-2026", cell.format(n=n % 4)] for n in range(10, 16)]]
    sheets = [Sheet("Contracten.csv", CONTRACTS), Sheet("Debiteurensaldi.csv", rows)]
    text = text_of(propose(sheets)[0])

    assert ("geen bedrag" in asked_of(text, f'open_rent = "{title}"')) is is_asked


def test_an_amount_comes_before_numbers_below_a_title_that_says_one_as_well():
    blocks, _ = entries(["Factuurbedrag", "Bedrag in EUR"], lambda n, _: f"14000000{n}", lambda n, _: f"7{n},50")

    assert amounts(blocks) == {"Bedrag in EUR"}
