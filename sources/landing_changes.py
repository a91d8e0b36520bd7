"""Of a large landing table whose file changed since the last good load, replacing the rows that did, and no others.

Belongs here: finding those rows and putting the new ones in their place. Does not belong here: tables whose file is what it was
(landing_kept.py), or reading a table whole (landing.py), which is what happens wherever anything here is in doubt.

A table is compared in parts, each the rows of some leases (of allocations: of some credits), by a digest of their rows: those
that stand in the warehouse, once they are proved to be the rows of the last good load, beside those that the file gives. What is
equal passed every check then, as cells and as keys; what differs is checked now. The rows that go are those of the parts that
differ, by their number, and those that come have the digests of the file's: so the table has that of the whole file.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from exports.ground.duck import only_row
from sources.landing_files import LandingFile
from sources.landing_kept import Loaded, Since, row_digest, rows_of, stands, way_of
from sources.landing_rows import may_repeat_a_key
from sources.landing_sql import MASK, SourceColumn, quick_select, relation, takes_cells_as_they_are
from validations.landing import Table

ROWS_WORTH_COMPARING = 200_000  # a smaller table is read sooner than it is compared
PARTS = 65_536
MOST_CHANGED = 0.1  # of the rows; with many more, reading it whole takes no longer
MOST_GAPS = 0.3  # of the rows; what was deleted keeps its place in DuckDB's file until a table is written again
WORKING_TABLES = ("landing_stood", "landing_given", "landing_differing", "landing_changed", "landing_replaced")


@dataclass(frozen=True)
class Changed:
    """A table of which the changed rows were replaced.

    Attributes:
        content: the digest of its rows as they are now (`landing_kept.content_of`).
        since: how they differ from those of the last good load.
    """

    content: str
    since: Since


def bring_up_to_date(
    con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile, columns: Mapping[str, SourceColumn], kept: Loaded | None
) -> Changed | None:
    """Make `landing.<table>` what `file` gives, by its changed rows alone.

    Gives None where the table is to be read whole, whatever stands in it.

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
    rows = rows_of(kept.content)
    if table.single_row or rows < ROWS_WORTH_COMPARING or way_of(table, columns, file) != kept.way or not stands(con, table):
        return False
    return _last_place(con, table) <= rows * (1 + MOST_GAPS)


def _last_place(con: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Rows that come in stand behind it."""
    return int(only_row(con, f"SELECT coalesce(max(rowid), 0) FROM landing.{table.name}")[0])


def _replaced(
    con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile, columns: Mapping[str, SourceColumn], kept: Loaded
) -> Changed | None:
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
        "CREATE OR REPLACE TEMP TABLE landing_differing AS SELECT part, stood.rows AS rows_stood, given.rows, given.digest"
        " FROM temp.landing_stood AS stood FULL JOIN temp.landing_given AS given USING (part)"
        " WHERE stood.rows IS DISTINCT FROM given.rows OR stood.digest IS DISTINCT FROM given.digest"
    )
    broken, rows = only_row(con, "SELECT coalesce(bit_or(broken), 0), coalesce(sum(rows), 0) FROM temp.landing_given")
    to_go, to_come, digest = only_row(
        con, "SELECT coalesce(sum(rows_stood), 0), coalesce(sum(rows), 0), sum(digest) FROM temp.landing_differing"
    )
    if broken or to_come > rows * MOST_CHANGED:
        return None
    differs = "IN (SELECT part FROM temp.landing_differing)"
    changed = quick_select(table, columns, source, f'hash("typed {_parted_by(table)}") % {PARTS} {differs}')
    con.execute(f"CREATE OR REPLACE TEMP TABLE landing_changed AS {changed}", parameters)
    in_the_file = only_row(
        con, f"SELECT coalesce(bit_or({MASK}), 0), count(*), sum({row_digest(table)}) FROM temp.landing_changed"
    )
    if in_the_file != (0, to_come, digest):
        return None
    since = _put_in_place(con, table, f"{part} {differs}", to_go)
    return Changed(_content(con, "landing_given"), since) if since else None


def _put_in_place(con: duckdb.DuckDBPyConnection, table: Table, differs: str, to_go: int) -> Since | None:
    """Put the changed rows in place of those that differ; None where other rows went than were compared, or a key repeats."""
    last, keys = _last_place(con, table), "".join(f", {key}" for key in table.key)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE landing_replaced AS SELECT rowid AS place{keys} FROM landing.{table.name} WHERE {differs}"
    )
    gone = only_row(con, f"DELETE FROM landing.{table.name} WHERE rowid IN (SELECT place FROM temp.landing_replaced)")
    if gone != (to_go,) or _repeats_a_key(con, table):
        return None
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    con.execute(f"INSERT INTO landing.{table.name} SELECT {names} FROM temp.landing_changed")
    if len(table.key) > 1 and may_repeat_a_key(con, table):
        return None
    return Since(f"(SELECT * FROM landing.{table.name} WHERE rowid > {last})", _lost_a_key(con, table), "")


def _parted_by(table: Table) -> str:
    names = [column.name for column in table.columns]
    return "lease_id" if "lease_id" in names else names[0]


def _content(con: duckdb.DuckDBPyConnection, digests: str) -> str:
    """The digest of a whole table from those of its parts, as `landing_kept.content_of` has it."""
    rows, total = only_row(con, f"SELECT coalesce(sum(rows), 0)::BIGINT, sum(digest) FROM temp.{digests}")
    return f"{rows} {total}"


def _repeats_a_key(con: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether a changed row has the key of another one, or a new key that stands among the rows that stay: these, with those that
    went, each had another key at the last good load. Of a key of several columns the whole table is asked once they are in.
    """
    if len(table.key) != 1:
        return False
    (key,) = table.key
    new = f"SELECT {key} FROM temp.landing_changed ANTI JOIN temp.landing_replaced USING ({key})"
    among_themselves = f"SELECT 1 FROM temp.landing_changed GROUP BY {key} HAVING count(*) > 1 LIMIT 1"
    among_the_others = f"SELECT 1 FROM landing.{table.name} SEMI JOIN ({new}) USING ({key}) LIMIT 1"
    return any(con.execute(sql).fetchone() for sql in (among_themselves, among_the_others))


def _lost_a_key(con: duckdb.DuckDBPyConnection, table: Table) -> bool:
    keys = ", ".join(table.key)
    gone = f"SELECT 1 FROM temp.landing_replaced ANTI JOIN temp.landing_changed USING ({keys}) LIMIT 1"
    return not keys or con.execute(gone).fetchone() is not None
