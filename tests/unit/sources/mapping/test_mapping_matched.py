"""Receipts and charges that an export matches by a number on the lines of both: what each receipt settled of each charge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sources.findings import SourcesRefused
from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

MATCHED = """
[[allocations]]
file = "boekingen.csv"
only = {"Dagboek" = ["BNK", "CRE"]}
matched = {same = ["Debiteur", "Afletternr"], only = {"Dagboek" = ["HUUR"]}}
columns = {credit_entry_id = "Nr", charge_entry_id = "Nr (vordering)", amount = "Bedrag", allocated_on = "Afgeletterd op"}
"""
HEAD = "Nr;Dagboek;Debiteur;Boekdatum;Bedrag;Afletternr;Afgeletterd op\n"


def line(number: str, journal: str, amount: str, matched: str = "M1", debtor: str = "D1") -> str:
    return f"{number};{journal};{debtor};01-03-2026;{amount};{matched};05-03-2026\n"


def settled(folder, *lines: str, mapping: str = MATCHED) -> list[tuple[str, str, str]]:
    report = prepared(folder, mapping, boekingen__csv=HEAD + "".join(lines))
    return [(credit, charge, str(amount)) for credit, charge, amount, _ in rows(report, "allocations")]


@pytest.mark.parametrize(
    ("charges", "receipts", "found"),
    [
        (["700,00"], ["700,00"], [("B0", "F0", "700.00")]),
        (["700,00", "50,00"], ["750,00"], [("B0", "F0", "700.00"), ("B0", "F1", "50.00")]),
        (["700,00"], ["300,00", "400,00"], [("B0", "F0", "300.00"), ("B1", "F0", "400.00")]),
        (["1.101,20"], ["95,00"], [("B0", "F0", "95.00")]),  # the rest is open
        (["600,00"], ["700,00"], [("B0", "F0", "600.00")]),  # the rest goes by age
        (["700,00", "700,00"], ["900,00", "500,00"], [("B0", "F0", "700.00"), ("B0", "F1", "200.00"), ("B1", "F1", "500.00")]),
    ],
)
def test_receipts_settle_the_charges_of_their_number_the_first_first_and_no_more_than_either_is(
    tmp_path, charges, receipts, found
):
    lines = [line(f"F{n}", "HUUR", each) for n, each in enumerate(charges)]
    assert settled(tmp_path, *lines, *(line(f"B{n}", "BNK", each) for n, each in enumerate(receipts))) == found


def test_lines_of_another_number_or_contract_or_of_none_or_of_other_kinds_are_not_matched(tmp_path):
    lines = [
        line("F1", "HUUR", "700,00"), line("B1", "BNK", "700,00", "M2"), line("B2", "BNK", "700,00", "M1", "D2"),
        line("F2", "HUUR", "60,00", ""), line("B3", "BNK", "60,00", ""), line("S1", "STO", "700,00"),
        line("B4", "CRE", "40,00"),
    ]  # fmt: skip
    assert settled(tmp_path, *lines) == [("B4", "F1", "40.00")]


def test_credits_with_a_minus_and_a_number_of_two_titles_are_matched_too(tmp_path):
    made = '{credit_entry_id = ["=Dagboek", "=Nr"], charge_entry_id = ["=Dagboek (vordering)", "=Nr (vordering)"]}'
    mapping = (
        MATCHED.split("columns = ")[0] + f'made_ids = {made}\ncolumns = {{amount = "Bedrag", allocated_on = "Afgeletterd op"}}\n'
    )
    lines = [line("1", "HUUR", "1.700,00"), line("1", "BNK", "-1.700,00")]

    assert settled(tmp_path, *lines, mapping=mapping) == [("BNK/1", "HUUR/1", "1700.00")]


def test_an_amount_that_cannot_be_read_is_refused_with_its_line(tmp_path):
    report = prepared(tmp_path, MATCHED, boekingen__csv=HEAD + line("F1", "HUUR", "veel") + line("B1", "BNK", "700,00"))

    assert "'Bedrag' (matched): 1 cel is geen bedrag (regel 2)" in words_of(report)
    assert "allocations" not in report.tables


def test_the_day_is_that_of_the_receipt_s_line(tmp_path):
    report = prepared(tmp_path, MATCHED, boekingen__csv=HEAD + line("F1", "HUUR", "7,00") + line("B1", "BNK", "7,00"))
    assert rows(report, "allocations") == [("B1", "F1", Decimal("7.00"), date(2026, 3, 5))]


@pytest.mark.parametrize("without", ['only = {"Dagboek" = ["BNK", "CRE"]}\n', 'amount = "Bedrag", '])
def test_without_the_lines_of_receipts_or_their_amount_the_mapping_is_refused(tmp_path, without):
    with pytest.raises(SourcesRefused, match="matched hoort bij allocations, met only voor de ontvangsten en amount"):
        prepared(tmp_path, MATCHED.replace(without, ""), boekingen__csv=HEAD + line("F1", "HUUR", "7,00"))


SIDES = """
[[allocations]]
file = "boekingen.csv"
matched = {same = ["Afletternr"], amount = "Debet"}
columns = {credit_entry_id = "Nr", charge_entry_id = "Nr (vordering)", amount = "Credit", allocated_on = "Boekdatum"}
"""


def test_charges_in_debit_are_matched_with_receipts_in_credit(tmp_path):
    lines = ["F1;01-03-2026;700,00;;1", "F2;01-04-2026;700,00;0,00;1", "B1;05-03-2026;;900,00;1"]
    report = prepared(tmp_path, SIDES, boekingen__csv="\n".join(["Nr;Boekdatum;Debet;Credit;Afletternr", *lines]) + "\n")

    day = date(2026, 3, 5)
    assert rows(report, "allocations") == [("B1", "F1", Decimal("700.00"), day), ("B1", "F2", Decimal("200.00"), day)]
