"""The made-up ledgers with what is hard for a sieve: money that crosses leases, addresses of several leases, tables in parts.

Belongs here: making those folders beside the ordinary one, once. What does not change is the same file (a hard link); what is
added lies in a part of its own.
"""

import os
from pathlib import Path

import duckdb

from demo.generator import LARGE_AS_OF

# One lease in 500 pays EUR 25 on the April rent of the next one.
PAYING = """
select lease_id, next_lease_id
from (select lease_id, lead(lease_id) over (order by lease_id) as next_lease_id from read_parquet('{leases}'))
where hash(lease_id, 'pays') % 500 = 0
    and 'C' || next_lease_id || '-1' in (select entry_id from read_parquet('{entries}'))
"""
PAYMENTS = """
select 'X' || lease_id as entry_id, lease_id, 'payment' as entry_type, null::varchar as category, date '2026-04-10' as booked_on,
    null::date as due_on, 25::decimal(18, 2) as amount, null::varchar as reverses_entry_id
from ({paying})
"""
ALLOCATIONS = """
select 'X' || lease_id as credit_entry_id, 'C' || next_lease_id || '-1' as charge_entry_id, 25::decimal(18, 2) as amount,
    date '2026-04-10' as allocated_on
from ({paying})
"""
# One lease in 200 has the address of the one before it.
LEASES = """
select * replace (
    case when hash(lease_id, 'shares') % 200 = 0
        then coalesce(lag(house_number) over (partition by postcode order by lease_id), house_number) else house_number end
    as house_number
)
from read_parquet('{leases}')
order by lease_id
"""
# The morning after, one lease in a hundred has paid one rent more.
PAID_SINCE = """
select 'N' || lease_id as entry_id, lease_id, 'payment' as entry_type, null::varchar as category, date '{day}' as booked_on,
    null::date as due_on, monthly_rent as amount, null::varchar as reverses_entry_id
from read_parquet('{leases}')
where hash(lease_id) % 100 = 0
"""


def harder(landing: Path, target: Path) -> Path:
    """Make `target` from the ordinary folder, once; gives it."""
    if target.exists():
        return target
    partial = _linked(landing, target, ("leases", "ledger_entries", "allocations"))
    named = {"leases": landing / "leases.parquet", "entries": landing / "ledger_entries.parquet"}
    with duckdb.connect() as con:
        for name, sql in (("ledger_entries", PAYMENTS), ("allocations", ALLOCATIONS)):
            (partial / name).mkdir(exist_ok=True)
            os.link(landing / f"{name}.parquet", partial / name / "part-0.parquet")
            _written(con, sql.format(paying=PAYING.format(**named)), partial / name / "part-1.parquet")
        _written(con, LEASES.format(**named), partial / "leases.parquet")
    return partial.rename(target)


def morning_after(landing: Path, target: Path) -> Path:
    """Make the folder of the next morning from the harder one, once; gives it."""
    if target.exists():
        return target
    partial = _linked(landing, target, ())
    with duckdb.connect() as con:
        sql = PAID_SINCE.format(leases=landing / "leases.parquet", day=LARGE_AS_OF)
        _written(con, sql, partial / "ledger_entries" / "part-2.parquet")
    return partial.rename(target)


def put(landing: Path, home: Path) -> None:
    """The same files in a home's landing/."""
    _link_all(landing, home / "landing", ())


def _linked(landing: Path, target: Path, without: tuple[str, ...]) -> Path:
    partial = target.with_suffix(".part")
    partial.mkdir(parents=True)
    _link_all(landing, partial, without)
    return partial


def _link_all(landing: Path, target: Path, without: tuple[str, ...]) -> None:
    for path in landing.rglob("*.parquet"):
        if path.stem not in without:
            place = target / path.relative_to(landing)
            place.parent.mkdir(exist_ok=True)
            os.link(path, place)


def _written(con: duckdb.DuckDBPyConnection, sql: str, path: Path) -> None:
    con.execute(f"copy ({sql}) to '{path}' (format parquet)")
