-- Grain: one row a credit (payment, credit note or write-off) booked on or before the as-of date.
-- Rule: rules.md, Arrears 2 and 3. What is neither reversed nor allocated is unallocated money, never below 0.
{{ config(materialized='view') }}

with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

reversals as (
    select
        entries.reverses_entry_id as credit_entry_id,
        entries.lease_id,
        {{ money('sum(entries.amount)') }} as amount
    from {{ ref('stg_ledger_entries') }} as entries
    inner join run on entries.booked_on <= run.as_of_date
    where entries.entry_type = 'reversal'
    group by entries.reverses_entry_id, entries.lease_id
),

allocated as (
    select
        credit_entry_id,
        {{ money('sum(amount)') }} as amount
    from {{ ref('int_counted_allocations') }}
    group by credit_entry_id
),

credits as (
    select
        entries.entry_id,
        entries.lease_id,
        entries.entry_type,
        entries.booked_on,
        entries.amount,
        coalesce(reversals.amount, 0) as reversed_amount,
        coalesce(allocated.amount, 0) as allocated_amount
    from {{ ref('stg_ledger_entries') }} as entries
    inner join run on entries.booked_on <= run.as_of_date
    left join reversals on entries.entry_id = reversals.credit_entry_id and entries.lease_id = reversals.lease_id
    left join allocated on entries.entry_id = allocated.credit_entry_id
    where entries.entry_type in {{ credit_types() }}
)

select
    entry_id,
    lease_id,
    entry_type,
    booked_on,
    amount,
    {{ money('reversed_amount') }} as reversed_amount,
    {{ money('allocated_amount') }} as allocated_amount,
    {{ money('greatest(0, amount - reversed_amount - allocated_amount)') }} as unallocated_amount
from credits
