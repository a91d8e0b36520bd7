-- Grain: one row per lease with arrears that has a postcode.
-- Rule: docs/rules.md 2.8: postcode and house number together; failing that, the postcode alone where all
-- its rows name one municipality. Whether the postcode is valid is another question (incomplete_identity).
with

addresses as (
    select
        leases.lease_id,
        {{ normalised_postcode('leases.postcode') }} as postcode,
        leases.house_number
    from {{ ref('int_lease_arrears') }} as arrears
    inner join {{ ref('stg_leases') }} as leases on arrears.lease_id = leases.lease_id
    where leases.postcode is not null
),

{{ municipalities_of('addresses') }}

select
    lease_id,
    municipality_code,
    found_by,
    municipalities_of_postcode
from located
