-- Grain: one row of allocations that counts on the as-of date (no key of its own: several rows a pair add up).
-- Rule: rules.md, Arrears 2 and 3. An allocation of a credit that has any reversal, or to a charge of the lease that is not
-- booked yet, does not count: its money stays with the credit. The lease is that of the credit.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

seen_allocations as (
    select
        allocations.credit_entry_id,
        allocations.charge_entry_id,
        allocations.amount
    from {{ ref('stg_allocations') }} as allocations
    inner join run on allocations.allocated_on <= run.as_of_date
),

seen_credits as (
    select
        entries.entry_id,
        entries.lease_id
    from {{ ref('stg_ledger_entries') }} as entries
    inner join run on entries.booked_on <= run.as_of_date
    where entries.entry_type in {{ credit_types() }}
),

reversed_credits as (
    select distinct
        entries.reverses_entry_id as entry_id,
        entries.lease_id
    from {{ ref('stg_ledger_entries') }} as entries
    inner join run on entries.booked_on <= run.as_of_date
    where entries.entry_type = 'reversal'
),

charges as (
    select
        entries.entry_id,
        entries.lease_id,
        entries.booked_on > run.as_of_date as is_still_to_be_booked
    from {{ ref('stg_ledger_entries') }} as entries
    cross join run
    where entries.entry_type = 'charge'
)

select
    seen_credits.lease_id,
    seen_allocations.credit_entry_id,
    seen_allocations.charge_entry_id,
    seen_allocations.amount,
    charges.entry_id is not null as names_a_charge_of_the_lease
from seen_allocations
inner join seen_credits on seen_allocations.credit_entry_id = seen_credits.entry_id
left join reversed_credits
    on seen_credits.entry_id = reversed_credits.entry_id
    and seen_credits.lease_id = reversed_credits.lease_id
left join charges
    on seen_allocations.charge_entry_id = charges.entry_id
    and seen_credits.lease_id = charges.lease_id
where
    reversed_credits.entry_id is null
    and coalesce(charges.is_still_to_be_booked, false) = false
