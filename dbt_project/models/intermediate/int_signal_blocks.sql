-- Grain: one row per lease that has an active signal or one that a person took back, stands in a batch not yet known to be
-- delivered or not, or was reported by an agency in its own name.
-- Rule ("A signal's life", already_signalled, redelivery; LCV agreement art. 3.2): such a lease is not signalled again,
-- unless redelivery lets a standing signal give way: then the new signal replaces it. What a person took back stays off until
-- its arrears were settled once or a person released it; redelivery does not change that.
with
active_signals as (
    select
        signals.lease_id,
        signals.signal_id,
        signals.delivered_on,
        signals.delivered_amount,
        case when signals.state = 'delivered' then signals.delivered_on else holds.ends_on end as waits_from
    from {{ ref('int_signals_judged') }} as signals
    left join {{ ref('int_holds') }} as holds on signals.signal_id = holds.signal_id
    where signals.state in ('delivered', 'help_accepted')
),

flagged_signals as (
    select
        active_signals.*,
        run_parameters.redelivery = 'always' as is_redelivered_always,
        run_parameters.redelivery = 'on_increase'
        and coalesce(arrears.is_ledger_consistent and arrears.arrears_amount > active_signals.delivered_amount, false)
            as is_redelivered_for_increase,
        coalesce(
            {{ add_days('active_signals.waits_from', 'run_parameters.redelivery_after_days') }}
            <= run_parameters.as_of_date,
            false
        ) as has_waited_long_enough
    from active_signals
    cross join {{ ref('stg_run_parameters') }} as run_parameters
    left join {{ ref('int_lease_arrears') }} as arrears on active_signals.lease_id = arrears.lease_id
),

standing_signals as (
    select
        lease_id,
        signal_id,
        delivered_on,
        not (has_waited_long_enough and (is_redelivered_always or is_redelivered_for_increase)) as blocks
    from flagged_signals
),

-- A batch that was prepared or sent, and without an answer since, may have arrived.
batches as (
    select
        events.batch_id,
        max(case when events.event_type in ('batch_prepared', 'batch_sending') then events.seq end) as last_sent_seq,
        max(case when events.event_type in ('batch_found_unsent', 'batch_abandoned') then events.seq end)
            as last_freed_seq,
        max(case when events.event_type in ('batch_delivered', 'batch_resolved') then events.seq end) as ended_seq,
        max(case when events.event_type = 'batch_prepared' then events.batch_lines end) as batch_lines
    from {{ ref('int_events_judged') }} as events
    where
        events.event_type in (
            'batch_prepared', 'batch_sending', 'batch_found_unsent', 'batch_abandoned', 'batch_delivered',
            'batch_resolved'
        )
    group by events.batch_id
    having max(case when events.event_type = 'batch_prepared' and events.kind = 'signals' then 1 end) = 1
),

pending_batches as (
    select * from batches where ended_seq is null and coalesce(last_freed_seq, -1) < last_sent_seq
),

leases_in_pending_batches as (
    select {{ unnest_json_texts('batch_lines', 'lease_id') }} as lease_id
    from pending_batches
),

signals_taken_back as (
    select
        lease_id,
        signal_id,
        delivered_on,
        taken_back_on
    from {{ ref('int_signals_judged') }}
    where keeps_lease_off
),

reports_elsewhere as (
    select
        reports.lease_id,
        reports.reported_on,
        reports.reported_by
    from {{ ref('stg_reported_elsewhere') }} as reports
    cross join {{ ref('stg_run_parameters') }} as run_parameters
    where {{ is_in_force('reports.reported_on', 'reports.ended_on', 'run_parameters.as_of_date') }}
),

blocks as (
    select
        lease_id,
        signal_id,
        delivered_on,
        cast(null as date) as taken_back_on,
        cast(null as date) as reported_on,
        cast(null as varchar) as reported_by,
        blocks
    from standing_signals
    union all
    select
        lease_id,
        signal_id,
        delivered_on,
        taken_back_on,
        cast(null as date) as reported_on,
        cast(null as varchar) as reported_by,
        true as blocks
    from signals_taken_back
    union all
    select
        lease_id,
        cast(null as varchar) as signal_id,
        cast(null as date) as delivered_on,
        cast(null as date) as taken_back_on,
        cast(null as date) as reported_on,
        cast(null as varchar) as reported_by,
        true as blocks
    from leases_in_pending_batches
    union all
    select
        lease_id,
        cast(null as varchar) as signal_id,
        cast(null as date) as delivered_on,
        cast(null as date) as taken_back_on,
        reported_on,
        reported_by,
        true as blocks
    from reports_elsewhere
)

select
    lease_id,
    max(case when blocks then 1 else 0 end) = 1 as blocks,
    case
        when max(case when blocks then 1 else 0 end) = 0
            then {{ first_of('signal_id', 'delivered_on desc, signal_id', 'true') }}
    end as replaces_signal_id,
    {{ first_of('signal_id', 'delivered_on desc, signal_id', 'taken_back_on is not null') }} as taken_back_signal_id,
    max(taken_back_on) as taken_back_on,
    max(reported_on) as reported_elsewhere_on,
    {{ first_of('reported_by', 'reported_on desc, reported_by', 'reported_on is not null') }} as reported_elsewhere_by
from blocks
group by lease_id
