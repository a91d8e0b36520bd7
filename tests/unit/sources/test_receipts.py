"""Up to which day the receipts go: as the bank's cut-off says, else as the newest payment does, never by a file's time."""

from __future__ import annotations

import os
from datetime import date

import duckdb
import pytest

from documents.check import check_landing
from documents.receipts_words import in_dutch
from documents.run_words import receipts_in_words
from sources.landing import load_landing
from sources.receipts import Receipts, receipts_of, silence_of
from tests.builders import AS_OF, Portfolio, export_info, payment

MOST = 3


def receipts_in(tmp_path, *rows, today=AS_OF) -> Receipts:
    folder = Portfolio.lawful().add(*rows).write(tmp_path / "landing")
    for path in folder.iterdir():
        os.utime(path, None)  # saved a moment ago, whatever is in it
    with duckdb.connect() as con:
        load_landing(con, folder, previous_counts=None)
        return receipts_of(con, AS_OF, today)


@pytest.mark.parametrize(
    ("until", "days", "are_fresh"), [("2026-04-17", 3, True), ("2026-04-16", 4, False), ("2026-05-01", 0, True)]
)
def test_receipts_are_as_old_as_the_bank_s_cut_off(tmp_path, until, days, are_fresh):
    found = receipts_in(tmp_path, export_info(bank_cut_off_on=until), payment(booked_on="2026-04-20"))
    assert (found.days_old, found.is_stated, found.are_fresh(MOST)) == (days, True, are_fresh)


@pytest.mark.parametrize(("booked_on", "are_fresh"), [("2026-04-17", True), ("2026-04-16", False)])
def test_without_a_cut_off_they_are_as_old_as_the_newest_payment_however_new_the_file_is(tmp_path, booked_on, are_fresh):
    found = receipts_in(tmp_path, payment(booked_on=booked_on), payment(entry_id="P2", booked_on="2026-03-01"))
    assert (found.until, found.is_stated, found.are_fresh(MOST)) == (date.fromisoformat(booked_on), False, are_fresh)


@pytest.mark.parametrize(
    ("days_paid", "until", "silent_days"),
    [
        (("2026-02-01", "2026-03-01", "2026-03-15"), "2026-04-20", 36),  # the file of April is missing
        (("2026-02-01", "2026-03-01", "2026-04-01"), "2026-04-20", None),  # everybody pays on the first
        (("2026-04-01", "2026-04-03", "2026-04-13"), "2026-04-20", None),  # a week without receipts is nothing
        (("2026-04-01",), "2026-04-20", None),  # nothing to compare with
    ],
)
def test_a_stated_cut_off_long_after_the_last_receipt_is_pointed_out_where_it_never_took_so_long(
    tmp_path, days_paid, until, silent_days
):
    paid = [payment(entry_id=f"P{number}", booked_on=day) for number, day in enumerate(days_paid, 2)]
    folder = (
        Portfolio.lawful().remove("ledger_entries").add(export_info(bank_cut_off_on=until), *paid).write(tmp_path / "landing")
    )
    with duckdb.connect() as con:
        load_landing(con, folder, previous_counts=None)
        silence = silence_of(con, receipts_of(con, AS_OF))
    assert (silence.days if silence else None) == silent_days
    words = "Na 15-03-2026 staat er geen enkele ontvangst, terwijl de bank verwerkt heet tot en met 20-04-2026: 36 dagen"
    assert (words in check_landing(folder, AS_OF).text()) == (silent_days is not None)


def test_a_payment_after_the_date_of_judgement_shows_that_the_export_goes_further(tmp_path):
    """A run for the 20th, made on the 28th: the export knows what was paid on the 24th, so it knows the 20th."""
    rows = (payment(booked_on="2026-04-01"), payment(entry_id="P2", booked_on="2026-04-24"))
    found = receipts_in(tmp_path, *rows, today=date(2026, 4, 28))
    assert (found.until, found.days_old, found.are_fresh(MOST)) == (date(2026, 4, 24), 0, True)


def test_a_payment_booked_in_the_future_shows_nothing(tmp_path):
    found = receipts_in(tmp_path, payment(booked_on="2026-04-01"), payment(entry_id="P2", booked_on="2099-01-01"))
    assert found.until == date(2026, 4, 1)


def test_a_ledger_without_any_payment_is_not_fresh(tmp_path):
    found = receipts_in(tmp_path)
    assert (found.until, found.days_old, found.are_fresh(10_000)) == (None, None, False)
    assert "no receipt in the ledger at all" in receipts_in_words(found, MOST)


def test_check_says_of_the_same_tables_what_a_run_says(tmp_path):
    found = receipts_in(tmp_path, payment(booked_on="2026-04-16"))
    said = check_landing(tmp_path / "landing", AS_OF, max_age_days=MOST).text()
    assert in_dutch(found) in said and "geen meldingen en brieven" in said
    assert in_dutch(found) not in check_landing(tmp_path / "landing", AS_OF, max_age_days=MOST + 1).text()
