"""An objection taken back and an arrangement ended or broken are shown of a lease that they keep from being reported no more."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from documents.explanation import FACTS
from documents.no_longer import no_longer

DAY, LATER = date(2026, 11, 20), date(2026, 12, 1)


def tables(objections=(), arrangements=(), co_tenants=()):
    """The tables of a load: (tenant, received, withdrawn), (agreed, ended, broken) of lease L1 of H1, (tenant, from, until)."""
    con = duckdb.connect()
    con.execute("create schema landing; create schema staging")
    con.execute("create table staging.stg_run_parameters as select ? as as_of_date", [DAY])
    con.execute("create table landing.leases as select 'L1' as lease_id, 'H1' as tenant_id union all select 'L2', 'H2'")
    con.execute("create table landing.objections (tenant_id text, received_on date, withdrawn_on date)")
    con.execute("create table landing.co_tenants (lease_id text, tenant_id text, from_on date, until_on date)")
    con.execute("create table landing.payment_arrangements "
                "(arrangement_id text, lease_id text, agreed_on date, ended_on date, broken_on date)")  # fmt: skip
    for row in objections:
        con.execute("insert into landing.objections values (?, ?, ?)", row)
    for row in co_tenants:
        con.execute("insert into landing.co_tenants values ('L1', ?, ?, ?)", row)
    for number, row in enumerate(arrangements):
        con.execute("insert into landing.payment_arrangements values (?, 'L1', ?, ?, ?)", [f"R{number}", *row])
    return con


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("H1", date(2026, 3, 1), date(2026, 6, 5)), "geen bezwaar; eerder: bezwaar van 01-03-2026, ingetrokken op 05-06-2026"),
        (("H3", date(2026, 3, 1), DAY), "geen bezwaar; eerder: bezwaar van een medehuurder van 01-03-2026, ingetrokken op "
         "20-11-2026"),
        (("H1", date(2026, 3, 1), LATER), "geen bezwaar"), (("H1", date(2026, 3, 1), None), "geen bezwaar"),
        (("H2", date(2026, 3, 1), date(2026, 6, 5)), "geen bezwaar"),
    ],
)  # fmt: skip
def test_an_objection_that_was_taken_back_by_then_is_shown_of_whoever_is_on_the_lease(row, said):
    past = no_longer(tables([row], co_tenants=[("H3", None, None), ("H4", None, date(2020, 1, 1))]), "L1", DAY)
    assert FACTS["objection"](past) == said


@pytest.mark.parametrize(
    ("ended", "broken", "said"),
    [
        (None, date(2026, 10, 10), "; eerder: regeling van 20-08-2026, niet nagekomen op 10-10-2026"),
        (date(2026, 9, 30), None, "; eerder: regeling van 20-08-2026, beëindigd op 30-09-2026"),
        (date(2026, 10, 30), date(2026, 10, 10), "; eerder: regeling van 20-08-2026, niet nagekomen op 10-10-2026"),
        (date(2026, 10, 1), LATER, "; eerder: regeling van 20-08-2026, beëindigd op 01-10-2026"),
        (None, None, ""), (LATER, None, ""),
    ],
)  # fmt: skip
def test_an_arrangement_that_was_over_by_then_is_shown_with_how_it_ended(ended, broken, said):
    past = no_longer(tables(arrangements=[(date(2026, 8, 20), ended, broken)]), "L1", DAY)
    assert FACTS["payment_arrangement"](past) == f"geen regeling van kracht{said}"


def test_beside_what_is_in_force_the_newest_that_are_over_are_shown_too():
    rows = [(date(2020 + n, 1, 1), date(2020 + n, 2, 1), None) for n in range(5)]
    past = no_longer(tables(arrangements=rows), "L1", DAY)["past_arrangements"]
    assert past.split("; ")[0].startswith("regeling van 01-01-2024") and past.count("regeling") == 3
    facts = {"arrangement_id": "R9", "arrangement_agreed_on": date(2026, 9, 1), "past_arrangements": past}
    assert FACTS["payment_arrangement"](facts).startswith("afgesproken op 01-09-2026; eerder: regeling")


def test_of_another_day_than_that_of_the_tables_nothing_is_shown():
    row = ("H1", date(2026, 3, 1), date(2026, 6, 5))
    assert no_longer(tables([row]), "L1", date(2026, 10, 20)) == no_longer(duckdb.connect(), "L1", DAY) == {}
