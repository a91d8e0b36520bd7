-- Grain: one row per lease that has an entry in its ledger on or before the as-of date.
-- Rule: docs/rules.md 1.2 and 1.5: what was booked, before reversals and allocations. The one pass over the whole ledger.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

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
)

select
    lease_id,
    {{ money('charged_amount') }} as charged_amount,
    {{ money('due_rent_amount') }} as due_rent_amount,
    {{ money('credit_amount') }} as credit_amount
from booked
