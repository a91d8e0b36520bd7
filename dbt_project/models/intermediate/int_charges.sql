-- Grain: one row a charge booked on or before the as-of date.
-- Rule: rules.md, Arrears 3. What explicit allocations leave of it is still to be settled, never below 0: a charge that got too
-- much is settled, and the excess settles nothing else.
{{ config(materialized='view') }}

with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

allocated as (
    select
        charge_entry_id,
        {{ money('sum(amount)') }} as amount
    from {{ ref('int_counted_allocations') }}
    where names_a_charge_of_the_lease
    group by charge_entry_id
),

charges as (
    select
        entries.entry_id,
        entries.lease_id,
        entries.category,
        entries.category in ('rent', 'service_charges') as is_rent,
        entries.booked_on,
        entries.due_on,
        entries.amount,
        coalesce(allocated.amount, 0) as allocated_amount
    from {{ ref('stg_ledger_entries') }} as entries
    inner join run on entries.booked_on <= run.as_of_date
    left join allocated on entries.entry_id = allocated.charge_entry_id
    where entries.entry_type = 'charge'
)

select
    entry_id,
    lease_id,
    category,
    is_rent,
    booked_on,
    due_on,
    amount,
    {{ money('allocated_amount') }} as allocated_amount,
    {{ money('greatest(0, amount - allocated_amount)') }} as remaining_amount
from charges
