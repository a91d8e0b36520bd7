-- Grain: one row per signal with accepted help that this run has to close, silently: settled, or the tenant died.
select
    run_parameters.as_of_date,
    checks.signal_id,
    checks.lease_id,
    checks.closing_reason as reason
from {{ ref('int_signal_checks') }} as checks
cross join {{ ref('stg_run_parameters') }} as run_parameters
where checks.closing_reason is not null
order by checks.lease_id, checks.signal_id
