-- Grain: one row per signal that this run has to withdraw. No personal value: the lines of the file stand in withdrawal_lines.
select
    run_parameters.as_of_date,
    withdrawals.signal_id,
    withdrawals.lease_id,
    withdrawals.reason,
    withdrawals.needs_person_because is not null as needs_person,
    withdrawals.needs_person_because,
    withdrawals.system
from {{ ref('int_withdrawals') }} as withdrawals
cross join {{ ref('stg_run_parameters') }} as run_parameters
order by withdrawals.lease_id, withdrawals.signal_id
