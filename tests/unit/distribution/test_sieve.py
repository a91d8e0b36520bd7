"""What a sieve gives back is judged as the whole tables are, read where they lie or routed.

Belongs here: the sieve's tasks in this process, on small portfolios. Does not belong here: what it refuses
(test_sieve_refusals.py), whole runs (tests/integration/test_sieve.py).
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from distribution.sieve import Sieve
from exports.register.log import Register
from tests.builders import AS_OF, Portfolio, row
from tests.support.events import prepared, signal_delivered, signal_facts
from tests.support.sieving import here, in_lease_order, judged, plan, sieved
from tests.unit.models.test_arrears_properties import portfolios_with_money_elsewhere

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
