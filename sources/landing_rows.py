"""The rows of a landing table that was read: which cells, keys and rows break the contract, and where they stand.

Belongs here: questions to `landing.<table>` as it was stored, in the order of the file. Does not belong here: reading it
(`landing.py`), the conditions on a cell (`landing_sql.py`), or rows of two tables together (`landing_references.py`).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import duckdb

from exports.ground.duck import count_of, only_row
from sources.landing_files import LandingFile, problem
from sources.landing_sql import MASK, checks
from validations.landing import Table
from validations.problems import ROWS_SHOWN, Problem

if TYPE_CHECKING:
    import numpy as np

ROWS_WORTH_SORTING = 500_000  # of fewer, DuckDB has counted the hashes before numpy is loaded
HASHES_AT_ONCE = 24_000_000  # 8 bytes each, twice over while they are taken together; each further turn reads the table again


def broken_cells(con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile, any_broken: int) -> list[Problem]:
    """The problems of single cells, from the bits of the mask."""
    problems = []
    for position, check in enumerate(checks(table)):
        bit = 1 << position
        if any_broken & bit:
            count, rows = where(con, f"SELECT row FROM {numbered(table)} WHERE {MASK} & {bit} <> 0")
            lines, values = file.lines_of(rows), ", ".join(check.column.values)
            problems.append(
                problem(table.name, check.rule, column=check.column.name, count=count, rows=rows, lines=lines, values=values)
            )
    return problems


def may_repeat_a_key(con: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether a key stands there twice. First by its hash, in half the memory of the keys; then, of those few whose hash
    stands there twice, by the key itself: keys that are alike may share a hash.
    """
    if not table.key:
        return False
    key, filled = ", ".join(table.key), _filled(table)
    if not _may_repeat_a_hash(con, table, key, filled):
        return False
    repeated = f"SELECT 1 FROM landing.{table.name} WHERE {filled} AND hash({key}) IN ({_repeated_hash(table)})"
    return con.execute(f"{repeated} GROUP BY {key} HAVING count(*) > 1 LIMIT 1").fetchone() is not None


def _may_repeat_a_hash(con: duckdb.DuckDBPyConnection, table: Table, key: str, filled: str) -> bool:
    """Sorted outside DuckDB, which counts distinct hashes in three times the time; so many at once that they fit in memory."""
    rows = count_of(con, f"SELECT count(*) FROM landing.{table.name}")
    hashes = f"SELECT hash({key}) AS hash FROM landing.{table.name} WHERE {filled}"
    if rows < ROWS_WORTH_SORTING:
        return count_of(con, f"SELECT count(*) - count(DISTINCT hash) FROM ({hashes})") > 0
    import numpy as np

    parts = rows // HASHES_AT_ONCE + 1
    for part in range(parts):
        of_part = con.execute(f"SELECT hash FROM ({hashes}) WHERE hash % {parts} = {part}").fetchnumpy()["hash"]
        if _has_twins(np.asarray(of_part, dtype=np.uint64)):
            return True
    return False


def _has_twins(hashes: np.ndarray) -> bool:
    """Whether a hash stands there twice. The lower half and the upper are sorted at once, each on a core of its own."""
    middle = len(hashes) // 2
    hashes.partition(middle)
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda half: half.sort(), (hashes[:middle], hashes[middle:])))
    return bool((hashes[1:] == hashes[:-1]).any())


def _repeated_hash(table: Table) -> str:
    return f"SELECT hash({', '.join(table.key)}) FROM landing.{table.name} GROUP BY ALL HAVING count(*) > 1"


def _filled(table: Table) -> str:
    """The condition that a row has a key at all; an empty optional part of it counts as a value."""
    return " AND ".join(f"{name} IS NOT NULL" for name in table.key if table.column(name).required)


def repeated_keys(con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile) -> list[Problem]:
    """The rows whose whole key stands elsewhere too, if there is a key."""
    if not table.key:
        return []
    key, filled = ", ".join(table.key), _filled(table)
    suspects = f"SELECT * FROM {numbered(table)} WHERE {filled} AND hash({key}) IN ({_repeated_hash(table)})"
    count, rows = where(con, f"SELECT row FROM ({suspects}) QUALIFY count(*) OVER (PARTITION BY {key}) > 1")
    words = " + ".join(table.key)
    column = table.key[0] if len(table.key) == 1 else None
    if not count:
        return []
    lines = file.lines_of(rows)
    return [problem(table.name, "duplicate_key", column=column, count=count, rows=rows, lines=lines, key=words)]


def numbered(table: Table) -> str:
    """The table, stored in the order of the file, with each row's number in it."""
    return f"(SELECT row_number() OVER () AS row, * FROM landing.{table.name})"


def where(con: duckdb.DuckDBPyConnection, rows_sql: str) -> tuple[int, tuple[int, ...]]:
    """(how many, the first few) of a query that gives row numbers."""
    count, rows = only_row(con, f"SELECT count(*), min(row, {ROWS_SHOWN}) FROM ({rows_sql})")
    return count, tuple(rows or ())
