-- Grain: one row per lease that concerns this run (int_leases_concerned) and that the leases table has.
-- Rule: what the decision needs to know of lease, tenant, landlord and address; thresholds are joined later, on this small table.
-- What an address gives is known for leases with arrears only. No name, address or contact data: whether they are there, no more.
with

leases_concerned as (
    select lease_id from {{ ref('int_leases_concerned') }}
),

placeholders as (
    select distinct {{ as_placeholder('placeholder') }} as placeholder from {{ ref('placeholder_names') }}
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
    coalesce({{ is_valid_last_name('tenants.last_name') }}, false) and placeholders.placeholder is null as has_last_name,
    {{ is_valid_house_number('leases.house_number') }} as has_valid_house_number,
    {{ is_valid_postcode(normalised_postcode('leases.postcode')) }} as has_valid_postcode,
    coalesce(
        {{ is_unwritable("trim(coalesce(tenants.name_prefix, '') || ' ' || coalesce(tenants.last_name, ''))") }}
        or fields.shares_initials and {{ is_unwritable('tenants.initials') }}
        or fields.shares_street and {{ is_unwritable('leases.street') }}
        or fields.shares_house_number_suffix and {{ is_unwritable('leases.house_number_suffix') }}
        or fields.shares_city and {{ is_unwritable('leases.city') }}
        or fields.shares_phone
        and {{ is_unwritable("coalesce(nullif(tenants.phone_1, ''), nullif(tenants.phone_2, ''), tenants.phone_3)") }}
        or fields.shares_email and {{ is_unwritable('tenants.email') }},
        false
    ) as has_unwritable_text,
    addresses.municipality_code,
    addresses.found_by as municipality_found_by,
    coalesce(addresses.municipalities_of_postcode, 0) as municipalities_of_postcode
from leases_concerned
inner join {{ ref('stg_leases') }} as leases on leases_concerned.lease_id = leases.lease_id
left join {{ ref('stg_tenants') }} as tenants on leases.tenant_id = tenants.tenant_id
left join {{ ref('stg_landlords') }} as landlords on leases.landlord_id = landlords.landlord_id
left join {{ ref('int_address_municipalities') }} as addresses on leases_concerned.lease_id = addresses.lease_id
left join {{ ref('int_optional_fields') }} as fields on leases.landlord_id = fields.landlord_id
left join placeholders on {{ as_placeholder('tenants.last_name') }} = placeholders.placeholder
