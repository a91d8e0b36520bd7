"""What a mapping says of how amounts are written: a column with plus and minus or D and C, and the sign before the cents."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest

from sources.findings import SourcesRefused
from sources.reading import amounts
from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

ONE = """
[ledger_entries]
file = "post.csv"
{settings}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Verval"
amount = "Bedrag"
entry_type = "Soort"
[ledger_entries.constants]
category = "rent"
[ledger_entries.values.entry_type]
F = "charge"
B = "payment"
"""
TITLES = "Nr;Contract;Datum;Verval;Bedrag;Soort;D/C\n"
CHARGE = "1;C1;20-02-2026;01-03-2026;{amount};F;{sign}\n"


def read(tmp_path, settings, body):
    return prepared(tmp_path, ONE.format(settings=settings), post__csv=TITLES + body)


def entries(report):
    return [(row[0], row[2], row[6]) for row in rows(report, "ledger_entries")]


@pytest.mark.parametrize(
    ("plus", "minus"), [("D", "C"), ("debet", "CREDIT"), ("+", "-"), ("Af", "Bij"), ("Deb.", "Cr."), ("S", "H")]
)
def test_signs_are_known_in_the_ways_in_which_people_write_them(plus, minus):
    sql = f"select {amounts.signed('$1::varchar')}, {amounts.signed('$2::varchar')}"
    assert duckdb.connect().execute(sql, [plus, minus]).fetchone() == (1, -1)


def test_a_column_beside_the_amount_says_which_way_money_goes(tmp_path):
    report = read(tmp_path, 'sign = "D/C"', CHARGE.format(amount="500,00", sign="D") + "2;C1;01-03-2026;;120,00;B;c\n")
    assert entries(report) == [("1", "charge", Decimal("500.00")), ("2", "payment", Decimal("120.00"))]
    assert "minteken gelezen als geld dat de andere kant op gaat: dat zijn hier ontvangsten" in words_of(report)


@pytest.mark.parametrize(
    ("amount", "sign"), [("500,00", "X"), ("500,00", "S"), ("500,00", ""), ("-500,00", "C"), ("500,00-", "D")]
)
def test_a_sign_that_is_none_or_an_amount_with_one_of_its_own_is_refused_with_its_line(tmp_path, amount, sign):
    report = read(tmp_path, 'sign = "D/C"', CHARGE.format(amount="500,00", sign="D") + CHARGE.format(amount=amount, sign=sign))
    assert [each.rule for each in report.findings] == ["unreadable_sign"] and not report.tables
    assert "regel 3" in words_of(report) and "500" not in words_of(report)


def test_a_minus_beside_c_is_a_storno_where_the_mapping_looks_for_them(tmp_path):
    receipts = "".join(f"{n};C1;0{n}-03-2026;;500,00;B;C\n" for n in range(2, 5))
    body = CHARGE.format(amount="500,00", sign="D") + receipts + "5;C1;12-03-2026;;-500,00;B;C\n"
    assert not read(tmp_path, 'sign = "D/C"', body).tables
    report = read(tmp_path, 'sign = "D/C"\nstorno = true', body)
    found = rows(report, "ledger_entries")
    assert (found[4][2], found[4][6], found[4][7]) == ("reversal", Decimal("500.00"), "4")
    assert [row[2] for row in found[:4]] == ["charge", "payment", "payment", "payment"]


def test_receipts_that_say_twice_which_way_they_go_are_not_taken_for_stornos(tmp_path):
    charges = "".join(f"{n};C1;20-02-2026;01-03-2026;500,00;F;D\n" for n in range(10, 40))
    body = charges + "2;C1;01-03-2026;;-500,00;B;C\n3;C1;02-03-2026;;-500,00;B;C\n"
    report = read(tmp_path, 'sign = "D/C"\nstorno = true', body)
    assert [each.rule for each in report.findings] == ["unreadable_sign"] and not report.tables


@pytest.mark.parametrize(
    ("decimals", "amount", "euros"),
    [
        (",", "1.234", "1234.00"), (",", "1.234,50", "1234.50"), (".", "1.234", "1.23"), (".", "1,234.50", "1234.50"),
        # Written the other way it is no amount, and never one a hundred times as large.
        (",", "12.50", None), (",", "1,234.50", None), (".", "12,50", None), (".", "1.234,50", None),
    ],
)  # fmt: skip
def test_a_person_says_which_sign_stands_before_the_cents(decimals, amount, euros):
    (found,) = duckdb.connect().execute(f"select {amounts.amount('$1::varchar', decimals)}", [amount]).fetchone() or ()
    assert found == (Decimal(euros) if euros else None)


def test_decimals_of_a_mapping_decide_an_amount_with_two_readings_and_refuse_one_written_the_other_way(tmp_path):
    two = CHARGE.format(amount="1.234", sign="")
    assert [each.rule for each in read(tmp_path, "", two).findings] == ["amounts_two_readings"]
    assert entries(read(tmp_path, 'decimals = ","', two))[0][2] == Decimal("1234.00")
    report = read(tmp_path, 'decimals = ","', two + CHARGE.format(amount="12.50", sign=""))
    assert [each.rule for each in report.findings] == ["unreadable_money"] and not report.tables


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('decimals = ";"', "decimals: verwacht een komma, een punt of centen"),
        ("sign = 1", "sign: verwacht de titel"),
        ('sign = ""', "sign: verwacht"),
    ],
)
def test_a_sign_or_decimals_that_cannot_be_is_refused_before_any_file_is_read(tmp_path, settings, words):
    with pytest.raises(SourcesRefused, match=words):
        read(tmp_path, settings, CHARGE.format(amount="500,00", sign="D"))


def test_a_title_of_signs_that_is_not_there_is_refused_by_its_name(tmp_path):
    report = read(tmp_path, 'sign = "Plus of min"', CHARGE.format(amount="500,00", sign="D"))
    assert not report.tables and "Plus of min" in words_of(report)


def test_a_sign_belongs_to_the_amount_of_a_ledger(tmp_path):
    columns = '[stated_balances.columns]\nlease_id = "C"\nas_of = "D"\nopen_rent = "S"\n'
    mapping = f'[stated_balances]\nfile = "saldo.csv"\nsign = "D/C"\n{columns}'
    with pytest.raises(SourcesRefused, match="sign hoort bij de kolom amount van ledger_entries"):
        prepared(tmp_path, mapping)
