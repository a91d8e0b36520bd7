"""What a sieve cannot route for sure it refuses, and so does a run that finds a sieve of something else.

Belongs here: refusals, each really caused, on small portfolios. Does not belong here: what a sieve gives back (test_sieve.py).
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from distribution import bucket, keys
from distribution.report import SieveFailed
from distribution.sieve import Sieve
from sources.landing import ShrinkGuard, load_landing
from sources.receipts import receipts_of
from sources.sieved import RECORD, SieveRefused, read_sieved
from tests.builders import AS_OF, allocation, payment
from tests.support.landing import MARKER
from tests.support.sieving import ground, here, in_lease_order, judged, plan, several_leases, sieved
from validations.problems import TableRefused

FURTHER = pytest.mark.long
ASKED = ("intermediate.int_lease_arrears", "intermediate.int_ledger_findings", "intermediate.int_leases_concerned")


def by_entry(task):
    """A bucket's task with the ledger's own numbers taken for those of leases: each row is read once, in some bucket."""
    ledger = task["tables"]["ledger_entries"]
    files = [{**file, "lease_column": "entry_id"} for file in ledger["files"]]
    return {**task, "tables": {**task["tables"], "ledger_entries": {**ledger, "files": files}}}


def keys_of_another(task):
    """The keys of a bucket, read by the ledger's own numbers: each once, of some bucket."""
    return {**task, "files": [{**file, "lease_column": "entry_id"} for file in task["files"]]}


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("judge", by_entry, "another bucket than that of their lease"),
        pytest.param("judge-1", lambda task: {**task, "number": 0}, "in the buckets", marks=FURTHER),
        pytest.param("judge", lambda task: {**task, "bounds": ""}, "in the buckets", marks=FURTHER),
        pytest.param("keys-ledger_entries", keys_of_another, "did not meet their credit", marks=FURTHER),
    ],
    ids=["ranges of entries", "one range twice", "no bounds", "keys by number"],
)
def test_a_wrong_range_of_leases_is_refused(tmp_path, landing, kind, change, words):
    in_lease_order(landing)

    def distribute(tasks):
        return here([change(task) if task["name"].startswith(kind) else task for task in tasks])

    with pytest.raises(SieveFailed) as refused:
        sieved(tmp_path, landing, 4, distribute)
    assert words in str(refused.value)
    assert not (landing / "sieved").exists()


# Wrong routing, really caused.


def altered(kind: str, **changes):
    """A distributor that hands out tasks of one kind with something else in them."""

    def distribute(tasks):
        return here([{**task, **changes} if task["name"].startswith(kind) else task for task in tasks])

    return distribute


def by_their_credit(con, sql, column, folder):
    """What links writes, had it gone by a hash of the credit's number instead of its lease."""
    if "from placed" in sql:
        sql = f"select * replace ({bucket.bucket_of('credit_entry_id', 3)} as bucket) from ({sql})"
    return WRITE_BY(con, sql, column, folder)


WRITE_BY = bucket._write_by


def refused_by(tmp_path: Path, landing: Path, by, buckets: int = 3) -> str:
    with pytest.raises(SieveFailed) as refused:
        sieved(tmp_path, landing, buckets, by)
    assert not (landing / "sieved").exists()
    assert not (tmp_path / "sieve" / "work").exists()
    return str(refused.value)


@pytest.mark.parametrize(
    ("by", "words", "buckets"),
    [
        (altered("route-ledger_entries", column="entry_id"), "another bucket than that of their lease", 3),
        (altered("route-allocations", column="charge_entry_id"), "did not meet a credit that is there", 7),
        pytest.param(
            altered("route-collection_actions", column="action_id"), "another bucket than that of their lease", 3, marks=FURTHER
        ),
        pytest.param(altered("route-leases", way="whole"), "another bucket than that of their lease", 3, marks=FURTHER),
    ],
    ids=["entries by number", "allocations by charge", "actions by number", "leases all to one"],
)
def test_a_routing_by_the_wrong_key_is_refused(tmp_path, landing, by, words, buckets):
    assert words in refused_by(tmp_path, landing, by, buckets)


def test_allocations_by_a_hash_of_their_credit_are_refused(tmp_path, landing, monkeypatch):
    monkeypatch.setattr(bucket, "_write_by", by_their_credit)

    assert "allocations did not meet their credit" in refused_by(tmp_path, landing, here)


def losing(what: str):
    """A distributor after whose routing one file of these rows is gone, or there twice."""

    def distribute(tasks):
        reports = here(tasks)
        for task, report in zip(tasks, reports, strict=True):
            if task["name"].startswith("route-ledger_entries"):
                first = sorted(Path(report["place"]).glob("rows/bucket=*/*.parquet"))[0]
                if what == "lost":
                    first.unlink()
                else:
                    first.with_name("again.parquet").write_bytes(first.read_bytes())
        return reports

    return distribute


@pytest.mark.parametrize("what", ["lost", pytest.param("twice", marks=FURTHER)])
def test_rows_that_are_lost_or_there_twice_are_refused(tmp_path, landing, what):
    assert "ledger_entries" in refused_by(tmp_path, landing, losing(what))


def test_a_task_that_fails_is_named_by_bucket_and_class_and_nothing_else(tmp_path, landing):
    failing = altered("judge-1", statements=[f"select cast('{MARKER}' as integer)"])

    expected = refused_by(tmp_path, landing, failing)

    assert "judge-1: ConversionException" in expected
    assert MARKER not in expected


# The contract, over all buckets.


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda p: p.add(payment(entry_id="P5", lease_id="L8")), ("ledger_entries", "entry_id", "duplicate_key", 2)),
        (lambda p: p.add(payment(entry_id=" P5", lease_id="L8")), ("ledger_entries", "entry_id", "duplicate_key", 2)),
        (lambda p: p.add(payment(entry_id="PZ", lease_id="l8")), ("ledger_entries", "lease_id", "reference_looks_alike", 1)),
        pytest.param(
            lambda p: p.add(allocation(credit_entry_id="P5", charge_entry_id="p6", amount="1.00")),
            ("allocations", "charge_entry_id", "reference_looks_alike", 1),
            marks=FURTHER,
        ),
        (lambda p: p.add(payment(entry_id="PZ", amount="-1.00")), ("ledger_entries", "amount", "not_positive", 1)),
    ],
    ids=["a key in two buckets", "a key with a space before it", "nearly a lease", "nearly a charge", "a cell"],
)
@pytest.mark.parametrize("is_in_order", [pytest.param(False, marks=FURTHER), True])
def test_what_a_load_refuses_a_sieve_refuses(tmp_path, change, expected, is_in_order):
    portfolio = several_leases()
    change(portfolio)
    landing = portfolio.write(tmp_path / "landing")
    landing = in_lease_order(landing) if is_in_order else landing

    with pytest.raises(TableRefused) as by_the_sieve:
        sieved(tmp_path, landing)
    with duckdb.connect() as con, pytest.raises(TableRefused) as by_the_load:
        load_landing(con, landing, previous_counts=None)

    assert [(p.table, p.column, p.rule, p.count) for p in by_the_sieve.value.problems] == [expected]
    assert [(p.table, p.column, p.rule, p.count) for p in by_the_load.value.problems] == [expected]


def test_numbers_that_share_a_hash_are_kept_apart_and_neither_refused_nor_mixed_up(tmp_path, landing, monkeypatch):
    """Every number has one of two hashes; the second time each has its own."""
    report, whole = judged(landing, ASKED)
    monkeypatch.setitem(keys.HASHES, keys.QUICK, "(hash({0}) % 2)")
    kinds = []

    def watched(tasks):
        kinds.extend(task["name"] for task in tasks if task["kind"] == "link")
        return here(tasks)

    loaded, left = judged(landing, ASKED, sieved(tmp_path, landing, 3, watched))

    assert (left, loaded.findings) == (whole, report.findings)
    assert kinds == ["link-0", "link-0"]


# What travels with a sieve.


def counts(report) -> dict[str, int]:
    return {name: table.rows for name, table in report.tables.items()}


def test_the_shrink_guard_goes_by_the_whole_tables(a_sieve):
    landing, given_back = a_sieve, read_sieved(a_sieve, a_sieve / "sieved", ground())
    with duckdb.connect() as con:
        before = counts(load_landing(con, landing, previous_counts=None))
        guard = ShrinkGuard(minimum_rows=0)
        report = load_landing(con, landing, previous_counts=before, shrink_guard=guard, sieved=given_back)
        left = con.execute("select count(*) from landing.ledger_entries").fetchone()[0]

        assert counts(report) == before
        assert left < before["ledger_entries"] * 0.8
        more = {**before, "ledger_entries": before["ledger_entries"] * 2}
        with pytest.raises(TableRefused, match="lost_too_many_rows"):
            load_landing(con, landing, previous_counts=more, shrink_guard=guard, sieved=given_back)


def test_receipts_go_as_far_as_those_of_leases_that_are_left_out(a_sieve):
    with duckdb.connect() as con:
        load_landing(con, a_sieve, previous_counts=None, sieved=read_sieved(a_sieve, a_sieve / "sieved", ground()))
        assert con.execute("select count(*) from landing.ledger_entries where entry_id = 'P8b'").fetchone()[0] == 0
        assert str(receipts_of(con, AS_OF).until) == "2026-04-19"


@pytest.mark.parametrize("name", ["as_of", "register", "checksum", "parameters", "duckdb"])
def test_a_sieve_of_something_else_is_refused(a_sieve, name):
    assert read_sieved(a_sieve, a_sieve / "sieved", ground()).tables
    with pytest.raises(SieveRefused, match="it was made"):
        read_sieved(a_sieve, a_sieve / "sieved", ground(**{name: "another"}))


def test_a_sieve_of_other_files_is_refused(kept):
    assert read_sieved(kept, kept / "sieved", ground()).tables
    (kept / "objections.csv").write_text("objection_id,tenant_id,received_on,withdrawn_on,received_by\n")

    with pytest.raises(SieveRefused, match="1 file"):
        read_sieved(kept, kept / "sieved", ground())


def test_a_plan_of_other_files_is_not_carried_out(tmp_path, landing):
    made = plan(tmp_path, landing)
    (landing / "allocations.csv").write_text((landing / "allocations.csv").read_text().replace("5.00", "9.00"))

    with pytest.raises(SieveFailed, match="changed since the plan"):
        Sieve(made, here, tmp_path / "sieve" / "work", landing).run(landing / "sieved")


@pytest.mark.parametrize("spoil", ["part lost", "part added", "no record"])
def test_a_sieve_that_is_not_whole_is_refused(kept, spoil):
    folder = kept / "sieved"
    if spoil == "part lost":
        next((folder / "allocations").glob("part-*")).unlink()
    elif spoil == "part added":
        (folder / "allocations" / "more.parquet").touch()
    else:
        (folder / RECORD).unlink()

    with pytest.raises(SieveRefused, match="not whole"):
        read_sieved(kept, folder, ground())


def test_another_duckdb_carries_nothing_out(tmp_path):
    task = {"kind": "route", "name": "route-x", "work": str(tmp_path), "duckdb": "1.0.0"}

    assert "is meant" in bucket.carry_out(task)["failed"]
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_is_for_its_owner_only_and_names_nobody_in_the_record(a_sieve):
    folder = a_sieve / "sieved"

    assert {oct(p.stat().st_mode & 0o777) for p in folder.rglob("*")} == {"0o600", "0o700"}
    record = json.loads((folder / RECORD).read_text())
    assert '"L1"' not in json.dumps(record) and '"T1"' not in json.dumps(record)
