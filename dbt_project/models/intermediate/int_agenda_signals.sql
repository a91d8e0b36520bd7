-- Grain: one row per lease with an active signal or a hold in force: what became of the signal delivered last.
-- Rule: docs/rules.md 3: collection pauses while a hold is in force and goes on when it is over or the
-- municipality's term has passed in silence.
with

active_signals as (
    select
        lease_id,
        signal_id,
        state,
        delivered_on,
        handed_in_on,
        response_due_on
    from {{ ref('int_signals_judged') }}
    where state in ('delivered', 'help_accepted')
),

holds as (
    select
        signal_id,
        lease_id,
        status = 'active' as is_in_force,
        case
            when status <> 'active' then ends_on
            when first_open_due_on is not null and would_lapse_on < hold_until then would_lapse_on
            else hold_until
        end as ends_on
    from {{ ref('int_holds') }}
),

-- A hold outlives its signal where that was closed: it is the tenant's time, whatever became of the signal.
holds_in_force as (
    select
        lease_id,
        max(ends_on) as ends_on
    from holds
    where is_in_force
    group by lease_id
),

latest_signals as (
    select
        lease_id,
        {{ first_of('signal_id', 'delivered_on desc, signal_id', 'true') }} as signal_id,
        {{ first_of('state', 'delivered_on desc, signal_id', 'true') }} as state,
        {{ first_of('handed_in_on', 'delivered_on desc, signal_id', 'true') }} as handed_in_on,
        {{ first_of('response_due_on', 'delivered_on desc, signal_id', 'true') }} as response_due_on
    from active_signals
    group by lease_id
)

select
    coalesce(latest_signals.lease_id, holds_in_force.lease_id) as lease_id,
    latest_signals.signal_id,
    latest_signals.state,
    latest_signals.handed_in_on,
    latest_signals.response_due_on,
    holds_in_force.lease_id is not null as is_on_hold,
    coalesce(holds_in_force.ends_on, holds.ends_on) as hold_ends_on
from latest_signals
full join holds_in_force on latest_signals.lease_id = holds_in_force.lease_id
left join holds on latest_signals.signal_id = holds.signal_id
