-- Grain: tenant. Names and types only. A prefix that stands in both columns is one prefix.
select
    tenant_id,
    tenant_type,
    deceased_on,
    case
        when starts_with(lower(last_name), lower(name_prefix) || ' ') then trim(substr(last_name, length(name_prefix) + 2))
        else last_name
    end as last_name,
    name_prefix,
    initials,
    phone_1,
    phone_2,
    phone_3,
    email
from {{ source('landing', 'tenants') }}
