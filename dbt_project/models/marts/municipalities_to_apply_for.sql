-- Grain: one row per municipality with dwellings and no agreement in force on the as-of date.
-- Rule: docs/rules.md 2.7 and 2.8; the work instruction, "Overeenkomsten met gemeenten". A view: it is asked now and then.
-- Small landlords need no agreement (Bgs article 3), so their dwellings do not count.
{{ config(materialized='view') }}

with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

addresses as (
    select
        leases.lease_id,
        {{ normalised_postcode('leases.postcode') }} as postcode,
        leases.house_number
    from {{ ref('stg_leases') }} as leases
    inner join run
        on
            leases.started_on <= run.as_of_date
            and (leases.ended_on is null or leases.ended_on >= run.as_of_date)
    left join {{ ref('stg_landlords') }} as landlords on leases.landlord_id = landlords.landlord_id
    where
        leases.unit_type = 'dwelling'
        and leases.postcode is not null
        and not coalesce(landlords.is_small_landlord, false)
),

{{ municipalities_of('addresses') }},

other_agreements as (
    select
        agreements.municipality_code,
        max(agreements.applied_on) filter (
            where agreements.applied_on <= run.as_of_date and coalesce(agreements.signed_on > run.as_of_date, true)
        ) as applied_on,
        max(agreements.ended_on) filter (where agreements.ended_on <= run.as_of_date) as ended_on
    from {{ ref('stg_municipality_agreements') }} as agreements
    cross join run
    group by agreements.municipality_code
)

select
    located.municipality_code,
    coalesce(any_value(municipalities.municipality_name), located.municipality_code) as municipality_name,
    count(*) as dwellings,
    count(decisions.lease_id) as in_arrears,
    count(*) filter (where list_contains(decisions.blocking_reasons, 'no_municipality_agreement')) as blocked,
    count(*) filter (where decisions.blocking_reasons = ['no_municipality_agreement']) as blocked_by_this_alone,
    any_value(other_agreements.applied_on) as applied_on,
    any_value(other_agreements.ended_on) as ended_on
from located
left join {{ ref('int_agreements_in_force') }} as in_force on located.municipality_code = in_force.municipality_code
left join {{ ref('signal_decisions') }} as decisions on located.lease_id = decisions.lease_id
left join {{ ref('stg_municipalities') }} as municipalities on located.municipality_code = municipalities.municipality_code
left join other_agreements on located.municipality_code = other_agreements.municipality_code
where located.municipality_code is not null and in_force.municipality_code is null
group by located.municipality_code
