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

postcode_rows as (
    select
        postcodes.postcode,
        postcodes.house_number,
        postcodes.municipality_code
    from {{ ref('stg_postcodes') }} as postcodes
    where postcodes.postcode in (select postcode from addresses)
),

by_postcode as (
    select
        postcode,
        count(distinct municipality_code) as municipalities,
        min(municipality_code) as municipality_code
    from postcode_rows
    group by postcode
)

select
    addresses.lease_id,
    coalesce(
        by_address.municipality_code,
        case when by_postcode.municipalities = 1 then by_postcode.municipality_code end
    ) as municipality_code,
    case
        when by_address.municipality_code is not null then 'postcode and house number'
        when by_postcode.municipalities = 1 then 'postcode'
    end as found_by,
    cast(coalesce(by_postcode.municipalities, 0) as integer) as municipalities_of_postcode
from addresses
left join postcode_rows as by_address
    on addresses.postcode = by_address.postcode
    and addresses.house_number = by_address.house_number
left join by_postcode on addresses.postcode = by_postcode.postcode
