-- Grain: lease. Names and types only.
select
    lease_id,
    tenant_id,
    landlord_id,
    complex_id,
    unit_type,
    street,
    house_number,
    house_number_suffix,
    postcode,
    city,
    monthly_rent,
    started_on,
    ended_on
from {{ source('landing', 'leases') }}
