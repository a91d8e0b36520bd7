-- Grain: one row per lease and co-tenant who stands on it on the as-of date.
-- Rule: docs/rules.md 2.4. An empty first day is from the start; the last day is a day on the lease. The main tenant named
-- once more is no co-tenant.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
)

select
    co_tenants.lease_id,
    co_tenants.tenant_id,
    tenants.tenant_id is not null as is_tenant_known,
    coalesce(tenants.deceased_on <= run.as_of_date, false) as is_deceased
from {{ ref('stg_co_tenants') }} as co_tenants
cross join run
left join {{ ref('stg_leases') }} as leases on co_tenants.lease_id = leases.lease_id
left join {{ ref('stg_tenants') }} as tenants on co_tenants.tenant_id = tenants.tenant_id
where
    coalesce(co_tenants.from_on <= run.as_of_date, true)
    and coalesce(co_tenants.until_on >= run.as_of_date, true)
    and co_tenants.tenant_id is distinct from leases.tenant_id
