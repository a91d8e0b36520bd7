"""What spoke against reporting a lease once, and no more, in Dutch: an objection taken back, an arrangement ended or broken.

Belongs here: those of one lease, as `explain` says them. Does not belong here: deciding what is in force (dbt,
int_objections_in_force and int_payment_arrangements_in_force).

Whoever knows the tenant remembers the objection or the arrangement, and must see that it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import duckdb

from documents.dutch import day
from exports.ground.duck import is_there, rows

MOST = 3  # the newest first
# The tables are those of the last load (docs/rules.md 2.4, 2.5, 2.10).
_IS_LAST_RUN = "select 1 from staging.stg_run_parameters where as_of_date = $as_of"
_OBJECTIONS = f"""
with people as (
    select tenant_id, false as is_co_tenant from landing.leases where lease_id = $lease
    union
    select tenant_id, true
    from landing.co_tenants
    where lease_id = $lease and coalesce(from_on <= $as_of, true) and coalesce(until_on >= $as_of, true)
)
select objections.received_on, objections.withdrawn_on, bool_and(people.is_co_tenant) as is_of_co_tenant
from landing.objections as objections
inner join people on objections.tenant_id = people.tenant_id
where objections.received_on <= $as_of and objections.withdrawn_on <= $as_of
group by all
order by objections.received_on desc, objections.withdrawn_on desc
limit {MOST}
"""
_ARRANGEMENTS = f"""
select agreed_on, least(ended_on, broken_on) as over_on, coalesce(broken_on <= least(ended_on, $as_of), false) as is_broken
from landing.payment_arrangements
where lease_id = $lease and agreed_on <= $as_of and least(ended_on, broken_on) <= $as_of
order by agreed_on desc, arrangement_id
limit {MOST}
"""


def no_longer(con: duckdb.DuckDBPyConnection, lease_id: str, as_of: date) -> dict[str, str]:
    """What `explain` adds about objections and arrangements; nothing where the tables are of another day than `as_of`."""
    tables = ("leases", "co_tenants", "objections", "payment_arrangements")
    if not all(is_there(con, f"landing.{each}") for each in tables) or not rows(con, _IS_LAST_RUN, {"as_of": as_of}):
        return {}
    asked = {"lease": lease_id, "as_of": as_of}
    return {
        "past_objections": "; ".join(map(_objection, rows(con, _OBJECTIONS, asked))),
        "past_arrangements": "; ".join(map(_arrangement, rows(con, _ARRANGEMENTS, asked))),
    }


def _objection(row: Mapping[str, Any]) -> str:
    whose = " van een medehuurder" if row["is_of_co_tenant"] else ""
    return f"bezwaar{whose} van {day(row['received_on'])}, ingetrokken op {day(row['withdrawn_on'])}"


def _arrangement(row: Mapping[str, Any]) -> str:
    how = "niet nagekomen" if row["is_broken"] else "beëindigd"
    return f"regeling van {day(row['agreed_on'])}, {how} op {day(row['over_on'])}"
