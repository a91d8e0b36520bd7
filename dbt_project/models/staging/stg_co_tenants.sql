-- Grain: lease and co-tenant. Names and types only.
select
    lease_id,
    tenant_id,
    from_on,
    until_on
from {{ source('landing', 'co_tenants') }}
