-- Grain: one row per landlord that ever agreed to share an optional column.
-- Rule: docs/rules.md 4.1: a column is filled only where the landlord agreed on or before the as-of date and did not end that
-- agreement on or before it.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

fields as (
    select
        agreements.landlord_id,
        agreements.field,
        {{ is_in_force('agreements.agreed_on', 'agreements.ended_on', 'run.as_of_date') }} as is_agreed
    from {{ ref('stg_optional_field_agreements') }} as agreements
    cross join run
)

select
    landlord_id,
    count(*) filter (where is_agreed and field = 'initials') > 0 as shares_initials,
    count(*) filter (where is_agreed and field = 'street') > 0 as shares_street,
    count(*) filter (where is_agreed and field = 'house_number_suffix') > 0 as shares_house_number_suffix,
    count(*) filter (where is_agreed and field = 'city') > 0 as shares_city,
    count(*) filter (where is_agreed and field = 'phone') > 0 as shares_phone,
    count(*) filter (where is_agreed and field = 'email') > 0 as shares_email
from fields
group by landlord_id
