"""What a sieve gives back is judged as the whole tables are; what it cannot route for sure it refuses.

Belongs here: the sieve's tasks in this process, on small portfolios. Whole runs: tests/integration/test_sieve.py.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from distribution import bucket
from distribution.report import SieveFailed
from distribution.sieve import Sieve
from exports.register.log import Register
from sources.landing import ShrinkGuard, load_landing
from sources.receipts import receipts_of
from sources.sieved import RECORD, SieveRefused, read_sieved, seen
from tests.builders import AS_OF, Portfolio, allocation, charge, payment, reversal, row
from tests.support.events import prepared, signal_delivered, signal_facts
from tests.support.landing import MARKER
from tests.support.sieving import ground, here, in_lease_order, judged, plan, sieved
from tests.unit.models.test_arrears_properties import portfolios_with_money_elsewhere
from validations.problems import TableRefused

# What a run shows and acts by; of intermediate tables, those that hold leases which concern the run alone.
ASKED = (
    "intermediate.int_lease_arrears", "intermediate.int_open_charges", "intermediate.int_ledger_findings",
    "intermediate.int_stated_balances", "intermediate.int_leases_concerned", "marts.money_counted_nowhere",
)  # fmt: skip


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


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    return several_leases().write(tmp_path / "landing")


FURTHER = pytest.mark.long


@pytest.fixture(scope="module")
def a_sieve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A landing folder that was sieved, to be read."""
    folder = tmp_path_factory.mktemp("a_sieve")
    landing = several_leases().write(folder / "landing")
    sieved(folder, landing)
    return landing


@pytest.fixture
def kept(a_sieve: Path, tmp_path: Path) -> Path:
    """The same, to do something to: as it stands there, its times too."""
    record = json.loads((a_sieve / "sieved" / RECORD).read_text())
    shutil.copytree(a_sieve, tmp_path / "landing", copy_function=shutil.copy2)
    (tmp_path / "landing" / "sieved" / RECORD).write_text(json.dumps({**record, "seen": seen(tmp_path / "landing")}))
    return tmp_path / "landing"


@pytest.mark.parametrize("buckets", [pytest.param(1, marks=FURTHER), 3, pytest.param(7, marks=FURTHER)])
def test_what_is_left_is_judged_as_the_whole_is(tmp_path, landing, buckets):
    report, whole = judged(landing, ASKED)
    told, left = judged(landing, ASKED, sieved(tmp_path, landing, buckets))

    assert left == whole
    assert (told.payload(), told.findings, told.tables) == (report.payload(), report.findings, report.tables)
    assert len(whole["intermediate.int_leases_concerned"]) < 10


def all_over(portfolio) -> Portfolio:
    """A portfolio of made-up ledgers; tenant T0 has every second lease."""
    entries, allocations, balances = portfolio
    made = Portfolio.lawful("L0")
    made.tables["ledger_entries"].clear()
    for number in range(1, 4):
        made.add_lease(f"L{number}")
        made.tables["ledger_entries"].clear()
    for name in ("L0", "L2"):
        made.change("leases", name, tenant_id=made.tables["leases"][0]["tenant_id"])
    made.add([row("ledger_entries", **{"category": None, "due_on": None, "reverses_entry_id": None, **e}) for e in entries])
    made.add([row("allocations", **each) for each in allocations])
    return made.add([row("stated_balances", **each) for each in balances])


def same_either_way(folder: Path, portfolio, buckets: int, is_in_order: bool) -> None:
    landing = all_over(portfolio).write(folder / "landing")
    landing = in_lease_order(landing) if is_in_order else landing
    report, whole = judged(landing, ASKED)
    told, left = judged(landing, ASKED, sieved(folder, landing, buckets))
    assert (left, told.findings) == (whole, report.findings)


ANY = dict(portfolio=portfolios_with_money_elsewhere(), buckets=st.sampled_from([1, 2, 3, 7]), is_in_order=st.booleans())
NO_HURRY = dict(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@settings(max_examples=1, **NO_HURRY)
@given(**ANY)
def test_any_portfolio_is_judged_the_same_in_any_number_of_buckets(tmp_path_factory, portfolio, buckets, is_in_order):
    same_either_way(tmp_path_factory.mktemp("any"), portfolio, buckets, is_in_order)


@pytest.mark.long
@settings(max_examples=150, **NO_HURRY)
@given(**ANY)
def test_a_great_many_portfolios_are_judged_the_same(tmp_path_factory, portfolio, buckets, is_in_order):
    same_either_way(tmp_path_factory.mktemp("many"), portfolio, buckets, is_in_order)


# Files in the order of their leases are read where they lie.


def ways_of(made) -> dict[str, bool]:
    return {name: made.tables[name]["is_in_place"] for name in ("ledger_entries", "allocations", "collection_actions")}


@pytest.mark.parametrize("buckets", [pytest.param(1, marks=FURTHER), 4])
def test_rows_in_the_order_of_their_leases_are_judged_where_they_lie(tmp_path, landing, buckets):
    in_lease_order(landing)
    done: list[tuple[dict, dict]] = []

    def watched(tasks):
        reports = here(tasks)
        done.extend(zip(tasks, reports, strict=True))
        return reports

    report, whole = judged(landing, ASKED)
    told, left = judged(landing, ASKED, sieved(tmp_path, landing, buckets, watched))

    assert left == whole
    assert (told.payload(), told.findings, told.tables) == (report.payload(), report.findings, report.tables)
    assert {task["table"] for task, made in done if task["kind"] == "route" and "routed" not in made} >= {"ledger_entries"}


@pytest.mark.parametrize(
    ("spoil", "in_place"),
    [
        ("nothing", True),
        ("a space before a lease", False),
        ("a lease left empty", False),
        ("leases as numbers", False),
        ("rows in another order", False),
    ],
)
def test_rows_are_read_in_place_only_where_a_range_of_leases_finds_them_for_sure(tmp_path, landing, spoil, in_place):
    in_lease_order(landing)
    first, *others = sorted((landing / "ledger_entries").iterdir())
    with duckdb.connect() as con:
        con.execute("create table rows as from read_parquet(?)", [[str(path) for path in (first, *others)]])
        if spoil in ("a space before a lease", "a lease left empty"):
            cell = "' L5'" if spoil.startswith("a space") else "null"
            con.execute(f"update rows set lease_id = {cell} where entry_id = 'P5'")
        elif spoil == "leases as numbers":
            con.execute("alter table rows alter lease_id type bigint using try_cast(lease_id[2:] as bigint)")
        for path in (first, *others):
            path.unlink()
        by = "hash(entry_id)" if spoil == "rows in another order" else "lease_id, rowid"
        for number in range(6):
            con.execute(
                f"copy (select * from rows order by {by} limit 6 offset {number * 6}) to "
                f"'{first.parent}/{number}.parquet' (format parquet)"
            )

    assert ways_of(plan(tmp_path, landing, 6)) == {
        "ledger_entries": in_place,
        "allocations": False,
        "collection_actions": in_place,
    }


def by_entry(task):
    """A bucket's task with the ledger's own numbers taken for those of leases: each row is read once, in some bucket."""
    ledger = task["tables"]["ledger_entries"]
    files = [{**file, "lease_column": "entry_id"} for file in ledger["files"]]
    return {**task, "tables": {**task["tables"], "ledger_entries": {**ledger, "files": files}}}


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("judge", by_entry, "another bucket than that of their lease"),
        pytest.param("judge-1", lambda task: {**task, "number": 0}, "in the buckets", marks=FURTHER),
        pytest.param("judge", lambda task: {**task, "bounds": ""}, "in the buckets", marks=FURTHER),
        pytest.param(
            "route-ledger_entries", lambda task: {**task, "column": "entry_id"}, "did not meet their credit", marks=FURTHER
        ),
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


def refused_by(tmp_path: Path, landing: Path, by) -> str:
    with pytest.raises(SieveFailed) as refused:
        sieved(tmp_path, landing, 3, by)
    assert not (landing / "sieved").exists()
    assert not (tmp_path / "sieve" / "work").exists()
    return str(refused.value)


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (altered("route-ledger_entries", column="entry_id"), "another bucket than that of their lease"),
        (altered("route-allocations", column="charge_entry_id"), "did not meet a credit that is there"),
        pytest.param(
            altered("route-collection_actions", column="action_id"), "another bucket than that of their lease", marks=FURTHER
        ),
        pytest.param(altered("route-leases", way="whole"), "another bucket than that of their lease", marks=FURTHER),
    ],
    ids=["entries by number", "allocations by charge", "actions by number", "leases all to one"],
)
def test_a_routing_by_the_wrong_key_is_refused(tmp_path, landing, by, words):
    assert words in refused_by(tmp_path, landing, by)


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


def test_a_task_that_fails_is_told_by_bucket_and_class_and_nothing_else(tmp_path, landing):
    failing = altered("judge-1", statements=[f"select cast('{MARKER}' as integer)"])

    told = refused_by(tmp_path, landing, failing)

    assert "judge-1: ConversionException" in told
    assert MARKER not in told


@FURTHER
def test_two_tries_of_one_task_never_mix(tmp_path, landing):
    """The first try of each bucket left all it had written, as a worker does that is killed at its end."""

    def twice(tasks):
        here(tasks)
        return here(tasks)

    _, whole = judged(landing, ASKED)
    assert judged(landing, ASKED, sieved(tmp_path, landing, 3, twice))[1] == whole


# The contract, over all buckets.


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda p: p.add(payment(entry_id="P5", lease_id="L8")), ("ledger_entries", "entry_id", "duplicate_key", 2)),
        (lambda p: p.add(payment(entry_id="PZ", lease_id="l8")), ("ledger_entries", "lease_id", "reference_looks_alike", 1)),
        pytest.param(
            lambda p: p.add(allocation(credit_entry_id="P5", charge_entry_id="p6", amount="1.00")),
            ("allocations", "charge_entry_id", "reference_looks_alike", 1),
            marks=FURTHER,
        ),
        (lambda p: p.add(payment(entry_id="PZ", amount="-1.00")), ("ledger_entries", "amount", "not_positive", 1)),
    ],
    ids=["a key in two buckets", "nearly a lease", "nearly a charge", "a cell"],
)
@pytest.mark.parametrize("is_in_order", [pytest.param(False, marks=FURTHER), True])
def test_what_a_load_refuses_a_sieve_refuses(tmp_path, change, told, is_in_order):
    portfolio = several_leases()
    change(portfolio)
    landing = portfolio.write(tmp_path / "landing")
    landing = in_lease_order(landing) if is_in_order else landing

    with pytest.raises(TableRefused) as by_the_sieve:
        sieved(tmp_path, landing)
    with duckdb.connect() as con, pytest.raises(TableRefused) as by_the_load:
        load_landing(con, landing, previous_counts=None)

    assert [(p.table, p.column, p.rule, p.count) for p in by_the_sieve.value.problems] == [told]
    assert [(p.table, p.column, p.rule, p.count) for p in by_the_load.value.problems] == [told]


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


# The register.


def test_a_lease_in_a_batch_of_which_nothing_was_heard_keeps_its_rows(tmp_path, landing):
    register = tmp_path / "register.duckdb"
    with Register.open(register) as opened:
        batch = prepared(signals=[{"signal_id": "S1", "lease_id": "L9", **signal_facts()}])
        opened.append([batch, signal_delivered("S2", "L10", "B2")], AS_OF)
    made = plan(tmp_path, landing, register=register)

    Sieve(made, here, tmp_path / "sieve" / "work", landing).run(landing / "sieved")

    with duckdb.connect() as con:
        files = [str(path) for path in (landing / "sieved" / "ledger_entries").glob("*.parquet")]
        left = {lease for (lease,) in con.execute("select distinct lease_id from read_parquet(?)", [files]).fetchall()}
    assert {"L9", "L10"} <= left
    assert "L7" not in left
