"""Sieves in tests: a plan over a landing folder, its tasks carried out in this process, and dbt's statements over what is left.

Belongs here: making them. Does not belong here: what ought to come out.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from bench.equal import differences
from distribution.bucket import carry_out
from distribution.plan import Plan, Statements, make_plan, statements_of
from distribution.sieve import Sieve
from exports.register.copies import copy_events
from orchestration.dbt_runner import manifest
from orchestration.environment import DBT_PROJECT
from sources.control import RunParameters, write_run_parameters
from sources.landing import LandingReport, load_landing
from sources.prepare import Prepared
from sources.sieved import Ground, Sieved, read_sieved, seen
from tests.builders import AS_OF, Portfolio, allocation, charge, payment, reversal
from tests.support.day import Place

SEED = DBT_PROJECT / "seeds" / "legal_terms.csv"
OUTGOING = ("outbox", "worklists", "delivered", "evidence")
Tasks = Sequence[Mapping[str, Any]]


@cache
def dbt() -> dict[str, Any]:
    return manifest()


@cache
def statements() -> Statements:
    return statements_of(dbt())


def ground(**other: str) -> Ground:
    """What a sieve of these tests is made on, with one thing different."""
    ours = {
        "as_of": str(AS_OF),
        "register": "0 -",
        "checksum": statements().checksum,
        "parameters": "p",
        "duckdb": duckdb.__version__,
    }
    return Ground(**{**ours, **other})


def small_tables(con: duckdb.DuckDBPyConnection, as_of: date, register: Path) -> None:
    """The tables that every bucket reads whole."""
    write_run_parameters(con, RunParameters(as_of_date=as_of))
    copy_events(register, con)
    con.execute("create schema if not exists reference")
    with SEED.open(encoding="utf-8", newline="") as file:
        titles = next(csv.reader(file))
    assert titles[:3] == ["term", "valid_from", "days"]
    con.execute(f"create or replace table reference.legal_terms as select * from read_csv('{SEED}')")


def several_leases() -> Portfolio:
    """Ten leases: one in arrears, one paid from another's money, one paid by nobody, the rest in order."""
    portfolio = Portfolio.lawful("L1")
    for number in range(2, 11):
        portfolio.add_lease(f"L{number}")
        portfolio.add(payment(entry_id=f"P{number}", lease_id=f"L{number}", amount="1000.00", booked_on="2026-03-02"))
    charges = {r["lease_id"]: r["entry_id"] for r in portfolio.tables["ledger_entries"] if r["entry_type"] == "charge"}
    for number in range(2, 11):
        portfolio.add(allocation(credit_entry_id=f"P{number}", charge_entry_id=charges[f"L{number}"], amount="100.00"))
    return portfolio.add(
        charge(entry_id="C2b", lease_id="L2", amount="40.00"),
        payment(entry_id="P3b", lease_id="L3", amount="40.00"),
        allocation(credit_entry_id="P3b", charge_entry_id="C2b", amount="40.00"),
        allocation(credit_entry_id="gone", charge_entry_id=charges["L4"], amount="5.00"),
        allocation(credit_entry_id="P5", charge_entry_id="gone too", amount="6.00"),
        allocation(credit_entry_id="nobody", charge_entry_id="nowhere", amount="7.00"),
        reversal(entry_id="R6", lease_id="L6", reverses_entry_id="P6", amount="1000.00"),
        payment(entry_id="PX", lease_id="unknown", amount="3.00"),
        payment(entry_id="P8b", lease_id="L8", amount="1.00", booked_on="2026-04-19"),
    )


def plan(place: Path, landing: Path, buckets: int = 3, register: Path = Path("none")) -> Plan:
    with duckdb.connect() as con:
        small_tables(con, AS_OF, register)
        standing = seen(landing)
        return make_plan(place / "sieve", landing, Prepared(), con, statements(), ground(), standing=standing, buckets=buckets)


def here(tasks: Tasks) -> list[Mapping[str, Any]]:
    """A distributor that hands nothing out: each task is carried out in this process."""
    return [carry_out(task) for task in tasks]


def in_lease_order(landing: Path) -> Path:
    """Write the ledger and the actions of a landing folder as Parquet in the order of their leases, in parts of some rows each;
    a sieve reads such tables where they lie."""
    with duckdb.connect() as con:
        for name in ("ledger_entries", "collection_actions"):
            file = landing / f"{name}.csv"
            if not file.exists():
                continue
            con.execute("create or replace table here as from read_csv(?, all_varchar = true, header = true)", [str(file)])
            (landing / name).mkdir()
            rows = "select * from here order by lease_id nulls first, rowid limit 4 offset"
            for number, first in enumerate(range(0, con.execute("select count(*) from here").fetchall()[0][0], 4)):
                con.execute(f"copy ({rows} {first}) to '{landing / name}/part-{number:03}.parquet' (format parquet)")
            file.unlink()
    return landing


def sieved(place: Path, landing: Path, buckets: int = 3, by: Callable[[Tasks], list[Mapping[str, Any]]] = here) -> Sieved:
    """What the sieve of this landing folder gives back, as a run reads it."""
    Sieve(plan(place, landing, buckets), by, place / "sieve" / "work", landing).run(landing / "sieved")
    return read_sieved(landing, landing / "sieved", ground())


def judged(landing: Path, asked: Sequence[str], sieved: Sieved | None = None) -> tuple[LandingReport, dict[str, list[tuple]]]:
    """(the report of a load, table -> rows) after dbt's statements over a landing folder; `asked` are `schema.table`, or SQL."""
    with duckdb.connect() as con:
        con.execute("attach ':memory:' as warehouse")
        con.execute("use warehouse")
        report = load_landing(con, landing, previous_counts=None, sieved=sieved)
        small_tables(con, AS_OF, Path("none"))
        for schema in ("staging", "intermediate", "marts"):
            con.execute(f"create schema {schema}")
        for statement in statements().made:
            con.execute(statement)
        node = next(n for n in dbt()["nodes"].values() if n["name"] == "money_counted_nowhere" and n["resource_type"] == "model")
        con.execute(f"create table marts.money_counted_nowhere as ({node['compiled_code']})")
        return report, {name: sorted(con.execute(f"from {name}").fetchall(), key=str) for name in asked}


# Whole runs.


def files(place: Place) -> dict[str, str]:
    root = place.home.root
    found = (path for name in OUTGOING for path in sorted((root / name).rglob("*")) if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def assert_same(sieved: Place, plain: Place) -> None:
    assert differences(sieved.home.warehouse, plain.home.warehouse) == []
    assert files(sieved) == files(plain)
    assert [(e.event_type, e.lease_id, e.payload) for e in sieved.events()] == [
        (e.event_type, e.lease_id, e.payload) for e in plain.events()
    ]
