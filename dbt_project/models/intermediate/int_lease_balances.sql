-- Grain: one row per lease that has an entry in its ledger on or before the as-of date.
-- Rule: docs/rules.md 1.4, 1.5, 1.7. Unallocated money settles due rent and service charges before anything else, so a lease has
-- arrears exactly where these exceed it; only such leases need their charges put in order (int_open_charges).
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

-- The one pass over the whole ledger.
booked as (
    select
        entries.lease_id,
        sum(case when entries.entry_type = 'charge' then entries.amount else 0 end) as charged_amount,
        sum(
            case
                when entries.entry_type = 'charge' and {{ is_rent('entries.category') }} and entries.due_on < run.as_of_date
                    then entries.amount
                else 0
            end
        ) as due_rent_amount,
        sum(case when entries.entry_type in {{ credit_types() }} then entries.amount else 0 end) as credit_amount
    from {{ ref('stg_ledger_entries') }} as entries
    inner join run on entries.booked_on <= run.as_of_date
    group by entries.lease_id
),

used as (
    select
        lease_id,
        sum(amount - unallocated_amount) as used_amount,
        sum(least(amount, reversed_amount)) as reversed_amount,
        sum(case when reversed_amount > amount then 1 else 0 end) as credits_over_reversed,
        sum(case when allocated_amount > amount then 1 else 0 end) as credits_over_allocated
    from {{ ref('int_used_credits') }}
    group by lease_id
),

allocated as (
    select
        lease_id,
        sum(case when is_due_rent then amount - remaining_amount else 0 end) as due_rent_amount,
        sum(case when allocated_amount > amount then 1 else 0 end) as charges_over_allocated
    from {{ ref('int_allocated_charges') }}
    group by lease_id
)

select
    booked.lease_id,
    {{ money('booked.charged_amount') }} as charged_amount,
    {{ money('booked.credit_amount - coalesce(used.reversed_amount, 0)') }} as credited_amount,
    {{ money('booked.due_rent_amount - coalesce(allocated.due_rent_amount, 0)') }} as due_rent_amount,
    {{ money('booked.credit_amount - coalesce(used.used_amount, 0)') }} as pool_amount,
    cast(coalesce(allocated.charges_over_allocated, 0) as integer) as charges_over_allocated,
    cast(coalesce(used.credits_over_reversed, 0) as integer) as credits_over_reversed,
    cast(coalesce(used.credits_over_allocated, 0) as integer) as credits_over_allocated
from booked
left join used on booked.lease_id = used.lease_id
left join allocated on booked.lease_id = allocated.lease_id
