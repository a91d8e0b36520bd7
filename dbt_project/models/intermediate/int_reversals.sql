-- Grain: one row per reversal booked on or before the as-of date.
-- Rule: docs/rules.md 1.2 and 1.7. It takes its amount off the credit it names, where that is a booked credit of the same
-- lease, and never becomes a charge; where it names no such credit, the ledger is inconsistent.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

reversals as (
    select
        entries.entry_id,
        entries.lease_id,
        entries.reverses_entry_id,
        entries.amount
    from {{ ref('stg_ledger_entries') }} as entries
    inner join run on entries.booked_on <= run.as_of_date
    where entries.entry_type = 'reversal'
),

booked_credits as (
    select
        entries.entry_id,
        entries.lease_id,
        entries.amount
    from {{ ref('stg_ledger_entries') }} as entries
    inner join run on entries.booked_on <= run.as_of_date
    where entries.entry_type in {{ credit_types() }}
)

select
    reversals.entry_id,
    reversals.lease_id,
    reversals.reverses_entry_id,
    reversals.amount,
    credits.amount as credit_amount,
    credits.entry_id is not null as names_a_credit
from reversals
left join booked_credits as credits
    on reversals.reverses_entry_id = credits.entry_id
    and reversals.lease_id = credits.lease_id
