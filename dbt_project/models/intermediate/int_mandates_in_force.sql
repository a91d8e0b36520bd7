-- Grain: one row per landlord and complex that mandates name; an empty complex stands for all complexes of the landlord.
-- Rule: docs/rules.md 2.6; complex agreement, article 6.3. A complex whose mandates are none of them in force keeps
-- its row, because a landlord may refuse one complex: the row for all complexes then does not count for it.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

mandates as (
    select
        mandates.landlord_id,
        mandates.complex_id,
        mandates.mandate_id,
        mandates.valid_from,
        coalesce(
            mandates.clause_accepted_on <= run.as_of_date
            and mandates.landlord_informed_on <= run.as_of_date
            and mandates.processing_registered_on <= run.as_of_date
            and mandates.processor_agreement_signed_on <= run.as_of_date
            and mandates.valid_from <= run.as_of_date
            and (mandates.valid_until is null or mandates.valid_until >= run.as_of_date),
            false
        ) as is_in_force
    from {{ ref('stg_mandates') }} as mandates
    cross join run
)

select
    landlord_id,
    complex_id,
    {{ first_of('mandate_id', 'valid_from desc, mandate_id desc', 'is_in_force') }} as mandate_id,
    max(valid_from) filter (where is_in_force) as valid_from,
    count(*) filter (where is_in_force) > 0 as is_in_force
from mandates
group by landlord_id, complex_id
