"""Our columns in words: of a day it is said what it decides, for the same column is another thing in another table."""

from __future__ import annotations

from documents.column_words import COLUMNS, column_in_words
from validations.landing import LANDING_TABLES


def test_each_column_has_words():
    named = {each.name for table in LANDING_TABLES for each in table.columns}
    assert named <= {*COLUMNS}


def test_the_last_day_of_each_table_says_of_what_it_is_the_last():
    tables = [table.name for table in LANDING_TABLES if any(each.name == "ended_on" for each in table.columns)]
    said = [column_in_words(table, "ended_on") for table in tables]
    assert len(tables) > 4 and len({*said}) == len(tables) and COLUMNS["ended_on"] not in said
    assert "melding van die ander" in column_in_words("reported_elsewhere", "ended_on")
