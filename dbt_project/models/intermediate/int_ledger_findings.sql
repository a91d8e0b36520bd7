-- Grain: one row per lease and kind of finding in its ledger or its links, as of the as-of date.
-- Rule: docs/rules.md 1.7 (what makes the ledger inconsistent); docs/landing-tables.md, "Tables".
with

named_leases as (
    select lease_id from {{ ref('int_lease_balances') }}
    union
    select lease_id from {{ ref('stg_collection_actions') }}
    union
    select lease_id from {{ ref('stg_payment_arrangements') }}
    union
    select lease_id from {{ ref('stg_eviction_notices') }}
    union
    select lease_id from {{ ref('stg_collection_cases') }}
    union
    select lease_id from {{ ref('int_stated_balances') }}
),

occurrences as (
    select lease_id, 'reversal_without_credit' as finding, true as makes_inconsistent, 1 as found
    from {{ ref('int_reversals') }}
    where not names_a_credit
    union all
    select lease_id, 'allocation_without_charge', true, 1
    from {{ ref('int_allocations') }}
    where is_counted and not names_a_charge_of_the_lease
    union all
    select lease_id, 'reversals_exceed_credit', true, credits_over_reversed
    from {{ ref('int_lease_balances') }}
    where credits_over_reversed > 0
    union all
    select lease_id, 'allocations_exceed_credit', true, credits_over_allocated
    from {{ ref('int_lease_balances') }}
    where credits_over_allocated > 0
    union all
    select lease_id, 'allocations_exceed_charge', true, charges_over_allocated
    from {{ ref('int_lease_balances') }}
    where charges_over_allocated > 0
    union all
    select charge_lease_id, 'charge_paid_from_another_lease', true, 1
    from {{ ref('int_allocations') }}
    where is_counted and is_charge_booked and charge_lease_id <> lease_id
    union all
    select charge_lease_id, 'charge_paid_by_unknown_credit', true, 1
    from {{ ref('int_allocations') }}
    where not names_a_credit and is_charge_booked
    union all
    select balances.lease_id, 'stated_balance_lower', run.stated_balance = 'block', 1
    from {{ ref('int_stated_balances') }} as balances
    cross join {{ ref('stg_run_parameters') }} as run
    where balances.is_lower
    union all
    select lease_id, 'stated_balance_higher', false, 1
    from {{ ref('int_stated_balances') }}
    where is_higher
    union all
    select lease_id, 'allocation_of_unknown_credit', false, 1
    from {{ ref('int_allocations') }}
    where not names_a_credit and not is_charge_booked
    union all
    select named_leases.lease_id, 'lease_unknown', false, 1
    from named_leases
    left join {{ ref('stg_leases') }} as leases on named_leases.lease_id = leases.lease_id
    where leases.lease_id is null
    union all
    select leases.lease_id, 'tenant_unknown', false, 1
    from {{ ref('stg_leases') }} as leases
    left join {{ ref('stg_tenants') }} as tenants on leases.tenant_id = tenants.tenant_id
    where tenants.tenant_id is null
    union all
    select leases.lease_id, 'landlord_unknown', false, 1
    from {{ ref('stg_leases') }} as leases
    left join {{ ref('stg_landlords') }} as landlords on leases.landlord_id = landlords.landlord_id
    where landlords.landlord_id is null
)

select
    lease_id,
    finding,
    makes_inconsistent,
    cast(sum(found) as integer) as occurrences
from occurrences
group by lease_id, finding, makes_inconsistent
