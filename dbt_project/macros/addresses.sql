{# Where an address lies, said once: docs/rules.md 2.8. #}

{#
  CTEs that end in `located`: for each address its municipality and how it was found, by postcode and house number together or,
  failing that, by the postcode alone where all its rows name one municipality. `addresses` is a CTE with lease_id, postcode
  (normalised) and house_number.
#}
{% macro municipalities_of(addresses) -%}
postcode_rows as (
    select
        postcodes.postcode,
        postcodes.house_number,
        postcodes.municipality_code
    from {{ ref('stg_postcodes') }} as postcodes
    where postcodes.postcode in (select postcode from {{ addresses }})
),

by_postcode as (
    select
        postcode,
        count(distinct municipality_code) as municipalities,
        min(municipality_code) as municipality_code
    from postcode_rows
    group by postcode
),

located as (
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
    from {{ addresses }} as addresses
    left join postcode_rows as by_address
        on addresses.postcode = by_address.postcode
        and addresses.house_number = by_address.house_number
    left join by_postcode on addresses.postcode = by_postcode.postcode
)
{%- endmacro %}
