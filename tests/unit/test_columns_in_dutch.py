"""The Dutch page of columns names each of them, marks those that are needed, and gives every word that may stand there."""

import re

from orchestration.settings import CHECKOUT
from validations.landing import LANDING_TABLES

PAGE = (CHECKOUT / "docs" / "nl" / "kolommen.md").read_text(encoding="utf-8")


def rows_of_page() -> dict[str, str]:
    """Table -> its rows."""
    found: dict[str, str] = {}
    table = ""
    for line in PAGE.splitlines():
        if line.startswith("| ") and not line.startswith(("| tabel", "| ---")):
            named = re.match(r"\| `(\w+)`", line)
            table = named.group(1) if named else table
            found[table] = found.get(table, "") + line + "\n"
    return found


def test_every_table_stands_there_with_each_of_its_columns_and_no_other():
    said = {
        table: set(re.findall(r"`(\w+)`\*?", " ".join(row.split("|")[2] for row in rows.splitlines())))
        for table, rows in rows_of_page().items()
    }
    assert said == {table.name: {column.name for column in table.columns} for table in LANDING_TABLES}


def test_what_is_always_needed_has_a_star_and_what_is_not_has_none():
    said = {table: set(re.findall(r"`(\w+)`\*", rows)) for table, rows in rows_of_page().items()}
    assert said == {table.name: {column.name for column in table.columns if column.required} for table in LANDING_TABLES}


def test_every_word_that_may_stand_in_a_column_is_given():
    rows = rows_of_page()
    missing = [
        (table.name, column.name, value)
        for table in LANDING_TABLES
        for column in table.columns
        for value in column.values
        if f"`{value}`" not in rows[table.name]
    ]
    assert not missing
