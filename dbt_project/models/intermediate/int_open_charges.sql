-- Grain: one row per charge that is open on the as-of date, of every category, due or not, of leases that have arrears.
-- Rule: docs/rules.md 1.4. Unallocated money settles rent and service charges by due date and entry number, then the rest.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

leases_short_of_money as (
    select
        lease_id,
        pool_amount
    from {{ ref('int_lease_balances') }}
    where due_rent_amount > pool_amount
),

allocations as (
    select allocations.*
    from {{ ref('int_allocations') }} as allocations
    inner join leases_short_of_money on allocations.lease_id = leases_short_of_money.lease_id
),

allocated_charges as (
    {{ allocated_charges('allocations') }}
),

charges as (
    select
        entries.entry_id,
        entries.lease_id,
        entries.category,
        {{ is_rent('entries.category') }} as is_rent,
        entries.booked_on,
        entries.due_on,
        entries.amount,
        coalesce(allocated.allocated_amount, 0) as allocated_amount,
        coalesce(allocated.remaining_amount, entries.amount) as remaining_amount,
        leases_short_of_money.pool_amount as lease_pool_amount
    from {{ ref('stg_ledger_entries') }} as entries
    inner join run on entries.booked_on <= run.as_of_date
    inner join leases_short_of_money on entries.lease_id = leases_short_of_money.lease_id
    left join allocated_charges as allocated on entries.entry_id = allocated.entry_id
    where entries.entry_type = 'charge'
),

queue as (
    select
        *,
        coalesce(sum(remaining_amount) over (
            partition by lease_id
            order by case when is_rent then 0 else 1 end, due_on, entry_id
            rows between unbounded preceding and 1 preceding
        ), 0) as amount_before
    from charges
    where remaining_amount > 0
),

settled as (
    select
        *,
        least(remaining_amount, greatest(0, lease_pool_amount - amount_before)) as share_of_pool
    from queue
)

select
    settled.lease_id,
    settled.entry_id,
    settled.category,
    settled.is_rent,
    settled.booked_on,
    settled.due_on,
    settled.amount,
    {{ money('settled.allocated_amount') }} as allocated_amount,
    {{ money('settled.share_of_pool') }} as pool_amount,
    {{ money('settled.remaining_amount - settled.share_of_pool') }} as open_amount,
    settled.is_rent and settled.due_on < run.as_of_date as is_in_arrears
from settled
cross join run
where settled.remaining_amount > settled.share_of_pool
