"""Leases of a bucket whose ledger is plainly in order, which dbt's statements need not look at.

Belongs here: one condition that is enough for having neither arrears nor a finding in the ledger, and setting such rows aside.
Does not belong here: what arrears are. That stands in dbt's models alone, and they judge every lease that is not set aside; this
condition says less than they do, on purpose, and a test holds it to them over any portfolio.

Why it is enough (docs/rules.md 1.2 to 1.7; all as of the as-of date). Of a lease that is set aside every reversal is booked
and takes off a booked credit of the lease, once and no more than it; the allocations of such a credit count nowhere. Every
other allocation, of its credits or of its charges, joins a booked credit to a booked charge of the same lease, and neither is
allocated above its amount. So there is no finding; of the charges past due, of any category, `due - allocated_to_due` is still to
be settled, and `credited - reversed - allocated` is left to settle it. Rent and service charges past due are some of these
charges; where the money suffices for all, it does for them: no arrears. A lease that `leases` does not have is not set aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from distribution.standing import ALLOCATIONS, ENTRIES

LINK = "credit_entry_id, charge_entry_id, amount, allocated_on"
RUN = "(select as_of_date as today from control.run_parameters)"


def write_links(con: duckdb.DuckDBPyConnection, credits: str) -> None:
    """`links`: the bucket's allocations, each with the credit and the entry that it names, where these are there.
    `ledgers`: the totals of each lease that has entries. `reversals`: each, and whether it takes off a credit as it should.
    """
    for name, sql in (("reversals", REVERSALS), ("links", LINKS), ("ledgers", LEDGERS)):
        con.execute(
            f"create temp table {name} as {sql.format(entries=ENTRIES, allocations=ALLOCATIONS, credits=credits, run=RUN)}"
        )


def set_aside(con: duckdb.DuckDBPyConnection, task: Mapping[str, Any]) -> None:
    """Stand up the tables that dbt's statements read: without the leases in order, unless their balances are asked for."""
    if task["balances"]:
        con.execute("create temp table in_order (lease_id varchar)")
        con.execute(f"create view landing.ledger_entries as from {ENTRIES}")
        con.execute(f"create view landing.allocations as from {ALLOCATIONS}")
        return
    con.execute(f"create temp table in_order as {IN_ORDER.format(run=RUN)}")
    con.execute(f"create table landing.ledger_entries as from {ENTRIES} anti join in_order using (lease_id)")
    rest = "links anti join in_order on links.credit_lease_id = in_order.lease_id"
    con.execute(f"create table landing.allocations as select {LINK} from {rest}")


REVERSALS = """
with reversals as (
    select entry_id, lease_id, reverses_entry_id, booked_on, amount, count(*) over (partition by reverses_entry_id) as n
    from {entries}
    where entry_type = 'reversal'
),
plain as (
    select reversals.entry_id
    from {entries} as credits
    inner join reversals on credits.entry_id = reversals.reverses_entry_id
    cross join {run}
    where
        reversals.n = 1 and reversals.booked_on <= today and reversals.amount <= credits.amount
        and credits.lease_id = reversals.lease_id and credits.entry_type in {credits} and credits.booked_on <= today
)
select lease_id, reverses_entry_id, entry_id in (from plain) as is_plain
from reversals
"""
# The type of a credit is looked at after the join: allocations are fewer than entries, and DuckDB then keeps these at hand.
LINKS = """
select
    links.*,
    case when credits.entry_type in {credits} then credits.lease_id end as credit_lease_id,
    credits.amount as credit_amount, credits.booked_on as credit_booked_on,
    entries.lease_id as charge_lease_id, entries.amount as charge_amount, entries.booked_on as charge_booked_on,
    entries.due_on as charge_due_on, entries.entry_type as charge_type,
    reversals.reverses_entry_id is not null as is_reversed
from {allocations} as links
left join {entries} as credits on links.credit_entry_id = credits.entry_id
left join {entries} as entries on links.charge_entry_id = entries.entry_id
left join (from reversals where is_plain) as reversals on links.credit_entry_id = reversals.reverses_entry_id
"""
LEDGERS = """
select
    lease_id,
    coalesce(sum(amount) filter (entry_type = 'charge' and booked_on <= today and due_on < today), 0) as due,
    coalesce(sum(amount) filter (entry_type in {credits} and booked_on <= today), 0) as credited,
    coalesce(sum(amount) filter (entry_type = 'reversal'), 0) as reversed
from {entries} cross join {run}
group by lease_id
"""
IN_ORDER = """
-- By a hash: of two numbers that share one the total is only larger, and the amount that it is held against smaller.
with credits_above as (
    select hash(credit_entry_id) as hash from links where not is_reversed group by hash having sum(amount) > min(credit_amount)
),
charges_above as (
    select hash(charge_entry_id) as hash from links where not is_reversed group by hash having sum(amount) > min(charge_amount)
),
odd_links as (
    select credit_lease_id, charge_lease_id
    from links cross join {run}
    where
        (credit_lease_id = charge_lease_id and charge_type = 'charge') is distinct from true
        or (not is_reversed and (
            (allocated_on <= today and credit_booked_on <= today and charge_booked_on <= today) is distinct from true
            or hash(credit_entry_id) in (from credits_above)
            or hash(charge_entry_id) in (from charges_above)
        ))
),
odd as (
    select lease_id from reversals where not is_plain
    union
    select credit_lease_id from odd_links
    union
    select charge_lease_id from odd_links
),
linked as (
    select
        credit_lease_id as lease_id,
        sum(amount) as allocated,
        coalesce(sum(amount) filter (charge_due_on < today), 0) as allocated_to_due
    from links cross join {run}
    where not is_reversed
    group by credit_lease_id
)
select ledgers.lease_id
from ledgers
semi join landing.leases using (lease_id)
anti join odd using (lease_id)
left join linked using (lease_id)
where due - coalesce(allocated_to_due, 0) <= credited - reversed - coalesce(allocated, 0)
"""
