-- Grain: tenant. Names and types only.
select
    tenant_id,
    tenant_type,
    deceased_on,
    last_name,
    name_prefix,
    initials,
    phone_1,
    phone_2,
    phone_3,
    email
from {{ source('landing', 'tenants') }}
