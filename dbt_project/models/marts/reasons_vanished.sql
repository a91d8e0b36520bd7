-- Grain: one row per lease decided deliver and reason that held it back when it was last judged, where no row says that any more.
-- Rule: docs/rules.md 2; Bgs art. 2(d). The decision stands: this is for a person to look at before the signal is handed in.
-- An objection that was withdrawn, or an arrangement that ended, still has its row, so it is not here; one that fell out of an
-- export is. Of another tenant nothing is asked.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

due as (
    select decisions.lease_id, decisions.tenant_id
    from {{ ref('signal_decisions') }} as decisions
    inner join run on decisions.as_of_date = run.as_of_date
    where decisions.decision = 'deliver'
),

last_judged as (
    select
        history.lease_id,
        max(history.as_of_date) as judged_on,
        arg_max(history.tenant_id, history.as_of_date) as tenant_id,
        arg_max(history.blocking_reasons, history.as_of_date) as blocking_reasons
    from {{ source('register_copy', 'decisions_history') }} as history
    inner join run on history.as_of_date < run.as_of_date
    semi join due on history.lease_id = due.lease_id
    group by history.lease_id
),

held_then as (
    select last_judged.lease_id, last_judged.judged_on, due.tenant_id, unnest(last_judged.blocking_reasons) as reason
    from last_judged
    inner join due on last_judged.lease_id = due.lease_id and last_judged.tenant_id = due.tenant_id
),

-- Whose objection holds a lease back.
parties as (
    select lease_id, tenant_id from due
    union
    select lease_id, tenant_id from {{ ref('stg_co_tenants') }}
),

still_said as (
    select parties.lease_id, 'objection' as reason
    from parties
    inner join {{ ref('stg_objections') }} as objections on parties.tenant_id = objections.tenant_id
    union
    select lease_id, 'payment_arrangement' as reason
    from {{ ref('stg_payment_arrangements') }}
    union
    select lease_id, 'already_signalled' as reason
    from {{ ref('stg_reported_elsewhere') }}
    union
    select lease_id, 'already_signalled' as reason
    from {{ ref('int_signals_recorded') }}
    union
    select due.lease_id, 'tenant_deceased' as reason
    from due
    inner join {{ ref('stg_tenants') }} as tenants on due.tenant_id = tenants.tenant_id
    where tenants.deceased_on is not null
)

select
    run.as_of_date,
    held_then.lease_id,
    held_then.reason,
    held_then.judged_on
from held_then
cross join run
anti join still_said on held_then.lease_id = still_said.lease_id and held_then.reason = still_said.reason
where held_then.reason in ('objection', 'payment_arrangement', 'already_signalled', 'tenant_deceased')
