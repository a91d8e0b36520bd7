"""Numbers of entries and actions, held against each other over all buckets by their hash: each there once, and in which bucket.

Belongs here: the hash, and the files of hashes that one task leaves for others. Does not belong here: the tasks (`bucket.py`).

Eight bytes a number are written, read and counted in a fifth of the time of the texts. Equal numbers have equal hashes, so a
number that stands there twice is always found. Where two hashes are equal, of two numbers alike or of one, or an allocation comes
to a bucket without its credit, or a cell is not as the contract has it, the sieve starts again with a hash that distinguishes all
numbers, of cells that were looked at, and goes by what that says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from distribution.standing import MASK, quoted
from exports.ground.duck import count_of

# DuckDB's own gives one hash to many texts that are alike (3 in 1,000 numbers of actions); read backwards these differ.
QUICK, SURE = "quick", "sure"
HASHES = {QUICK: "xor(hash({0}), hash(reverse({0})))", SURE: "md5_number({0})"}
FILE = "keys.parquet"


class KeysAlike(Exception):
    """Two numbers may have one hash, or one two: the same is to be done with the hash that distinguishes all numbers."""


def keys_of(task: Mapping[str, Any], rows: str, bucket: str, *more: str) -> str:
    """SQL: the hashes of these rows' keys, each with its bucket and whether it is that of a credit."""
    credit = f"entry_type in {task['credits']}" if task["table"] == "ledger_entries" else "false"
    columns = [f"{HASHES[task['hash']].format(task['key'])} as hash", f"{bucket} as bucket", f"{credit} as is_credit", *more]
    return f"(select {', '.join(columns)} from {rows})"


def hashed(task: Mapping[str, Any], reading: Mapping[str, Any]) -> dict[str, Any]:
    """How the hashes of a bucket's keys are read, where `reading` says how the keys are."""
    number = str(task["number"])
    return {**reading, **{way: keys_of(task, f"({reading[way]})", number, MASK) for way in ways_of(task)}}


def ways_of(task: Mapping[str, Any]) -> tuple[str, ...]:
    """How the keys of a bucket are read: by the quick hash as they stand there, where they are texts. Who judges the bucket looks
    at every cell, and says so where the contract has it otherwise.
    """
    is_raw = task["hash"] == QUICK and all(file["raw"] for file in task["files"])
    return ("raw",) if is_raw else ("quick", "select")


def write_keys(con: duckdb.DuckDBPyConnection, keys: str, place: Path) -> None:
    """Leave these keys for others. Hashes do not become smaller by packing."""
    rows = f"select hash, bucket, is_credit from {keys} where hash is not null"
    con.execute(f"copy ({rows}) to {quoted(place / FILE)} (format parquet, compression uncompressed)")


def keys_in(task: Mapping[str, Any], places: Sequence[str]) -> str:
    """SQL: the keys of one part that these tasks left."""
    files = ", ".join(quoted(Path(place) / FILE) for place in places)
    return f"(select * from read_parquet([{files}], hive_partitioning = false) where hash % {task['parts']} = {task['number']})"


def part_of(column: str, task: Mapping[str, Any]) -> str:
    """SQL: the number of the part of a key."""
    return f"({HASHES[task['hash']].format(column)} % {task['parts']})::integer"


def doubles_in(con: duckdb.DuckDBPyConnection, keys: str, *, is_quick: bool) -> int:
    """How many of these keys share their hash with another; quickly, whether any does: 0 or 1."""
    if is_quick and (hashes := _sorted(con, keys)) is not None:
        return int(bool((hashes[1:] == hashes[:-1]).any()))
    return count_of(con, f"select coalesce(sum(n), 0) from (select count(*) as n from {keys} group by hash having n > 1)")


def _sorted(con: duckdb.DuckDBPyConnection, keys: str) -> Any:
    """The hashes in their order: DuckDB counts groups in three times the time. None where a worker has no numpy."""
    try:
        import numpy as np
    except ImportError:
        return None
    return np.sort(np.asarray(con.execute(f"select hash from {keys}").fetchnumpy()["hash"]))
