-- Grain: one row per active signal and finding: what keeps a signal from being judged well, for a person to look into.
with
findings as (
    select signal_id, lease_id, 'lease_vanished' as finding
    from {{ ref('int_signal_checks') }}
    where is_active and not is_lease_known
    union all
    select signal_id, lease_id, 'tenant_vanished' as finding
    from {{ ref('int_signal_checks') }}
    where is_active and not is_tenant_known
    union all
    select signal_id, lease_id, 'covered_charges_vanished' as finding
    from {{ ref('int_signal_checks') }}
    where is_active and has_vanished_charges
    union all
    select signal_id, lease_id, 'ledger_inconsistent' as finding
    from {{ ref('int_signal_checks') }}
    where is_active and not is_ledger_consistent
    union all
    select signals.signal_id, signals.lease_id, 'eviction_while_help_accepted' as finding
    from {{ ref('int_signals_judged') }} as signals
    inner join {{ ref('int_eviction_notices_in_force') }} as notices on signals.lease_id = notices.lease_id
    where signals.state = 'help_accepted'
)

select
    run_parameters.as_of_date,
    findings.signal_id,
    findings.lease_id,
    findings.finding
from findings
cross join {{ ref('stg_run_parameters') }} as run_parameters
order by findings.lease_id, findings.signal_id, findings.finding
