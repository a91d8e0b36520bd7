"""The source's own open balance beside ours: the quickest proof that the arithmetic is right, or the mapping wrong.

Belongs here: what VERA's `saldo` adds up to per lease, and the comparison with the warehouse. Does not belong here: how
our balance is worked out (dbt), or what to do about a difference (a person).
"""

from __future__ import annotations

import glob
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from exports.ground.duck import count_of

SCHEMA = "landing_extra"
TABLE = "stated_balances"
OTHERS = "balances_of_others"  # our balances of leases that a sieve left out of the models; of a whole ledger, none
OURS = f"""(
    select lease_id, charged_amount, credited_amount from intermediate.int_lease_balances
    union all
    select lease_id, charged_amount, credited_amount from {SCHEMA}.{OTHERS}
)"""

# A lease counts only where every booking that we count states its saldo, and where nothing stands in an arrangement's
# own bookings: the source moves open invoices there, and we leave those bookings out, so the two could not agree.
STATED_SQL = """
with buiten as (
    select distinct own.lease_id from vera.tellend as t
    join vera.tellend as own on own.id = t.id
    where t.verdict = 'telt_niet' and own.lease_id is not null and coalesce(t.stated, 0) <> 0
)
select lease_id, cast(sum(stated) as decimal(18, 2)) as stated_open
from vera.tellend
where verdict is null and lease_id not in (select lease_id from buiten)
group by lease_id
having count(stated) = count(*)
order by lease_id
"""
# What the source has open of rent and service charges past due, for the landing table `stated_balances`
# (docs/rules.md 1.7): only where each of these states its saldo. Money that the source has not settled yet is taken off, and
# what a storno left open is added: a source may open the charge again, or leave it settled and the storno or its receipt
# open. A source that already booked receipts after the as-of date speaks of a later day, which the models then leave out.
OPEN_RENT_SQL = """
with buiten as (
    select distinct own.lease_id from vera.tellend as t
    join vera.tellend as own on own.id = t.id
    where t.verdict = 'telt_niet' and own.lease_id is not null and coalesce(t.stated, 0) <> 0
),
seen as (
    select *, category in ('rent', 'service_charges') and entry_type = 'charge' and due_on < as_of() as is_due_rent
    from vera.tellend where verdict is null
),
stand as (
    select greatest(as_of(), coalesce(max(booked_on) filter (entry_type = 'payment'), as_of())) as as_of from seen
)
select lease_id, any_value(stand.as_of) as as_of,
    cast(greatest(
        coalesce(sum(stated) filter (is_due_rent), 0)
        + coalesce(sum(stated) filter (entry_type <> 'charge'), 0), 0) as decimal(18, 2)) as open_rent
from seen cross join stand
where lease_id not in (select lease_id from buiten)
group by lease_id
having count(*) filter (is_due_rent) > 0 and count(stated) filter (is_due_rent) = count(*) filter (is_due_rent)
order by lease_id
"""
# What is owed less what was credited: the same however allocations run, so a difference means bookings that are missing,
# counted twice or read with the wrong meaning or sign.
DIFFERENCES_SQL = """
select s.lease_id, coalesce(o.charged_amount - o.credited_amount, 0) as ours, s.stated_open as theirs
from {stated} as s left join {balances} as o using (lease_id)
where coalesce(o.charged_amount - o.credited_amount, 0) <> s.stated_open
order by abs(coalesce(o.charged_amount - o.credited_amount, 0) - s.stated_open) desc, s.lease_id
"""


@dataclass(frozen=True)
class SaldoDifference:
    """One lease of which we and the source disagree: euros open by our count and by theirs, negative where too much was
    paid.
    """

    lease_id: str
    ours: Decimal
    theirs: Decimal

    @property
    def difference(self) -> Decimal:
        """Ours minus theirs."""
        return self.ours - self.theirs


def load_stated_balances(con: duckdb.DuckDBPyConnection, path: Path | None, others: Path | None = None) -> int:
    """Makes `landing_extra.stated_balances` (lease_id, stated_open) from the prepared file, empty without one; gives
    its rows. `others`: a folder with our balances of leases that a sieve left out.
    """
    con.execute(f"create schema if not exists {SCHEMA}")
    con.execute(f"create or replace table {SCHEMA}.{TABLE} (lease_id varchar, stated_open decimal(18, 2))")
    if path is not None:
        con.execute(f"insert into {SCHEMA}.{TABLE} select lease_id, stated_open from read_parquet(?)", [glob.escape(str(path))])
    money = "decimal(18, 2)"
    con.execute(f"create or replace table {SCHEMA}.{OTHERS} (lease_id varchar, charged_amount {money}, credited_amount {money})")
    if others is not None:
        files = [glob.escape(str(each)) for each in sorted(others.glob("*.parquet"))]
        con.execute(f"insert into {SCHEMA}.{OTHERS} by name from read_parquet(?)", [files])
    return count_of(con, f"select count(*) from {SCHEMA}.{TABLE}")


def saldo_differences(
    con: duckdb.DuckDBPyConnection,
    *,
    balances: str = OURS,
    stated: str = f"{SCHEMA}.{TABLE}",
) -> list[SaldoDifference]:
    """The leases of which our balance and the source's saldo differ, largest difference first.

    The source states its balance on the day of its export; where the as-of date is earlier, what was booked in between
    is a difference too.

    Args:
        con: the warehouse, after the models ran.
        balances: ours, with `lease_id`, `charged_amount` and `credited_amount` (net of reversals).
        stated: the source's, with `lease_id` and `stated_open`.
    """
    rows = con.execute(DIFFERENCES_SQL.format(balances=balances, stated=stated)).fetchall()
    return [SaldoDifference(*row) for row in rows]
