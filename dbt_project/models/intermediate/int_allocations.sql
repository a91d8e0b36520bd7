-- Grain: one row of allocations made on or before the as-of date (no key of its own: several rows a pair add up).
-- Rule: docs/rules.md 1.2, 1.3, 1.7. An allocation belongs to the lease of its credit. It counts where that credit is booked and
-- has no reversal, and its charge is not still to be booked; otherwise its money stays with the credit.
-- The credits are looked up first and set aside: with both lookups in one statement, some numbers of rows exhaust its memory.
{{ config(meta={'stored_uncompressed': ['credit_entry_id', 'charge_entry_id'], 'set_aside': 'credited'}) }}

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

credits as (
    select
        entry_id,
        lease_id,
        booked_on,
        amount
    from {{ ref('stg_ledger_entries') }}
    where entry_type in {{ credit_types() }}
),

charges as (
    select
        entry_id,
        lease_id,
        booked_on,
        amount,
        {{ is_rent('category') }} as is_rent,
        due_on
    from {{ ref('stg_ledger_entries') }}
    where entry_type = 'charge'
),

reversed_credits as (
    select distinct reverses_entry_id as entry_id
    from {{ ref('int_reversals') }}
    where names_a_credit
),

credited as materialized (
    select
        seen_allocations.credit_entry_id,
        seen_allocations.charge_entry_id,
        seen_allocations.amount,
        credits.lease_id as credit_lease_id,
        credits.booked_on as credit_booked_on,
        credits.amount as credit_amount,
        credits.entry_id is not null as names_a_credit
    from seen_allocations
    left join credits on seen_allocations.credit_entry_id = credits.entry_id
),

linked as (
    select
        credited.credit_entry_id,
        credited.charge_entry_id,
        credited.amount,
        credited.credit_amount,
        credited.names_a_credit,
        coalesce(credited.credit_lease_id, charges.lease_id) as lease_id,
        charges.amount as charge_amount,
        charges.is_rent and charges.due_on < run.as_of_date as is_due_rent,
        charges.lease_id as charge_lease_id,
        coalesce(charges.booked_on <= run.as_of_date, false) as is_charge_booked,
        coalesce(credited.credit_booked_on <= run.as_of_date, false) as is_credit_booked,
        reversed_credits.entry_id is not null as is_credit_reversed,
        coalesce(charges.lease_id = credited.credit_lease_id, false) as names_a_charge_of_the_lease,
        coalesce(charges.lease_id = credited.credit_lease_id and charges.booked_on > run.as_of_date, false)
            as is_charge_still_to_be_booked
    from credited
    cross join run
    left join charges on credited.charge_entry_id = charges.entry_id
    left join reversed_credits on credited.credit_entry_id = reversed_credits.entry_id
)

select
    lease_id,
    credit_entry_id,
    charge_entry_id,
    amount,
    credit_amount,
    charge_amount,
    charge_lease_id,
    is_charge_booked,
    coalesce(is_due_rent, false) as is_due_rent,
    names_a_credit,
    names_a_charge_of_the_lease,
    is_credit_booked and not is_credit_reversed and not is_charge_still_to_be_booked as is_counted
from linked
