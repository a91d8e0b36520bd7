-- Grain: one row a lease that has a charge or a credit on or before the as-of date.
-- Rule: rules.md, Arrears 4, 5 and 7. Unallocated money settles due rent and service charges before anything else, so a lease has
-- arrears exactly where these exceed it; only such leases need their charges put in order (int_open_charges).
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

charged as (
    select
        charges.lease_id,
        sum(charges.amount) as charged_amount,
        sum(case when charges.is_rent and charges.due_on < run.as_of_date then charges.remaining_amount else 0 end)
            as due_rent_amount,
        sum(case when charges.allocated_amount > charges.amount then 1 else 0 end) as charges_over_allocated
    from {{ ref('int_charges') }} as charges
    cross join run
    group by charges.lease_id
),

credited as (
    select
        lease_id,
        sum(amount - least(amount, reversed_amount)) as credited_amount,
        sum(unallocated_amount) as pool_amount,
        sum(case when reversed_amount > amount then 1 else 0 end) as credits_over_reversed,
        sum(case when allocated_amount > amount then 1 else 0 end) as credits_over_allocated
    from {{ ref('int_credits') }}
    group by lease_id
)

select
    coalesce(charged.lease_id, credited.lease_id) as lease_id,
    {{ money('coalesce(charged.charged_amount, 0)') }} as charged_amount,
    {{ money('coalesce(credited.credited_amount, 0)') }} as credited_amount,
    {{ money('coalesce(charged.due_rent_amount, 0)') }} as due_rent_amount,
    {{ money('coalesce(credited.pool_amount, 0)') }} as pool_amount,
    cast(coalesce(charged.charges_over_allocated, 0) as integer) as charges_over_allocated,
    cast(coalesce(credited.credits_over_reversed, 0) as integer) as credits_over_reversed,
    cast(coalesce(credited.credits_over_allocated, 0) as integer) as credits_over_allocated
from charged
full outer join credited on charged.lease_id = credited.lease_id
