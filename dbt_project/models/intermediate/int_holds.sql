-- Grain: one row per signal whose help was accepted on or before the as-of date, also where it ended since.
-- Rule ("A signal's life", hold): collection pauses from the acceptance for 30 days, unless a rent or service charge
-- that fell due after it stays open 5 days past its due date (LCV 4.1.d, 4.3): the hold lapses on that day. Once a
-- resume notice has gone out, the hold stays as that notice said.
with
acceptances as (
    select signal_id, lease_id, help_accepted_on as accepted_on
    from {{ ref('int_signals_recorded') }}
    where help_accepted_on is not null
    union all
    select signal_id, lease_id, accepted_on
    from {{ ref('int_feedback_matches') }}
    where outcome = 'accepted'
),

first_acceptances as (
    select
        signal_id,
        lease_id,
        min(accepted_on) as accepted_on
    from acceptances
    group by signal_id, lease_id
),

-- For as long as the term was on the day of the acceptance.
accepted_signals as (
    select
        acceptances.signal_id,
        acceptances.lease_id,
        run_parameters.as_of_date,
        run_parameters.new_arrears_grace_days,
        acceptances.accepted_on,
        {{ add_days('acceptances.accepted_on', term_on('hold_days', 'acceptances.accepted_on')) }} as hold_until
    from first_acceptances as acceptances
    cross join {{ ref('stg_run_parameters') }} as run_parameters
    where acceptances.accepted_on <= run_parameters.as_of_date
),

open_since_acceptance as (
    select
        accepted_signals.signal_id,
        min(open_charges.due_on) as first_open_due_on
    from accepted_signals
    inner join {{ ref('int_open_charges') }} as open_charges
        on accepted_signals.lease_id = open_charges.lease_id and accepted_signals.accepted_on < open_charges.due_on
    where open_charges.is_rent and open_charges.open_amount > 0
    group by accepted_signals.signal_id
),

resume_notices as (
    select
        signal_id,
        {{ first_of('hold_status', 'seq', 'true') }} as status,
        {{ first_of('ends_on', 'seq', 'true') }} as ends_on
    from {{ ref('int_events_judged') }}
    where event_type = 'hold_notice_delivered' and message = 'hervatten'
    group by signal_id
),

facts as (
    select
        accepted_signals.*,
        open_since_acceptance.first_open_due_on,
        {{ add_days('open_since_acceptance.first_open_due_on', 'accepted_signals.new_arrears_grace_days') }}
            as would_lapse_on,
        resume_notices.signal_id is not null as is_fixed_by_notice,
        resume_notices.status as noticed_status,
        resume_notices.ends_on as noticed_ends_on
    from accepted_signals
    left join open_since_acceptance on accepted_signals.signal_id = open_since_acceptance.signal_id
    left join resume_notices on accepted_signals.signal_id = resume_notices.signal_id
),

flagged_holds as (
    select
        *,
        coalesce(would_lapse_on <= as_of_date and would_lapse_on < hold_until, false) as is_lapsed,
        as_of_date >= hold_until as is_past_hold_until
    from facts
)

select
    as_of_date,
    signal_id,
    lease_id,
    accepted_on,
    hold_until,
    case
        when is_fixed_by_notice then noticed_status
        when is_lapsed then 'lapsed'
        when is_past_hold_until then 'completed'
        else 'active'
    end as status,
    case
        when is_fixed_by_notice then noticed_ends_on
        when is_lapsed then would_lapse_on
        else hold_until
    end as ends_on,
    is_fixed_by_notice,
    first_open_due_on,
    would_lapse_on
from flagged_holds
