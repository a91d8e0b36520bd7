-- Grain: one row a lease that has arrears on the as-of date or ever had a signal.
-- Rule: what the decision needs to know of lease, tenant, landlord and address; thresholds are joined later, on this small table.
-- What an address gives is known for leases with arrears only. No name, address or contact data: whether they are there, no more.
with

leases_concerned as (
    select lease_id from {{ ref('int_lease_arrears') }}
    union
    select lease_id from {{ ref('int_signals_recorded') }}
)

select
    leases.lease_id,
    leases.tenant_id,
    leases.landlord_id,
    leases.complex_id,
    leases.unit_type,
    leases.started_on,
    leases.ended_on,
    tenants.tenant_id is not null as is_tenant_known,
    tenants.tenant_type,
    tenants.deceased_on,
    landlords.landlord_id is not null as is_landlord_known,
    coalesce(landlords.is_small_landlord, false) as is_small_landlord,
    tenants.last_name is not null and tenants.last_name <> '' as has_last_name,
    {{ is_valid_house_number('leases.house_number') }} as has_valid_house_number,
    {{ is_valid_postcode(normalised_postcode('leases.postcode')) }} as has_valid_postcode,
    addresses.municipality_code,
    addresses.found_by as municipality_found_by,
    coalesce(addresses.municipalities_of_postcode, 0) as municipalities_of_postcode
from leases_concerned
inner join {{ ref('stg_leases') }} as leases on leases_concerned.lease_id = leases.lease_id
left join {{ ref('stg_tenants') }} as tenants on leases.tenant_id = tenants.tenant_id
left join {{ ref('stg_landlords') }} as landlords on leases.landlord_id = landlords.landlord_id
left join {{ ref('int_address_municipalities') }} as addresses on leases_concerned.lease_id = addresses.lease_id
