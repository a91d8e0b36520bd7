"""Which tables a bucket reads where they stand, and which leases are then a bucket's.

Belongs here: deciding it for a plan, by looks at files that cost next to nothing. Does not belong here: reading (`standing.py`).

An export in the order of its leases needs no routing: Parquet keeps the least and the greatest lease of each of its row groups,
so the rows of a range of leases are found without reading the others, and are not written once more. Where files lie otherwise,
where a lease's cell has spaces around it, or where it is no text, rows are routed. Which way is taken decides what a sieve costs
and nothing else: each row is counted in its bucket, and looked at whether it belongs there.
"""

from __future__ import annotations

import glob
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from distribution.standing import quoted

# How many times the rows of a table may be read before routing them is cheaper (measured: 0.2 s of CPU to read a million rows,
# 1.1 s to write and read them again).
MOST_READINGS = 3


def write_bounds(con: duckdb.DuckDBPyConnection, leases: Sequence[Mapping[str, Any]], buckets: int, path: Path) -> bool:
    """Put the first lease of each bucket but the first in a file (column first); False where there are too few leases."""
    if buckets == 1:
        return False
    parameters = [parameter for file in leases for parameter in file["parameters"]]
    every = " union all ".join(file["select"] for file in leases) or "select null::varchar as lease_id where false"
    numbered = f"select lease_id, ntile({buckets}) over (order by lease_id) as number from ({every}) where lease_id is not null"
    firsts = f"select distinct min(lease_id) as first from ({numbered}) where number > 1 group by number"
    con.execute(f"create or replace temp table bounds as {firsts}", parameters)
    con.execute(f"copy bounds to {quoted(path)} (format parquet)")
    return bool(con.execute("select count(*) from bounds").fetchall()[0][0] == buckets - 1)


def is_read_in_place(con: duckdb.DuckDBPyConnection, files: Sequence[Mapping[str, Any]], bounds: Path | None) -> bool:
    """Whether buckets read a table from its own files: all are Parquet, and lie in the order of their leases."""
    if not files or not all(file["lease_column"] for file in files):
        return False
    firsts = f"(select first from read_parquet({quoted(bounds)}))" if bounds else "(select null::varchar as first where false)"
    rows, readings = 0, 0
    for file in files:
        # A row group without these is read by every bucket.
        sql = f"""
            with row_groups as (
                select any_value(row_group_num_rows) as n, min(stats_min_value) as least, max(stats_max_value) as greatest
                from parquet_metadata(?) where path_in_schema = ? group by row_group_id
            )
            select coalesce(sum(n), 0), coalesce(sum(n * (
                select 1 + count(*) from {firsts}
                where first > coalesce(least, '') and (greatest is null or first <= greatest)
            )), 0)
            from row_groups
        """
        here, read = con.execute(sql, [glob.escape(file["path"]), file["lease_title"]]).fetchall()[0]
        if here != file["rows"]:
            return False
        rows, readings = rows + here, readings + read
    return readings <= MOST_READINGS * rows and not any(_has_odd_cells(con, file) for file in files)


def _has_odd_cells(con: duckdb.DuckDBPyConnection, file: Mapping[str, Any]) -> bool:
    """Whether a cell of the lease is empty, or not to be compared as it stands there: the contract takes spaces off."""
    cell = file["lease_column"]
    plain = f"coalesce({cell} between '!' and '~' and {cell}[-1] between '!' and '~', false)"
    return bool(con.execute(f"select count(*) from {file['source']} where not {plain}", file["parameters"]).fetchall()[0][0])
