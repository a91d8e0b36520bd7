"""A table in good order is taken over quickly: it is then to the byte what reading it cell by cell gives."""

import string

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.landing_sql import MASK, SourceColumn, create_statement, quick_statement
from validations.landing import LANDING_TABLES

LEDGER = next(table for table in LANDING_TABLES if table.name == "ledger_entries")
TYPES = {"date": "DATE", "money": "DECIMAL(18,2)", "boolean": "BOOLEAN"}
BLANKS = (" ", "\t", "\n", "\r", "\u00a0")
CELLS = st.one_of(
    st.text(st.sampled_from([*BLANKS, *string.printable, "\u00e9", "\u0301", "\u0600", "\u200b", "\x7f", "\u2028"]), max_size=5),
    st.sampled_from(["charge", "payment", "rent", "#N/A", "#REF!", "#1", "~", "\"x\"", "", None]),
)  # fmt: skip


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as connection:
        connection.execute("create schema landing")
        yield connection


def read(con, table, columns, how):
    """(rows, the mask of each) as that statement reads the table `file`."""
    con.execute(how(table, columns, "file"))
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return con.execute(f"select {names}, {MASK} from landing.{table.name}").fetchall()


def with_file(con, table, rows, types):
    columns = {column.name: SourceColumn(column.name, types.get(column.kind, "VARCHAR")) for column in table.columns}
    titles = ", ".join(f'"{column.name}" {columns[column.name].type}' for column in table.columns)
    con.execute(f"create or replace table file ({titles})")
    con.executemany(f"insert into file values ({', '.join('?' * len(table.columns))})", rows)
    return columns


@settings(max_examples=80, deadline=None)
@given(
    st.lists(CELLS, min_size=4, max_size=4),
    st.sampled_from(["2026-04-01", "infinity", None]),
    st.sampled_from(["1.00", "0.00", None]),
)
def test_whatever_stands_in_the_ledger_what_is_read_quickly_is_what_is_read_cell_by_cell(con, texts, day, amount):
    entry, lease, kind, reverses = texts
    columns = with_file(con, LEDGER, [(entry, lease, kind, "rent", day, day, amount, reverses)], TYPES)
    [slowly] = read(con, LEDGER, columns, create_statement)
    [quickly] = read(con, LEDGER, columns, quick_statement)
    if not quickly[-1]:
        assert quickly == slowly


@pytest.mark.parametrize("table", [table for table in LANDING_TABLES if not table.single_row], ids=lambda table: table.name)
@pytest.mark.parametrize("types", [TYPES, {}], ids=["parquet", "csv"])
def test_a_row_in_good_order_needs_no_second_reading_and_one_that_is_not_does(con, table, types):
    good = {
        "text": "A 1\u00e9",
        "date": "2026-04-01",
        "money": "12.50",
        "boolean": "true",
        "municipality_code": "0344",
        "postcode": "3511AB",
    }
    row = tuple(column.values[0] if column.values else good[column.kind] for column in table.columns)
    columns = with_file(con, table, [row], types)
    quickly = read(con, table, columns, quick_statement)
    assert quickly == read(con, table, columns, create_statement)
    assert quickly[0][-1] == 0
    for position, column in enumerate(table.columns):
        odd = [None] if column.required else [f"{row[position]}\u00a0"] if column.kind == "text" else []
        for cell in odd:
            columns = with_file(con, table, [(*row[:position], cell, *row[position + 1 :])], types)
            assert read(con, table, columns, quick_statement)[0][-1] == 1, column.name
