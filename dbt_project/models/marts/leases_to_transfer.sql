-- Grain: one row per lease in arrears whose tenant died and a co-tenant who stands on it, for a person.
-- Rule: docs/rules.md 2.4: put the lease in the co-tenant's name; it is judged again then.
select
    facts.as_of_date,
    facts.lease_id,
    facts.tenant_id,
    co_tenants.tenant_id as co_tenant_id
from {{ ref('decision_facts') }} as facts
inner join {{ ref('int_co_tenants_in_force') }} as co_tenants on facts.lease_id = co_tenants.lease_id
where facts.tenant_deceased and not co_tenants.is_deceased
order by facts.lease_id, co_tenants.tenant_id
