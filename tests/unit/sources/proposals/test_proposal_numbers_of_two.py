"""Entries whose number is that of their voucher and of the line in it, in two columns."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import text_of

CONTRACTS = Sheet("Contracten.csv", [
    ["Contractnr.", "Debiteurnr.", "Ingangsdatum", "Postcode", "Huisnr."],
    *[[f"C{n}", f"H{n}", "01-02-2020", "1011AB", f"{n}"] for n in range(6)],
])  # fmt: skip
TITLES = ("Dagboek", "Boekstuknr.", "Volgnr.")
SETTLED = Sheet("Afletteringen.csv", [
    ["Vordering boeking", "Betaling boeking", "Bedrag", "Datum"], *[[f"A{n}", f"B{n}", "700,00", "05-03-2026"] for n in range(6)],
])  # fmt: skip


def entries(titles: tuple[str, str, str] = TITLES, *, undone: str = "2026200/2", voucher: str = "2026{}00") -> Sheet:
    """A voucher of charges and one of receipts for six contracts, and one receipt that went back."""
    rows = []
    for journal, kind, debit, credit in (("70", "Factuur", "700,00", ""), ("20", "Ontvangst", "", "700,00")):
        number = voucher.format(journal[0])
        rows += [[journal, number, f"{n}", f"0{n + 1}-03-2026", f"C{n}", kind, debit, credit, ""] for n in range(6)]
    rows += [["20", voucher.format("3"), "9", "09-03-2026", "C2", "Stornering", "700,00", "", undone]]
    head = [*titles, "Boekdatum", "Contract", "Boekingssoort", "Debet", "Credit", "Storno van"]
    return Sheet("Mutaties.csv", [head, *rows])


def made_of(*sheets: Sheet) -> list[dict[str, Any]]:
    return tomllib.loads(text_of(propose([CONTRACTS, *sheets])[0]))["ledger_entries"]


@pytest.mark.parametrize(
    "titles",
    [
        TITLES,
        ("Dagboek", "Bkst", "Regel"),
        ("Bron", "Journaalpost", "Regelnr."),
        ("Soort", "Belegnummer", "Positie"),
        ("Journal", "Document No.", "Line item"),
        ("Dagboek", "Transactienr.", "Boekstukregel"),
    ],
)
def test_the_voucher_and_the_line_in_it_are_the_number_of_an_entry_by_which_a_reversal_names_its_receipt(titles):
    blocks = made_of(entries(titles))

    assert all(each["made_ids"] == {"entry_id": [f"={titles[1]}", f"={titles[2]}"]} for each in blocks)
    assert [each["columns"].get("reverses_entry_id") for each in blocks] == [None, None, "Storno van"]


def test_where_vouchers_are_numbered_within_a_journal_that_stands_before_them():
    (first, *_) = made_of(entries(voucher="1"))
    assert first["made_ids"] == {"entry_id": [f"={each}" for each in TITLES]}


def test_a_journal_that_says_the_kind_of_each_entry_stands_before_them_too():
    """As a package for accounts has it, in which one voucher holds the rents of a month."""
    rows = [["HUUR", "1", f"{n}", f"0{n + 1}-03-2026", f"C{n}", "700,00", "D"] for n in range(6)]
    rows += [["BNK", "1", f"{n}", f"0{n + 1}-03-2026", f"C{n}", "700,00", "C"] for n in range(6)]
    head = ["Dagboek", "Boekingsnr.", "Regel", "Boekdatum", "Contract", "Bedrag", "D/C"]
    blocks = made_of(Sheet("Transacties.csv", [head, *rows]))

    assert all(each["made_ids"] == {"entry_id": ["=Dagboek", "=Boekingsnr.", "=Regel"]} for each in blocks)


@pytest.mark.parametrize("titles", [("Dagboek", "Kostenplaats", "Volgnr."), ("Dagboek", "Boekstuknr.", "Aantal")])
def test_other_figures_make_no_number_though_no_two_lines_have_the_same(titles):
    assert "=" not in str(made_of(entries(titles))[0]["made_ids"])


def test_settlements_that_name_entries_otherwise_forbid_it():
    assert "=" not in str(made_of(entries(), SETTLED)[0]["made_ids"])


@pytest.mark.parametrize("undone", ["2026200/2", "2026200-2", "BK-77"])
def test_what_a_reversal_names_is_read_only_where_it_is_the_number_of_an_entry(undone):
    (*_, reversals) = made_of(entries(undone=undone))
    assert ("reverses_entry_id" in reversals["columns"]) == (undone != "BK-77")
    assert reversals["storno"]  # by its amount otherwise


@pytest.mark.parametrize(("filled", "is_number"), [(4, False), (13, True)])
def test_a_reference_that_most_lines_lack_is_the_number_of_none(filled, is_number):
    sheet = entries()
    head, *rows = sheet.rows
    longer = [[*row, f"REF{n}" if n < filled else ""] for n, row in enumerate(rows)]
    (first, *_) = made_of(replace(sheet, rows=[[*head, "Referentie"], *longer]))

    assert (first["columns"].get("entry_id") == "Referentie") is is_number
    assert ("made_ids" not in first) is is_number
