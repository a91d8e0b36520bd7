-- Grain: one row per signal whose arrears are settled and that no file takes back: one a person took back before, or one that a
-- person has to withdraw.
-- Rule ("The decision", already_signalled): what a person took back keeps its lease off until its arrears were settled once.
-- The register keeps that they were (`arrears_settled`), since a later run cannot see it.
select
    run_parameters.as_of_date,
    checks.signal_id,
    checks.lease_id
from {{ ref('int_signal_checks') }} as checks
cross join {{ ref('stg_run_parameters') }} as run_parameters
left join {{ ref('int_withdrawals') }} as withdrawals on checks.signal_id = withdrawals.signal_id
where
    checks.is_settled
    and checks.arrears_settled_on is null
    and (not checks.is_active or withdrawals.needs_person_because is not null)
order by checks.lease_id, checks.signal_id
