"""What one worker does: a task in, files and a report out; the same for every engine that hands out tasks.

Belongs here: the kinds of task, in DuckDB. Does not belong here: which tasks there are and whether their reports agree
(`sieve.py`), or handing them out (`local.py`, `spark.py`).

A worker needs DuckDB of the plan's version and these modules: no pandas, Arrow, dbt or any other third party. Each try works in
a folder of its own, named in its report, so that two tries of one task never mix. What fails is named by task and class alone:
DuckDB's texts quote cells.

    python -m distribution.bucket     one task (JSON) per line on standard input, one report per line on standard output
"""

from __future__ import annotations

import glob
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from distribution.in_order import LINK, set_aside, write_links
from distribution.keys import HASHES, QUICK, doubles_in, hashed, keys_in, keys_of, part_of, ways_of, write_keys
from distribution.standing import (
    ENTRIES,
    Task,
    bounds_of,
    bucket_of,
    files_of,
    fill,
    in_place,
    is_elsewhere,
    place_of,
    quoted,
    read_into,
    stand_up,
    stand_up_keys,
)
from exports.ground.duck import CONFIG, count_of

Report = dict[str, Any]

MEMORY_LIMIT = "400MB"


def carry_out(task: Task) -> Report:
    """Do a task in a folder of its own below its `work`, and give its report: `place`, counts, seconds of `cpu`, and the `mib`
    that the worker was at its largest; or `failed` (a class, no text).
    """
    os.umask(0o077)
    place = Path(task["work"]) / f"{task['name']}-{uuid4().hex[:12]}"
    try:
        if duckdb.__version__ != task["duckdb"]:
            return {"failed": f"DuckDB {duckdb.__version__} where {task['duckdb']} is meant"}
        place.mkdir(mode=0o700)
        con = duckdb.connect(config=CONFIG)
        try:
            for statement in (
                f"set memory_limit = '{MEMORY_LIMIT}'",
                "set threads = 1",
                "set TimeZone = 'Europe/Amsterdam'",
                "set preserve_insertion_order = false",
                f"set temp_directory = {quoted(place / 'spill')}",
            ):
                con.execute(statement)
            began = time.process_time()
            report = KINDS[task["kind"]](con, task, place)
            largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            return {"place": str(place), **report, "cpu": time.process_time() - began, "mib": largest}
        finally:
            con.close()
            shutil.rmtree(place / "spill", ignore_errors=True)
    except Exception as error:  # whatever it is: its text may quote a row
        shutil.rmtree(place, ignore_errors=True)
        return {"failed": type(error).__name__}


# The kinds of task.


def route(con: duckdb.DuckDBPyConnection, task: Task, place: Path) -> Report:
    """Read some rows of one landing table as the contract has them, and put each where it belongs; beside the rows, for a table
    with a key, the hash of each key and which bucket it went to.
    """
    broken = read_into(con, "temp table read_rows", dict(task), task["checks"])
    bounds = bounds_of(con, task)
    report: Report = {"rows": count_of(con, "select count(*) from read_rows"), "broken": broken, "digests": _digests(task)}
    report |= _routed(con, task, bounds, place)
    if task["key"]:
        write_keys(con, keys_of(task, "read_rows", bucket_of(task["column"], task["buckets"], bounds)), place)
    return report


def keys(con: duckdb.DuckDBPyConnection, task: Task, place: Path) -> Report:
    """The same of a table that buckets read where it lies: the keys of one bucket are all that is read and written."""
    reading = in_place(task, task["number"], bounds_of(con, task), ways_of(task))
    read_into(con, "temp table read_rows", hashed(task, reading), 0)
    write_keys(con, "read_rows", place)
    return {"rows": count_of(con, "select count(*) from read_rows"), "digests": _digests(task)}


def _routed(con: duckdb.DuckDBPyConnection, task: Task, bounds: list[str], place: Path) -> Report:
    report: Report = {}
    source = "select rows.* exclude (_broken), 0 as bucket from read_rows as rows"
    if task["way"] == "lease":
        number = bucket_of(f"rows.{task['column']}", task["buckets"], bounds)
        source = f"select rows.* exclude (_broken), {number} as bucket from read_rows as rows"
    elif task["way"] == "credit":  # first to where that key is looked up
        number = part_of(f"rows.{task['column']}", task)
        source = f"select rows.* exclude (_broken), {number} as bucket from read_rows as rows"
    elif task["way"] == "tenant":
        con.execute(f"create temp table leases as {task['leases']}", task["leases_parameters"])
        homes = f"select distinct tenant_id, {bucket_of('lease_id', task['buckets'], bounds)} as bucket from leases"
        source = f"select rows.* exclude (_broken), bucket from read_rows as rows inner join ({homes}) using (tenant_id)"
        unknown = "select count(*) from leases anti join read_rows using (tenant_id)"
        report["leases_of_unknown_tenants"] = count_of(con, unknown)
    return {**report, "routed": _write_by(con, source, "bucket", place / "rows")}


def link(con: duckdb.DuckDBPyConnection, task: Task, place: Path) -> Report:
    """For one part of the keys: is each there once, and to which bucket does an allocation of that credit go?"""
    there = {table: keys_in(task, places) for table, places in task["keys"].items()}
    is_quick = task["hash"] == QUICK
    report: Report = {f"doubles_{table}": doubles_in(con, keys, is_quick=is_quick) for table, keys in there.items()}
    fill(con, "links", task["links"], files_of(task["allocations"], "rows", "bucket", task["number"]))
    credits = f"(select hash, bucket from {there['ledger_entries']} where is_credit)"
    of_credit = HASHES[task["hash"]].format("links.credit_entry_id")
    con.execute(f"create temp table placed as select links.*, bucket from links left join {credits} as c on {of_credit} = c.hash")
    return {
        **report,
        "links": count_of(con, "select count(*) from links"),
        "linked": _write_by(con, "select * from placed where bucket is not null", "bucket", place / "rows"),
        "orphans": _write(con, "select * exclude (bucket) from placed where bucket is null", place / "orphans.parquet"),
    }


def judge(con: duckdb.DuckDBPyConnection, task: Task, place: Path) -> Report:
    """Carry out dbt's statements on one bucket, and give back the rows of the leases that concern the run."""
    bounds = bounds_of(con, task)
    report: Report = stand_up(con, task, bounds)
    if report["broken"]:  # nothing is judged that the contract refuses
        return report
    write_links(con, task["credits"])
    report |= _guards(con, task, bounds)
    set_aside(con, task)
    for statement in task["statements"]:
        con.execute(statement)
    _keep(con, task)
    report["leases"] = count_of(con, "select count(*) from kept")
    rows_of = {name: _rows_of(name, "kept") for name in task["sieved"]} | _rows_kept(con)
    report["kept"] = {name: _write(con, sql, place / f"{name}.parquet") for name, sql in rows_of.items()}
    report["unknown"] = _unknown(con, place)
    days = f"select distinct booked_on from {ENTRIES} where entry_type = 'payment' and booked_on is not null"
    report["payment_days"] = [day.isoformat() for (day,) in con.execute(days).fetchall()]
    _write(con, "select lease_id from kept", place / "leases.parquet")
    if task["balances"]:
        ours = "select lease_id, charged_amount, credited_amount from intermediate.int_lease_balances"
        _write(con, f"{ours} anti join kept using (lease_id)", place / "balances.parquet")
    return report


def resolve(con: duckdb.DuckDBPyConnection, task: Task, place: Path) -> Report:
    """Which of the names that a bucket did not know are here; or, of names that nobody has, which nearly are."""
    stand_up_keys(con, task)
    con.execute("create temp table asked as select distinct name from read_parquet(?)", [glob.escape(task["asked"])])
    found = (
        f"select distinct key as name, {task['number']} as bucket, is_credit from keys semi join asked on keys.key = asked.name"
    )
    if task["plain"]:
        found = f"select name from asked where {task['plain'].format('name')} in (select {task['plain'].format('key')} from keys)"
    return {"found": _write(con, found, place / "found.parquet")}


def take(con: duckdb.DuckDBPyConnection, task: Task, place: Path) -> Report:
    """The rows of further leases of one bucket: those whose charge is paid from a lease of another."""
    report: Report = stand_up(con, task, bounds_of(con, task))
    con.execute("create temp table asked as select distinct name from read_parquet(?)", [glob.escape(task["asked"])])
    entries = f"{ENTRIES} as e semi join asked on e.entry_id = asked.name"
    report["met"] = count_of(con, f"select count(*) from {entries}")
    con.execute("create temp table known as select lease_id from read_parquet(?)", [glob.escape(task["known"])])
    con.execute(f"create temp table kept as select distinct lease_id from {entries} anti join known using (lease_id)")
    report["leases"] = count_of(con, "select count(*) from kept")
    report["kept"] = {name: _write(con, _rows_of(name, "kept"), place / f"{name}.parquet") for name in task["sieved"]}
    return report


KINDS: dict[str, Callable[[duckdb.DuckDBPyConnection, Task, Path], Report]] = {
    "route": route, "keys": keys, "link": link, "judge": judge, "resolve": resolve, "take": take,
}  # fmt: skip


# What a bucket is asked.


def _guards(con: duckdb.DuckDBPyConnection, task: Task, bounds: list[str]) -> Report:
    """Whether every row is where it belongs, counted from the rows themselves and not from how they were routed."""
    misplaced = 0
    for name, table in task["tables"].items():
        if table["way"] == "lease":
            elsewhere = is_elsewhere("lease_id", task, bounds)
            misplaced += count_of(con, f"select count(*) from {place_of(name)} where {elsewhere}")
    return {
        "misplaced": misplaced,
        "without_credit": count_of(con, "select count(*) from links where credit_lease_id is null"),
        "leases_of_unknown_tenants": count_of(
            con, "select count(*) from landing.leases anti join landing.tenants using (tenant_id)"
        ),
    }


def _keep(con: duckdb.DuckDBPyConnection, task: Task) -> None:
    """`kept`: the bucket's leases that concern the run, and both ends of an allocation that leaves its lease."""
    con.execute("create temp table asked_about (lease_id varchar)")
    con.execute("insert into asked_about select lease_id from read_parquet(?)", [glob.escape(task["asked_about"])])
    con.execute(
        """
        create temp table kept as
        with here as (
            select lease_id from ledgers union select lease_id from landing.collection_actions
        ),
        wanted as (
            select lease_id from intermediate.int_leases_concerned
            union
            select lease_id from asked_about
            union
            select credit_lease_id from links where charge_lease_id is distinct from credit_lease_id
            union
            select charge_lease_id from links where charge_lease_id is distinct from credit_lease_id
        )
        select lease_id from here semi join wanted using (lease_id)
        """
    )


def _rows_kept(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """SQL: the ledger and the allocations of the leases kept, most of which were not set aside."""
    entries = "select * from landing.ledger_entries semi join kept using (lease_id)"
    if count_of(con, "select count(*) from kept semi join in_order using (lease_id)"):
        also = "(from kept semi join in_order using (lease_id)) as also"
        entries += f" union all by name select * from {ENTRIES} semi join {also} using (lease_id)"
    linked = f"select {LINK} from links semi join kept on links.credit_lease_id = kept.lease_id"
    return {"ledger_entries": entries, "allocations": linked}


def _rows_of(name: str, leases: str) -> str:
    if name == "allocations":  # an allocation belongs to the lease of its credit
        ours = f"(select entry_id as credit_entry_id from {ENTRIES} semi join {leases} using (lease_id))"
        return f"select * from {place_of(name)} semi join {ours} using (credit_entry_id)"
    return f"select * from {place_of(name)} semi join {leases} using (lease_id)"


def _unknown(con: duckdb.DuckDBPyConnection, place: Path) -> dict[str, Any]:
    """What rows of this bucket name and the bucket does not have: counted, and the names of it in a file each."""
    _write(con, "select charge_entry_id as name, amount from links where charge_lease_id is null", place / "charges.parquet")
    names = f"(select reverses_entry_id as name from {ENTRIES} where reverses_entry_id is not null)"
    known = f"(select entry_id from {ENTRIES} semi join {names} as n on entry_id = n.name)"
    reversals = f"select name from {names} as n anti join {known} as there on n.name = there.entry_id"
    _write(con, reversals, place / "reversals.parquet")
    con.execute("create temp table nobody as from ledgers anti join landing.leases using (lease_id)")
    entries = f"select lease_id as name, entry_type, amount from {ENTRIES} semi join nobody using (lease_id)"
    actions = "select lease_id as name from landing.collection_actions anti join landing.leases using (lease_id)"
    return {
        "ledger_entries": _write(con, entries, place / "entries_of_nobody.parquet"),
        "collection_actions": _write(con, actions, place / "actions_of_nobody.parquet"),
    }


# Small parts.


def _write_by(con: duckdb.DuckDBPyConnection, sql: str, column: str, folder: Path) -> int:
    return count_of(con, f"copy ({sql}) to {quoted(folder)} (format parquet, partition_by ({column}))")


def _write(con: duckdb.DuckDBPyConnection, sql: str, path: Path) -> int:
    return count_of(con, f"copy ({sql}) to {quoted(path)} (format parquet)")


def _digests(task: Task) -> dict[str, str]:
    return {path: _digest_of(Path(path)) for path in task["digests_of"]}


def _digest_of(path: Path) -> str:
    import hashlib

    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def main(lines: Iterable[str] = sys.stdin) -> None:
    """Carry out one task per line until there are no more."""
    for line in lines:
        print(json.dumps(carry_out(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
