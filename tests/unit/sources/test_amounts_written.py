"""Amounts as people and their tools write them, with a currency: what `map` takes for an amount, a run reads as that."""

from __future__ import annotations

import duckdb
import pytest

from sources.reading.amounts import amount, kinds
from sources.reading.looks import AMOUNTS, looks_in
from sources.reading.minus import NEGATIVE, figures_of, is_negative, is_nothing, patterns_of_minus
from sources.words.cell_kinds import KINDS, POINTED

WRITTEN = [
    ("€ 1.234,56", "1234.56"), ("€1.234,56", "1234.56"), ("EUR 12,50", "12.50"), ("12,50 EUR", "12.50"), ("eur 12,50", "12.50"),
    ("1.234,56\u00a0€", "1234.56"), ("€\u00a01.234,56", "1234.56"), ("12,50\u202f€", "12.50"), ("Euro 12", "12.00"),
    ("€ 1\u00a0234,56", "1234.56"), ("1 234,56", "1234.56"), ("€850.00", "850.00"), ("€1051.5", "1051.50"), ("+€ 3,00", "3.00"),
    ("€ 850,-", "850.00"), ("850,--", "850.00"), ("€ 850,–", "850.00"), ("850,=", "850.00"), ("850,- €", "850.00"),
    ("€ -", "0.00"), ("€\u00a0 -  ", "0.00"),
    ("-€ 12,00", "-12.00"), ("€ -12,00", "-12.00"), ("€ 12,00-", "-12.00"), ("12,00- €", "-12.00"), ("EUR -12,00", "-12.00"),
    ("−€\u00a012,00", "-12.00"), ("–12,00", "-12.00"), ("(€ 12,00)", "-12.00"), ("€ (12,00)", "-12.00"), ("(12,00) €", "-12.00"),
    ("-850,-", "-850.00"), ("1123.70000000000000000000", "1123.70"), ("-60.00000000000000000000", "-60.00"),
    ("812.3300", "812.33"), (".50", "0.50"), ("-.50", "-0.50"), (".50000000000000000000", "0.50"), (".00", "0.00"),
    (",50", "0.50"),
]  # fmt: skip
NO_AMOUNTS = [
    "$12.00", "£ 12,00", "EUR", "€", "2026-03 Huur", "06-12345678", "€ 12,00 p.m.", "12,00 USD", "abc", "C-12", "1-2-3",
    ".", ",", "-.",
]  # fmt: skip


def read(text: str, sql: str) -> str:
    return str(duckdb.connect().execute(f"select {sql}", {"cell": text}).fetchone()[0])


@pytest.mark.parametrize(("text", "ours"), WRITTEN)
def test_what_is_taken_for_an_amount_is_read_as_that(text, ours):
    assert KINDS["money"].fullmatch(text.strip()) and read(text, amount("$cell::varchar", None)) == ours
    is_less = ours.startswith("-")
    assert read(text, is_negative("$cell::varchar")) == str(is_less) and bool(NEGATIVE.search(text)) == is_less
    assert is_nothing(text) == (ours == "0.00")


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_another_currency_or_a_text_is_none(text):
    assert not KINDS["money"].fullmatch(text) and read(text, amount("$cell::varchar", None)) == "None"


@pytest.mark.parametrize("text", ["52.0907374812", "0.12345", "12.5000000001"])
def test_a_long_fraction_is_not_taken_for_an_amount_by_itself_as_a_place_on_the_map_is_none(text):
    assert not KINDS["money"].fullmatch(text)


@pytest.mark.parametrize("text", ["€1,234.56", "-€1,234.56", "EUR 1,234.56", "1,234.56 €", "(€1,234.56)", "€ (1,234.56)"])
def test_a_comma_between_thousands_is_seen_behind_a_currency_too(text):
    assert KINDS[POINTED].fullmatch(text) and read(text, amount("$cell::varchar", ".")).lstrip("-") == "1234.56"
    assert read(text, kinds("$cell::varchar")) == "point"


@pytest.mark.parametrize(("text", "figures"), [("EUR -1.234,50", "1.234,50"), ("850,--", "850"), ("(€ 7)", "7"), ("€ -", "")])
def test_figures_are_what_is_left(text, figures):
    assert figures_of(text) == figures


@pytest.mark.parametrize("text", ["€ 150,00", "EUR 150,00", "150,00 EUR", "€\u00a0150,-"])
def test_amounts_below_a_title_that_nobody_reads_are_seen_with_their_currency(text):
    assert looks_in({"zus": {text: 3}}, 3)["zus"].kind == AMOUNTS


@pytest.mark.parametrize(
    ("texts", "is_plain"),
    [(["-12,00", "12,00"], True), (["€ -12,00"], True), (["EUR -12,00"], False), (["850,-", "-1,00"], False)],
)
def test_patterns_that_pass_over_a_minus_fit_what_has_one_and_no_more(texts, is_plain):
    patterns = patterns_of_minus(texts)

    assert (patterns[0] == r"^[€\s]*-") == is_plain
    for text in texts:
        fits = [read(text.lower(), f"regexp_matches($cell::varchar, '{each}')") for each in patterns]
        assert ("True" in fits) == bool(NEGATIVE.search(text)), text
