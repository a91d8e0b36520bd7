-- Grain: one row per tenant with an objection in force on the as-of date; of several, the one received first.
-- Rule: docs/rules.md 2.5; Bgs article 2(d), LCV article 2.2. Whoever received it.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
)

select
    objections.tenant_id,
    {{ first_of('objections.objection_id', 'objections.received_on, objections.objection_id', 'true') }} as objection_id,
    min(objections.received_on) as received_on
from {{ ref('stg_objections') }} as objections
cross join run
where {{ is_in_force('objections.received_on', 'objections.withdrawn_on', 'run.as_of_date') }}
group by objections.tenant_id
