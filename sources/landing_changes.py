"""Of a large landing table whose file changed since the last good load, replacing the rows that did, and no others.

Belongs here: finding those rows and putting the new ones in their place. Does not belong here: tables whose file is what it was
(landing_kept.py), or reading a table whole (landing.py), which is what happens wherever anything here is in doubt.

A table is compared in parts, each the rows of some leases (of allocations: of some credits), by a digest of their rows: those
that stand in the warehouse, once they are proved to be the rows of the last good load, beside those that the file gives. What is
equal passed every check then, as cells and as keys; what differs is checked now. At the end the whole table must have the digest
of the whole file.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

import duckdb

from exports.ground.duck import only_row
from sources.landing_files import LandingFile
from sources.landing_kept import Loaded, row_digest, stands, way_of
from sources.landing_rows import may_repeat_a_key
from sources.landing_sql import MASK, SourceColumn, quick_select, relation, takes_cells_as_they_are
from validations.landing import Table

ROWS_WORTH_COMPARING = 200_000  # a smaller table is read sooner than it is compared
PARTS = 65_536
MOST_CHANGED = 0.1  # of the rows; with many more, reading it whole takes no longer
MOST_GAPS = 0.3  # of the rows; what was deleted keeps its place in DuckDB's file until a table is written again
WORKING_TABLES = ("landing_stood", "landing_given", "landing_differing", "landing_changed")


def bring_up_to_date(
    con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile, columns: Mapping[str, SourceColumn], kept: Loaded | None
) -> str | None:
    """Make `landing.<table>` what `file` gives, by its changed rows alone.

    Gives the digest that the table's rows must have now (`landing_kept.content_of`), or None: then the table is to be read whole,
    whatever stands in it.

    Raises:
        duckdb.Error: the file cannot be read to its end; or the machine failed.
    """
    if kept is None or not _is_worth_it(con, table, file, columns, kept):
        return None
    con.execute("SET preserve_insertion_order = false")
    try:
        return _replaced(con, table, file, columns, kept)
    finally:
        with contextlib.suppress(duckdb.Error):  # after an error they are gone with all else of the transaction
            for name in WORKING_TABLES:
                con.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _is_worth_it(
    con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile, columns: Mapping[str, SourceColumn], kept: Loaded
) -> bool:
    rows = int(kept.content.split()[0])
    if table.single_row or rows < ROWS_WORTH_COMPARING or way_of(table, columns, file) != kept.way or not stands(con, table):
        return False
    places = only_row(con, f"SELECT coalesce(max(rowid), 0) FROM landing.{table.name}")[0]
    return bool(places <= rows * (1 + MOST_GAPS))


def _replaced(
    con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile, columns: Mapping[str, SourceColumn], kept: Loaded
) -> str | None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    part = f'hash("{_parted_by(table)}") % {PARTS}'
    digests = f"{part} AS part, count(*) AS rows, sum({row_digest(table)}) AS digest"
    source, parameters = relation(file)
    read = quick_select(table, columns, source)
    # Where each cell is taken as it is, equal rows are equal cells; else a cell that cannot be read looks like an empty one.
    may_be_broken = "0" if takes_cells_as_they_are(table, columns) else f"bit_or({MASK})"
    con.execute(f"CREATE OR REPLACE TEMP TABLE landing_stood AS SELECT {digests} FROM landing.{table.name} GROUP BY part")
    if _content(con, "landing_stood") != kept.content:
        return None
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE landing_given AS SELECT {digests}, {may_be_broken} AS broken FROM ({read}) GROUP BY part",
        parameters,
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE landing_differing AS SELECT part, given.rows"
        " FROM temp.landing_stood AS stood FULL JOIN temp.landing_given AS given USING (part)"
        " WHERE stood.rows IS DISTINCT FROM given.rows OR stood.digest IS DISTINCT FROM given.digest"
    )
    changed, broken, rows = only_row(
        con,
        "SELECT (SELECT coalesce(sum(rows), 0) FROM temp.landing_differing), coalesce(bit_or(broken), 0), coalesce(sum(rows), 0)"
        " FROM temp.landing_given",
    )
    if broken or changed > rows * MOST_CHANGED:
        return None
    differs = f"{part} IN (SELECT part FROM temp.landing_differing)"
    con.execute(f"CREATE OR REPLACE TEMP TABLE landing_changed AS SELECT * FROM ({read}) WHERE {differs}", parameters)
    if only_row(con, f"SELECT coalesce(bit_or({MASK}), 0) FROM temp.landing_changed")[0]:
        return None
    con.execute(f"DELETE FROM landing.{table.name} WHERE {differs}")
    con.execute(f"INSERT INTO landing.{table.name} SELECT {names} FROM temp.landing_changed")
    return None if _may_repeat_a_changed_key(con, table) else _content(con, "landing_given")


def _parted_by(table: Table) -> str:
    names = [column.name for column in table.columns]
    return "lease_id" if "lease_id" in names else names[0]


def _content(con: duckdb.DuckDBPyConnection, digests: str) -> str:
    """The digest of a whole table from those of its parts, as `landing_kept.content_of` has it."""
    rows, total = only_row(con, f"SELECT coalesce(sum(rows), 0)::BIGINT, sum(digest) FROM temp.{digests}")
    return f"{rows} {total}"


def _may_repeat_a_changed_key(con: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether a key of the changed rows stands there twice; all others were unique at the last good load."""
    if len(table.key) != 1:
        return may_repeat_a_key(con, table)
    (key,) = table.key
    mine = f"SELECT {key} FROM landing.{table.name} SEMI JOIN temp.landing_changed USING ({key})"
    return con.execute(f"SELECT 1 FROM ({mine}) GROUP BY {key} HAVING count(*) > 1 LIMIT 1").fetchone() is not None
