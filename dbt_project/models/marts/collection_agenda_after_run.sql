-- Grain: one row per lease of collection_agenda, after this run's deliveries and manual actions.
-- The agenda is judged before the day's deliveries. Whoever works from it must not report again by hand what left today, nor what
-- is held back. A view over the copy of the register's events.
{{ config(materialized='view') }}

with

delivered_today as (
    select
        signals.lease_id,
        bool_and(signals.handed_in_on is not null) as is_handed_in,
        max(signals.response_due_on) filter (where signals.handed_in_on is not null) as response_due_on
    from {{ ref('int_signals_recorded') }} as signals
    inner join {{ ref('stg_run_parameters') }} as run on signals.delivered_on = run.as_of_date
    where signals.state = 'delivered'
    group by signals.lease_id
),

judged_again as (
    select
        agenda.*,
        today.lease_id is not null as left_today,
        coalesce(today.is_handed_in, false) as is_handed_in,
        today.response_due_on,
        held.lease_id is not null as is_held_back
    from {{ ref('collection_agenda') }} as agenda
    left join delivered_today as today on agenda.lease_id = today.lease_id
    left join {{ ref('signals_held_back') }} as held on agenda.lease_id = held.lease_id
)

select
    as_of_date,
    lease_id,
    landlord_id,
    municipality_code,
    oldest_due_on,
    days_in_arrears,
    amount_in_arrears,
    case
        when is_handed_in then 'await_response'
        when left_today then 'hand_in'
        when is_held_back then 'held_back'
        else next_step
    end as next_step,
    case when left_today then response_due_on else due_on end as due_on,
    planned_on,
    moved_because,
    is_due_today and not left_today and not is_held_back as is_due_today,
    case
        when is_handed_in then 'signal_delivered'
        when left_today then 'not_handed_in'
        when is_held_back then 'held_back'
        else why
    end as why,
    suspended_because,
    suspended_until,
    last_action,
    last_action_on,
    still_needed,
    case when not left_today then signal_possible_on end as signal_possible_on
from judged_again
