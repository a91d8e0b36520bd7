-- Grain: one row per lease with an objection in force of a co-tenant; of several, the one received first.
-- Rule: docs/rules.md 2.4: their objection counts as the tenant's, for the decision and for a withdrawal.
select
    co_tenants.lease_id,
    {{ first_of('objections.objection_id', 'objections.received_on, objections.objection_id', 'true') }} as objection_id,
    min(objections.received_on) as received_on
from {{ ref('int_co_tenants_in_force') }} as co_tenants
inner join {{ ref('int_objections_in_force') }} as objections on co_tenants.tenant_id = objections.tenant_id
group by co_tenants.lease_id
