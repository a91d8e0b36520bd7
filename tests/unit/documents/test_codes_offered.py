"""The codes among which a person chooses: their words, and that the first of them reports nobody."""

from __future__ import annotations

import pytest

from documents.code_words import CODES
from documents.proposal_blanks import codes_for
from documents.proposal_questions import Place
from sources.reading.rules import TABLES
from sources.reading.safest import safest_first
from sources.words.notes import NOTHING, Draft, Line, answer
from validations.landing import LANDING_TABLES


@pytest.mark.parametrize(
    ("table", "column", "first", "last"),
    [
        ("ledger_entries", "category", "other", "rent"),
        ("ledger_entries", "entry_type", "payment", "charge"),
        ("leases", "unit_type", "parking", "dwelling"),
        ("tenants", "tenant_type", "organisation", "person"),
        ("collection_actions", "action_type", "reminder_letter", "personal_message"),
    ],
)
def test_whoever_takes_the_first_meaning_unread_reports_nobody_by_it(table, column, first, last):
    order = safest_first(TABLES[table].column(column))

    assert (order[0], order[-1]) == (first, last) and {*order} == {*TABLES[table].column(column).values}


def test_of_what_is_credit_no_word_is_offered_as_a_charge():
    waiting = Line("BO", "", answer(options=("payment", "credit_note", "write_off")), waits=True)
    place = Place(waiting, "Boekingen", Draft("ledger_entries", NOTHING, ()), "values.entry_type")

    assert codes_for(place) == ["payment", "credit_note", "write_off"]


def test_each_code_of_the_landing_tables_has_words_and_none_has_too_many():
    codes = {each.name: set(each.values) for table in LANDING_TABLES for each in table.columns if each.kind == "code"}
    assert {column: set(words) for column, words in CODES.items()} == codes
