"""Balances parted by their age, beside a ledger: they name those who owe something, and are no list of tenants nor of entries."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sources.proposals.aside import open_items
from sources.recognition.sheets import propose
from sources.words.ageing import is_aged
from sources.words.blocks import Sheet
from sources.words.excel_days import layout_of

PERIODS = ("0-30", "31-60", "61-90", ">90")
TENANTS = range(20000, 20036)


def contracts() -> Sheet:
    rows = [[f"C{n}", n, f"01-{n % 12 + 1:02}-2020", "Woning", "Dorpsstraat", n % 90, "3512JE", "Utrecht", "V1"] for n in TENANTS]
    titles = ["Contractnummer", "Debiteurnummer", "Begindatum", "Type object", "Straat", "Huisnummer", "Postcode", "Plaats",
              "Eigenaar"]  # fmt: skip
    return Sheet("contracten.csv", [titles, *([str(cell) for cell in row] for row in rows)])


def ledger() -> Sheet:
    rows = [
        [f"{number}{n}", f"C{n}", str(n), ("Factuur", "Betaling")[number % 2], f"01-{number % 9 + 1:02}-2026", "Huur",
         *(("", "700,00") if number % 2 else ("700,00", ""))]
        for n in TENANTS for number in range(4)
    ]  # fmt: skip
    return Sheet("mutaties.csv", [["Boekstuk", "Contractnummer", "Debiteurnummer", "Soort boeking", "Boekdatum", "Omschrijving",
                                   "Debet", "Credit"], *rows])  # fmt: skip


def aged(owing: Sequence[int], periods: Sequence[str] = PERIODS) -> Sheet:
    rows = [[str(n), f"Jansen{'abcdef'[n % 6]}", f"h{n}@voorbeeld.nl", "2100,00", *["700,00"] * len(periods)] for n in owing]
    return Sheet("Openstaand per periode.csv", [["Debiteurnummer", "Naam", "E-mail", "Totaal", *periods], *rows])


def tables_of(file: str, *sheets: Sheet) -> set[str]:
    return {each.table for each in propose(sheets)[0] if each.sheet.file == file}


@pytest.mark.parametrize(
    "periods",
    [PERIODS, ("0 - 30 dagen", "31 - 60 dagen", "61 - 90 dagen"), ("0 t/m 30", "31 t/m 60"), ("0-30", "30-60", "60-90", "90+"),
     ("Niet vervallen", "1-30 dgn", "31-60 dgn", "> 60 dgn")],
)  # fmt: skip
def test_whoever_owes_something_is_not_taken_for_all_tenants(periods):
    owing = aged(TENANTS[::3], periods)
    assert tables_of(owing.file, contracts(), ledger(), owing) & {"tenants", "ledger_entries", "leases"} == set()


@pytest.mark.parametrize("periods", [("01-26", "02-26", "03-26"), ("1-5", "7-9"), ("Kamer", "Bed"), ("0-30", "geen")])
def test_months_and_other_amounts_side_by_side_are_no_ages(periods):
    layout = layout_of(aged(TENANTS, periods).rows)
    assert layout is not None and not is_aged(layout)


def test_beside_a_ledger_that_has_its_debtors_it_is_set_aside_and_that_is_asked():
    sheets = [contracts(), ledger(), aged(TENANTS[::3])]
    blocks, unread = propose(sheets)
    assert open_items(unread, blocks) == {"Openstaand per periode.csv": "mutaties.csv"}


@pytest.mark.parametrize("title", ["Code", "Nummer", "Debiteurnummer"])
def test_it_is_known_by_whose_the_entries_are_whatever_its_own_title_for_that_is(title):
    owing = aged(TENANTS[::3])
    mutations = [[*row[:1], *row[2:]] for row in ledger().rows]  # by the debtor alone
    rows = [[title, *owing.rows[0][1:]], *owing.rows[1:]]
    blocks, unread = propose([contracts(), Sheet("mutaties.csv", mutations), Sheet(owing.file, rows)])
    assert open_items(unread, blocks) == {"Openstaand per periode.csv": "mutaties.csv"}


def test_of_other_debtors_or_without_a_ledger_it_is_not_set_aside_unasked():
    for sheets in ([contracts(), ledger(), aged(range(30000, 30012))], [contracts(), aged(TENANTS[::3])]):
        blocks, unread = propose(sheets)
        assert open_items(unread, blocks) == {} and "Openstaand per periode.csv" in [each.file for each in unread]


def test_a_list_of_all_tenants_stays_one_where_it_says_how_long_each_owes_what():
    assert "tenants" in tables_of("Openstaand per periode.csv", contracts(), ledger(), aged(TENANTS))
