-- Grain: one row a charge that is open on the as-of date, of every category, due or not, of leases that have arrears.
-- Rule: rules.md, Arrears 4. Unallocated money settles rent and service charges by due date and entry number, then the rest.
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

queue as (
    select
        charges.*,
        leases_short_of_money.pool_amount as lease_pool_amount,
        coalesce(sum(charges.remaining_amount) over (
            partition by charges.lease_id
            order by case when charges.is_rent then 0 else 1 end, charges.due_on, charges.entry_id
            rows between unbounded preceding and 1 preceding
        ), 0) as amount_before
    from {{ ref('int_charges') }} as charges
    inner join leases_short_of_money on charges.lease_id = leases_short_of_money.lease_id
    where charges.remaining_amount > 0
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
    settled.allocated_amount,
    {{ money('settled.share_of_pool') }} as pool_amount,
    {{ money('settled.remaining_amount - settled.share_of_pool') }} as open_amount,
    settled.is_rent and settled.due_on < run.as_of_date as is_in_arrears
from settled
cross join run
where settled.remaining_amount > settled.share_of_pool
