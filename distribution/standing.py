"""A bucket's rows: which bucket and part a row is of, which files hold them, and the tables that dbt's statements read.

Belongs here: that, for a worker (DuckDB and these modules, no other third party). Does not belong here: the tasks (`bucket.py`).

Rows reach their bucket in one of two ways. Where a plan has bounds, buckets are ranges of lease numbers, and a table whose file
lies in the order of its leases is read where it stands: the other row groups stay unread, and nothing is written twice. Of any
other table the rows are routed: written once more, one file per bucket.
"""

from __future__ import annotations

import glob
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from exports.ground.duck import count_of

Task = Mapping[str, Any]

MASK = "_broken"
# Where all rows of these stand in a bucket: dbt's statements read some of them, under the tables' own names (`in_order.py`).
ENTRIES, ALLOCATIONS = "landing.whole_ledger_entries", "landing.whole_allocations"


def place_of(table: str) -> str:
    """The table of a bucket with all rows of a landing table."""
    return {"ledger_entries": ENTRIES, "allocations": ALLOCATIONS}.get(table, f"landing.{table}")


def bounds_of(con: duckdb.DuckDBPyConnection, task: Task) -> list[str]:
    """The first lease number of each bucket but the first; none where buckets go by a hash. Read from their file each time,
    since the text of a task may go where no lease number belongs.
    """
    if not task["bounds"]:
        return []
    return [first for (first,) in con.execute("select first from read_parquet(?) order by first", [task["bounds"]]).fetchall()]


def bucket_of(column: str, buckets: int, bounds: Sequence[str] = ()) -> str:
    """SQL: the number of the bucket of a lease. By a hash, two names of one hash share a bucket, which does no harm."""
    if not bounds:
        return f"(hash({column}) % {buckets})::integer"
    return f"({_searched(column, bounds, 0)})::integer"


def _searched(column: str, bounds: Sequence[str], number: int) -> str:
    if not bounds:
        return str(number)
    half = len(bounds) // 2
    before, after = _searched(column, bounds[:half], number), _searched(column, bounds[half + 1 :], number + half + 1)
    return f"case when {column} < {quoted(bounds[half])} then {before} else {after} end"


def is_elsewhere(column: str, task: Task, bounds: Sequence[str]) -> str:
    """SQL: whether a lease is another bucket's than this task's."""
    if not bounds:
        return f"{bucket_of(column, task['buckets'])} is distinct from {task['number']}"
    return f"({_range(column, task['number'], bounds)}) is distinct from true"


def _range(column: str, number: int, bounds: Sequence[str]) -> str:
    """SQL: the leases of one bucket."""
    first, end = bounds[number - 1 : number] if number else [], bounds[number : number + 1]
    conditions = [f"{column} >= {quoted(each)}" for each in first] + [f"{column} < {quoted(each)}" for each in end]
    return " and ".join(conditions) or f"{column} is not null"


def read_into(con: duckdb.DuckDBPyConnection, table: str, reading: dict[str, Any], checks: int) -> dict[str, int]:
    """Make a table of rows as the contract has them: quickly, and cell by cell where they are not in good order.

    `table` is its kind and name; `reading` has `quick` and `select`, or one of them, two statements of the same `parameters`, and
    then says which way it `was_read`; `checks` is how many the contract has of it, or none where another task reports that.
    Gives position of a check -> rows that break it.
    """
    name, bits = table.rpartition(" ")[2], 0
    for way in filter(reading.get, ("raw", "quick", "select")):
        con.execute(f"create or replace {table} as {reading[way]}", reading["parameters"])
        bits = con.execute(f"select coalesce(bit_or({MASK}), 0) from {name}").fetchall()[0][0]
        reading["was_read"] = way
        if not bits:
            return {}
    broken = [position for position in range(checks) if bits & 1 << position]
    return {str(n): count_of(con, f"select count(*) from {name} where {MASK} & {1 << n} <> 0") for n in broken}


def in_place(
    table: Mapping[str, Any], number: int, bounds: Sequence[str], ways: Sequence[str] = ("quick", "select")
) -> dict[str, Any]:
    """How the rows of one bucket are read from the table's own files."""
    described: dict[str, Any] = {"parameters": [each for file in table["files"] for each in file["parameters"]]}
    for way in ways:
        statements = []
        for file in table["files"]:
            source = f"(select * from {file['source']} where {_range(file['lease_column'], number, bounds)})"
            statements.append(file[way].replace(f"FROM {file['source']}", f"FROM {source}"))
        described[way] = " union all ".join(statements)
    return described


def stand_up(con: duckdb.DuckDBPyConnection, task: Task, bounds: Sequence[str]) -> dict[str, Any]:
    """The tables that dbt's statements read, under the names they have in a warehouse, ledger and allocations under those of
    `in_order.py`.

    Gives `rows` of each; and of those that are read in place, `broken`, table -> what its rows break of the contract, and
    `cleaned`, the tables with cells that do not stand there as the contract has them.
    """
    con.execute("attach ':memory:' as warehouse")
    con.execute("use warehouse")
    for schema in ("landing", "staging", "intermediate", *sorted({name.partition(".")[0] for name in task["context"]})):
        con.execute(f"create schema if not exists {schema}")
    for name, path in task["context"].items():
        con.execute(f"create table {name} as from read_parquet(?)", [glob.escape(path)])
    counts, broken, cleaned = {}, {}, []
    for name, table in task["tables"].items():
        place = place_of(name)
        if table["is_in_place"]:
            reading = in_place(table, task["number"], bounds)
            broken[name] = read_into(con, f"table {place}", reading, table["checks"])
            cleaned += [name] if reading.get("was_read") != "quick" else []
            con.execute(f"alter table {place} drop column {MASK}")
        else:
            number = 0 if table["way"] == "whole" else task["number"]
            fill(con, place, table["shape"], files_of(table["places"], "rows", "bucket", number))
        counts[name] = count_of(con, f"select count(*) from {place}")
    return {"rows": counts, "broken": {name: each for name, each in broken.items() if each}, "cleaned": cleaned}


def stand_up_keys(con: duckdb.DuckDBPyConnection, task: Task) -> None:
    """`keys`: the numbers of a bucket's ledger entries, and whether each is a credit."""
    ledger, number = task["ledger"], task["number"]
    if ledger["is_in_place"]:
        read_into(con, "temp table entries", in_place(ledger, number, bounds_of(con, task)), 0)
    else:
        fill(con, "entries", ledger["shape"], files_of(ledger["places"], "rows", "bucket", number))
    con.execute(f"create temp table keys as select entry_id as key, entry_type in {task['credits']} as is_credit from entries")


def files_of(places: Sequence[str], what: str, column: str, number: int) -> list[str]:
    """The files of one bucket or part, of the tries that were taken and of no other."""
    found = (path for place in places for path in sorted((Path(place) / what / f"{column}={number}").glob("*.parquet")))
    return [glob.escape(str(path)) for path in found]


def fill(con: duckdb.DuckDBPyConnection, name: str, shape: str, files: list[str]) -> None:
    """Make a table of that shape, with the rows of these files."""
    con.execute(f"create or replace table {name} {shape}")
    if files:
        con.execute(f"insert into {name} by name select * from read_parquet(?, hive_partitioning = false)", [files])


def quoted(path: object) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def titled(column: str) -> str:
    """A column of a file, as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'
