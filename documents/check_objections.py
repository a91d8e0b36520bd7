"""Objections that keep nothing back in `check`, in Dutch: of people who are on no contract, as a tenant or a co-tenant.

Belongs here: how many there are, where they stand, and what to do about each kind. Does not belong here: an objection that names
nobody, which holds all signals back (check_words.py), or one whose person surely has another number, which is refused
(sources/guards/objectors.py).

Of a tenant who left it is as it should be; of whoever lives there, he is reported although he objected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import duckdb

from documents.dutch import counted
from validations.problems import ROWS_SHOWN

# Those whose name somebody else has who is on a contract that runs come first.
_SQL = """
with on_a_lease as (
    select tenant_id, ended_on from landing.leases where tenant_id is not null
    union all
    select tenant_id, until_on from landing.co_tenants where tenant_id is not null
),

names as (
    select lower(tenants.last_name) as name, lower(tenants.initials) as initials
    from landing.tenants as tenants
    inner join on_a_lease on tenants.tenant_id = on_a_lease.tenant_id
    where coalesce(on_a_lease.ended_on >= $as_of, true) and tenants.tenant_type = 'person'
),

objections as (select row_number() over () as row, * from landing.objections)

select
    objections.row,
    exists (
        select 1 from names
        where names.name = lower(tenants.last_name) and coalesce(names.initials = lower(tenants.initials), true)
    ) as has_namesake
from objections
inner join landing.tenants as tenants on objections.tenant_id = tenants.tenant_id
where
    (objections.withdrawn_on is null or objections.withdrawn_on > $as_of)
    and objections.tenant_id not in (select tenant_id from on_a_lease)
order by has_namesake desc, objections.row
"""


def of_nobody(
    con: duckdb.DuckDBPyConnection, as_of: date, where: Callable[[str, tuple[int, ...]], str] | None = None
) -> Iterator[str]:
    """A line about all of them, if there are any. `where`: says where rows stand."""
    found = con.execute(_SQL, {"as_of": as_of}).fetchall()
    if not found:
        return
    more = " en meer" * (len(found) > ROWS_SHOWN)
    at = f" ({where('objections', tuple(row for row, _ in found[:ROWS_SHOWN]))}{more})" if where else ""
    alike = sum(has_namesake for _, has_namesake in found)
    named = (
        f" Bij {alike} daarvan huurt nu iemand met dezelfde naam: is dat dezelfde mens, dan wordt hij zo gemeld." if alike else ""
    )
    yield (
        f"! {counted(len(found), 'bezwaar', 'bezwaren')} van wie op geen contract staat, als huurder noch als medehuurder{at}: "
        "dat houdt zo geen melding tegen. Is hij vertrokken, dan is dat goed. Woont hij mee, zet hem dan bij de medehuurders; "
        f"staat hij er onder een ander nummer, zet het bezwaar dan bij dat nummer.{named}"
    )
