"""Whether a landing table that stands in the warehouse is what its file would give again: then it is not loaded again.

Belongs here: what is compared for that, all of it by digest and none of it by time. Does not belong here: loading
(landing.py), or where the digests are kept (landing_state.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

import duckdb

from exports.ground.canonical import sha256_of_canonical
from exports.ground.duck import only_row
from sources.landing_files import LandingFile
from sources.landing_sql import SourceColumn, create_statement
from validations.landing import SQL_TYPES, Table


@dataclass(frozen=True)
class Loaded:
    """A table at its last good load.

    Attributes:
        size, sha256: bytes and hexadecimal digest of the file that it was read from.
        way: a digest of how it was read and checked: the contract, the file's titles and types, this version and DuckDB's.
        content: a digest of the rows as they stood in the warehouse, whatever their order.
        clean: a digest of what was asked of its rows beyond their own table (`landing_references.asked_of`), where the answer was
            that there is nothing to say; empty where there was, and where nothing was asked.
    """

    size: int
    sha256: str
    way: str
    content: str
    clean: str = ""


@dataclass(frozen=True)
class Since:
    """How the rows of a table that stands in the warehouse differ from those of the last good load.

    Attributes:
        new_rows: SQL: the rows that did not stand there then; None: there are none.
        lost_a_key: whether a key of then may no longer be there.
        clean: of that load (`Loaded.clean`).
    """

    new_rows: str | None
    lost_a_key: bool
    clean: str


def way_of(table: Table, columns: Mapping[str, SourceColumn], file: LandingFile) -> str:
    """A digest of all that decides, beside the file's bytes, which rows it gives and whether they pass."""
    delimiter = file.top.delimiter if file.top else None
    parts = [create_statement(table, columns, "file"), table.key, file.format, file.titles, delimiter]
    return sha256_of_canonical([*parts, _our_version(), duckdb.__version__])


@cache
def _our_version() -> str:
    return version("vroegsignaal")


def row_digest(table: Table) -> str:
    """SQL: a digest of a row that differs where any cell does.

    DuckDB hashes a text by pieces of eight bytes, and of the numbers that a system gives out one in seven shares its hash with
    another (`AL0003255-1-2604`, `AL0003225-1-2603`): a changed number could leave a row's digest as it was. One byte further on
    the pieces are others, so each text is in it twice.
    """
    names = [f'"{column.name}"' for column in table.columns]
    moved = [f"'.' || \"{column.name}\"" for column in table.columns if SQL_TYPES[column.kind] == "VARCHAR"]
    return f"hash({', '.join([*names, *moved])})"


def content_of(con: duckdb.DuckDBPyConnection, table: Table) -> str:
    """The digest of the rows of `landing.<table>`, their number first; a row that is changed, gone or doubled changes it."""
    rows, total = only_row(con, f"SELECT count(*), sum({row_digest(table)}) FROM landing.{table.name}")
    return f"{rows} {total}"


def rows_of(content: str) -> int:
    """How many rows a digest of `content_of` is of."""
    return int(content.split()[0])


def is_the_same(
    con: duckdb.DuckDBPyConnection, table: Table, columns: Mapping[str, SourceColumn], file: LandingFile, kept: Loaded
) -> bool:
    """Whether `landing.<table>` stands as it was loaded, and this file, of the same bytes, would be read in the same way."""
    return way_of(table, columns, file) == kept.way and stands(con, table) and content_of(con, table) == kept.content


def stands(con: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether the warehouse has the table, with the columns of the contract."""
    sql = (
        "SELECT list(column_name ORDER BY column_index) FROM duckdb_columns()"
        " WHERE schema_name = 'landing' AND table_name = ? AND database_name = current_database()"
    )
    return bool(only_row(con, sql, [table.name])[0] == [column.name for column in table.columns])
