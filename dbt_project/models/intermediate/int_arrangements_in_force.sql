-- Grain: one row per lease with a payment arrangement in force on the as-of date; of several, the one agreed first.
-- Rule: docs/rules.md 2.10: agreed, not ended and not broken, each on or before the as-of date.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
)

select
    arrangements.lease_id,
    {{ first_of('arrangements.arrangement_id', 'arrangements.agreed_on, arrangements.arrangement_id', 'true') }}
        as arrangement_id,
    min(arrangements.agreed_on) as agreed_on
from {{ ref('stg_payment_arrangements') }} as arrangements
cross join run
where
    {{ is_in_force('arrangements.agreed_on', 'arrangements.ended_on', 'run.as_of_date') }}
    and {{ is_in_force('arrangements.agreed_on', 'arrangements.broken_on', 'run.as_of_date') }}
group by arrangements.lease_id
