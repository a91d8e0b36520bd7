-- Grain: one row per piece of money that somebody's books have and our count of a lease cannot hold, as of the as-of date.
-- Rule: docs/rules.md 1.7; docs/landing-tables.md, "Tables". With the lease it would concern where one is named, and whether that
-- lease is in arrears, so that a person looks there first.
with

-- Hardly ever any: the ledger is then not compared with all leases entry by entry.
unknown_leases as (
    select balances.lease_id
    from {{ ref('int_lease_balances') }} as balances
    left join {{ ref('stg_leases') }} as leases on balances.lease_id = leases.lease_id
    where leases.lease_id is null
),

pieces as (
    select
        'credit_of_unknown_lease' as kind,
        entries.entry_id as reference,
        cast(null as varchar) as lease_id,
        entries.amount
    from unknown_leases
    inner join {{ ref('stg_ledger_entries') }} as entries on unknown_leases.lease_id = entries.lease_id
    inner join {{ ref('stg_run_parameters') }} as run on entries.booked_on <= run.as_of_date
    where entries.entry_type in {{ credit_types() }}
    union all
    select
        'allocation_of_unknown_credit' as kind,
        credit_entry_id as reference,
        charge_lease_id as lease_id,
        amount
    from {{ ref('int_allocations') }}
    where not names_a_credit
    union all
    select
        'allocation_of_another_lease' as kind,
        credit_entry_id as reference,
        charge_lease_id as lease_id,
        amount
    from {{ ref('int_allocations') }}
    where is_counted and is_charge_booked and charge_lease_id <> lease_id
    union all
    select
        'stated_balance_differs' as kind,
        lease_id as reference,
        lease_id,
        abs(our_amount - stated_amount) as amount
    from {{ ref('int_stated_balances') }}
    where is_lower or is_higher
)

select
    run.as_of_date,
    pieces.kind,
    pieces.reference,
    pieces.lease_id,
    {{ money('pieces.amount') }} as amount,
    arrears.lease_id is not null as has_arrears
from pieces
cross join {{ ref('stg_run_parameters') }} as run
left join {{ ref('int_lease_arrears') }} as arrears on pieces.lease_id = arrears.lease_id
order by pieces.kind, pieces.reference, pieces.lease_id, pieces.amount
