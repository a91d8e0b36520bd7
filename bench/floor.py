"""The floor: one hand-written DuckDB script that does the same arithmetic, straight from the files, and nothing else.

No contract, no tests, no evidence, no files for the desks: what the arithmetic itself costs.
Usage: python -m bench.floor LANDING AS_OF
"""

import sys

import duckdb

SQL = """
with entries as (select * from read_parquet('{landing}/ledger_entries.parquet') where booked_on <= date '{as_of}'),
reversed as (
    select reverses_entry_id as entry_id, sum(amount) as amount from entries where entry_type = 'reversal' group by 1
),
links as (
    select a.credit_entry_id, a.charge_entry_id, a.amount
    from read_parquet('{landing}/allocations.parquet') as a
    inner join entries as charge on charge.entry_id = a.charge_entry_id
    left join reversed as r on r.entry_id = a.credit_entry_id
    where a.allocated_on <= date '{as_of}' and r.entry_id is null
),
by_credit as (select credit_entry_id as entry_id, sum(amount) as amount from links group by 1),
by_charge as (select charge_entry_id as entry_id, sum(amount) as amount from links group by 1),
pool as (
    select e.lease_id, sum(greatest(0, e.amount - coalesce(r.amount, 0) - coalesce(b.amount, 0))) as money
    from entries as e
    left join reversed as r on r.entry_id = e.entry_id
    left join by_credit as b on b.entry_id = e.entry_id
    where e.entry_type in ('payment', 'credit_note', 'write_off')
    group by 1
),
charges as (
    select e.lease_id, e.entry_id, e.due_on, e.category, greatest(0, e.amount - coalesce(b.amount, 0)) as remaining
    from entries as e left join by_charge as b on b.entry_id = e.entry_id
    where e.entry_type = 'charge'
),
queue as (
    select c.*, coalesce(p.money, 0) as money,
        coalesce(sum(c.remaining) over (
            partition by c.lease_id
            order by case when c.category in ('rent', 'service_charges') then 0 else 1 end, c.due_on, c.entry_id
            rows between unbounded preceding and 1 preceding
        ), 0) as before
    from charges as c left join pool as p on p.lease_id = c.lease_id
)
select count(distinct lease_id), sum(remaining - least(remaining, greatest(0, money - before)))::decimal(18, 2)
from queue
where category in ('rent', 'service_charges') and due_on < date '{as_of}'
    and remaining > least(remaining, greatest(0, money - before))
"""


def main() -> None:
    landing, as_of = sys.argv[1:]
    con = duckdb.connect()
    leases, euros = con.execute(SQL.format(landing=landing, as_of=as_of)).fetchone()
    print(f"result {leases} {euros}")


if __name__ == "__main__":
    main()
