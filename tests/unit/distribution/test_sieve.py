"""What a sieve gives back is judged as the whole tables are, read where they lie or routed.

Belongs here: the sieve's tasks in this process, on small portfolios. Does not belong here: what it refuses
(test_sieve_refusals.py), whole runs (tests/integration/test_sieve.py).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from distribution.in_order import IN_ORDER, RUN, write_links
from distribution.sieve import Sieve
from distribution.standing import place_of
from distribution.strays import CREDIT_TYPES
from exports.register.log import Register
from sources.landing_sql import empty_statement
from tests.builders import AS_OF, Portfolio, row
from tests.support.events import prepared, signal_delivered, signal_facts
from tests.support.sieving import here, in_lease_order, judged, plan, sieved, small_tables, statements
from tests.unit.models.test_arrears_properties import CATEGORIES, portfolios, portfolios_with_money_elsewhere
from validations.landing import LANDING_TABLES

# What a run shows and acts by; of intermediate tables, those that hold leases which concern the run alone.
ASKED = (
    "intermediate.int_lease_arrears", "intermediate.int_open_charges", "intermediate.int_ledger_findings",
    "intermediate.int_stated_balances", "intermediate.int_leases_concerned", "marts.money_counted_nowhere",
)  # fmt: skip


FURTHER = pytest.mark.long


@pytest.mark.parametrize("buckets", [pytest.param(1, marks=FURTHER), 3, pytest.param(7, marks=FURTHER)])
def test_what_is_left_is_judged_as_the_whole_is(tmp_path, landing, buckets):
    report, whole = judged(landing, ASKED)
    loaded, left = judged(landing, ASKED, sieved(tmp_path, landing, buckets))

    assert left == whole
    assert (loaded.payload(), loaded.findings, loaded.tables) == (report.payload(), report.findings, report.tables)
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
    loaded, left = judged(landing, ASKED, sieved(folder, landing, buckets))
    assert (left, loaded.findings) == (whole, report.findings)


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


# Leases that dbt's statements do not look at.


@st.composite
def ledgers_mostly_in_order(draw):
    """(entries, allocations) of one lease: charges paid in full by allocation, some of it reversed and paid once more, and now
    and then one thing that is not as it should be."""
    day = st.sampled_from([date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 19), date(2026, 4, 20), date(2026, 5, 1)])
    entries, allocations = [], []
    for n in range(draw(st.integers(1, 3))):
        booked, due = sorted([draw(day), draw(day)])
        charge = dict(
            entry_id=f"L1-C{n}", lease_id="L1", entry_type="charge", category=draw(CATEGORIES), booked_on=booked, due_on=due
        )
        entries.append({**charge, "amount": Decimal(100)})
        for m in range(draw(st.integers(1, 2))):
            paid = dict(entry_id=f"L1-P{n}{m}", lease_id="L1", entry_type="payment", booked_on=draw(day), amount=Decimal(100))
            entries.append(paid)
            if draw(st.booleans()):
                amount = draw(st.sampled_from([Decimal(100), Decimal(100), Decimal(60), Decimal(101)]))
                to = draw(st.sampled_from([f"L1-C{n}", f"L1-C{n}", f"L1-C{n}", "L1-C0"]))
                link = dict(credit_entry_id=paid["entry_id"], charge_entry_id=to, allocated_on=paid["booked_on"], amount=amount)
                allocations.append({**link, "allocated_on": draw(day)} if draw(st.booleans()) else link)
            if m == 0 and draw(st.booleans()):
                amount = draw(st.sampled_from([Decimal(100), Decimal(100), Decimal(50), Decimal(120)]))
                back = dict(entry_id=f"L1-R{n}", lease_id="L1", entry_type="reversal", booked_on=draw(day), amount=amount)
                entries.append({**back, "reverses_entry_id": paid["entry_id"]})
    return entries, allocations


def put_aside(portfolio) -> tuple[set[str], set[str]]:
    """(leases that a bucket sets aside, leases in arrears or with a finding by dbt's own statements)."""
    entries, allocations = portfolio
    with duckdb.connect() as con:
        con.execute("attach ':memory:' as warehouse; use warehouse")
        for schema in ("landing", "staging", "intermediate"):
            con.execute(f"create schema {schema}")
        for table in LANDING_TABLES:
            con.execute(empty_statement(table))
        small_tables(con, AS_OF, Path("none"))
        for name, rows in (("ledger_entries", entries), ("allocations", allocations)):
            for each in rows:
                con.execute(f"insert into landing.{name} by name select {', '.join(f'${key} as {key}' for key in each)}", each)
        leases = sorted({each["lease_id"] for each in entries})
        for lease in leases:
            con.execute("insert into landing.leases by name select $1 as lease_id, 'T' as tenant_id, 'O' as landlord_id", [lease])
        con.execute("insert into landing.tenants by name select 'T' as tenant_id")
        con.execute("insert into landing.landlords by name select 'O' as landlord_id")
        for name in ("ledger_entries", "allocations"):
            con.execute(f"create table {place_of(name)} as from landing.{name}")
        write_links(con, CREDIT_TYPES)
        aside = con.execute(IN_ORDER.format(run=RUN)).fetchall()
        for statement in statements().made:
            con.execute(statement)
        concerned = con.execute("select lease_id from intermediate.int_leases_concerned").fetchall()
    return {lease for (lease,) in aside}, {lease for (lease,) in concerned}


@settings(max_examples=12, **NO_HURRY)
@given(portfolio=ledgers_mostly_in_order() | portfolios())
def test_no_lease_that_concerns_a_run_is_set_aside(portfolio):
    aside, concerned = put_aside(portfolio)

    assert not aside & concerned


@pytest.mark.long
@settings(max_examples=600, **NO_HURRY)
@given(portfolio=ledgers_mostly_in_order() | portfolios())
def test_of_a_great_many_ledgers_none_that_concerns_a_run_is_set_aside(portfolio):
    aside, concerned = put_aside(portfolio)

    assert not aside & concerned


def test_a_ledger_that_is_paid_is_set_aside_although_a_payment_was_reversed_and_made_again():
    def entry(name, kind, day, **more):
        return dict(entry_id=name, lease_id="L1", entry_type=kind, booked_on=day, amount=Decimal(100), **more)

    entries = [
        entry("C", "charge", date(2026, 2, 20), category="rent", due_on=date(2026, 3, 1)),
        entry("C2", "charge", date(2026, 4, 19), category="rent", due_on=date(2026, 5, 1)),
        entry("P", "payment", date(2026, 3, 2)),
        entry("R", "reversal", date(2026, 3, 5), reverses_entry_id="P"),
        entry("P2", "payment", date(2026, 3, 9)),
    ]
    links = [
        dict(credit_entry_id=n, charge_entry_id="C", allocated_on=date(2026, 3, 9), amount=Decimal(100)) for n in ("P", "P2")
    ]

    assert put_aside((entries, links)) == ({"L1"}, set())
    assert put_aside((entries[:-1], links[:1])) == (set(), {"L1"})


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
    loaded, left = judged(landing, ASKED, sieved(tmp_path, landing, buckets, watched))

    assert left == whole
    assert (loaded.payload(), loaded.findings, loaded.tables) == (report.payload(), report.findings, report.tables)
    assert {task["table"] for task, made in done if task["kind"] == "keys" and "routed" not in made} >= {"ledger_entries"}


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


@FURTHER
def test_two_tries_of_one_task_never_mix(tmp_path, landing):
    """The first try of each bucket left all it had written, as a worker does that is killed at its end."""

    def twice(tasks):
        here(tasks)
        return here(tasks)

    _, whole = judged(landing, ASKED)
    assert judged(landing, ASKED, sieved(tmp_path, landing, 3, twice))[1] == whole


# The register.


def test_a_lease_in_a_batch_without_an_answer_keeps_its_rows(tmp_path, landing):
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
