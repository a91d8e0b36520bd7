-- Grain: one row per municipality with an agreement in force on the as-of date; of several, the one signed last.
-- Rule: docs/rules.md 2.7. Of two signed on one day, the one with the highest number.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

in_force as (
    select
        agreements.*,
        {{ place_of_agreement('agreements') }} as place
    from {{ ref('stg_municipality_agreements') }} as agreements
    cross join run
    where {{ is_in_force('agreements.signed_on', 'agreements.ended_on', 'run.as_of_date') }}
)

select
    municipality_code,
    agreement_id,
    system,
    signed_on,
    minimum_amount
from in_force
where place = 1
