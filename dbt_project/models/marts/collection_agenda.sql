-- Grain: one row per lease with arrears on the as-of date, and one per lease without arrears under a hold.
-- Rule: work instruction, step 2, "Voorgestelde werkwijze": the next step and its day. No step and no letter falls due for
-- a lease under a hold, an objection, a kept arrangement or a death, nor where no signal can follow.
{%- set obstacles = [
    'no_mandate', 'incomplete_identity', 'municipality_unknown', 'postcode_shared', 'no_municipality_agreement'
] %}
{%- set still_to_do = [
    'no_written_reminder', 'no_personal_contact_effort', 'no_debt_help_notice', 'no_sharing_offer'
] + obstacles %}
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

in_arrears as (
    select
        facts.*,
        plan.reminder_on,
        plan.demand_on,
        plan.summons_on,
        plan.contact_on,
        plan.last_action,
        plan.last_action_on,
        plan.reminder_due_on,
        plan.demand_due_on,
        plan.summons_due_on,
        plan.contact_due_on,
        plan.signal_due_on,
        signals.signal_id as standing_signal_id,
        signals.state as signal_state,
        signals.handed_in_on,
        signals.response_due_on,
        signals.hold_ends_on,
        coalesce(signals.is_on_hold, false) as is_on_hold,
        {{ list_of_codes(still_to_do) }} as still_needed,
        {{ list_of_codes(obstacles) }} as obstacles
    from {{ ref('decision_facts') }} as facts
    inner join {{ ref('int_agenda_plan') }} as plan on facts.lease_id = plan.lease_id
    left join {{ ref('int_agenda_signals') }} as signals on facts.lease_id = signals.lease_id
),

-- Where collection may go on again, and whether it has: something was done since, or an agency has the case.
resumptions as (
    select
        in_arrears.*,
        case
            when in_arrears.signal_state = 'help_accepted' then in_arrears.hold_ends_on
            when
                in_arrears.signal_state = 'delivered'
                and in_arrears.handed_in_on is not null
                and in_arrears.response_due_on < in_arrears.as_of_date
                then {{ add_days('in_arrears.response_due_on', 1) }}
        end as resumes_on,
        cases.lease_id is not null as has_case
    from in_arrears
    left join (
        select distinct collection_cases.lease_id
        from {{ ref('stg_collection_cases') }} as collection_cases
        cross join run
        where {{ is_in_force('collection_cases.handed_over_on', 'collection_cases.ended_on', 'run.as_of_date') }}
    ) as cases on in_arrears.lease_id = cases.lease_id
),

suspensions as (
    select
        *,
        case
            when tenant_deceased then 'tenant_deceased'
            when is_on_hold then 'hold'
            when objection then 'objection'
            when payment_arrangement then 'payment_arrangement'
            when not_a_dwelling then 'not_a_dwelling'
            when lease_ended then 'lease_ended'
            when not_a_natural_person then 'not_a_natural_person'
        end as suspended_because
    from resumptions
),

-- The place of the lease in the procedure, as one word: what its next step is and why.
reasons as (
    select
        *,
        case
            when suspended_because is not null then suspended_because
            when ledger_inconsistent then 'ledger_inconsistent'
            when taken_back_signal_id is not null and standing_signal_id is null then 'taken_back'
            when reported_elsewhere_on is not null and standing_signal_id is null then 'reported_elsewhere'
            when has_blocking_signal and standing_signal_id is null then 'batch_pending'
            when has_blocking_signal and signal_state = 'delivered' and handed_in_on is null then 'not_handed_in'
            when has_blocking_signal and resumes_on is null then 'signal_delivered'
            when has_blocking_signal and (has_case or last_action_on >= resumes_on) then 'collection_goes_on'
            when has_blocking_signal and signal_state = 'help_accepted' then 'hold_over'
            when has_blocking_signal then 'term_passed'
            when coalesce(reminder_on, demand_on, summons_on) is null then 'no_letter_yet'
            when coalesce(demand_on, summons_on) is null then 'reminder_unanswered'
            when summons_on is null then 'demand_unanswered'
            when contact_on is null then 'no_contact_yet'
            when not {{ is_empty_list('obstacles') }} then 'obstacle'
            when below_minimum_amount then 'below_minimum_amount'
            when objection_window_open then 'objection_window_open'
            when under_30_days then 'under_30_days'
            else 'ready'
        end as why
    from suspensions
),

steps as (
    select
        *,
        case
            when suspended_because is not null then 'none'
            when why = 'ledger_inconsistent' then 'repair_ledger'
            when why = 'batch_pending' then 'await_delivery'
            when why = 'not_handed_in' then 'hand_in'
            when why = 'signal_delivered' then 'await_response'
            when why in ('collection_goes_on', 'taken_back', 'reported_elsewhere') then 'none'
            when why in ('hold_over', 'term_passed') then 'resume_collection'
            when why = 'no_letter_yet' then 'reminder_letter'
            when why = 'reminder_unanswered' then 'demand_letter'
            when why = 'demand_unanswered' then 'summons_letter'
            when why = 'no_contact_yet' then 'personal_contact'
            when why = 'obstacle' then 'clear_obstacle'
            when why = 'below_minimum_amount' then 'none'
            else 'signal'
        end as next_step
    from reasons
),

dated as (
    select
        *,
        case next_step
            when 'repair_ledger' then as_of_date
            when 'await_response' then response_due_on
            when 'resume_collection' then resumes_on
            when 'reminder_letter' then reminder_due_on
            when 'demand_letter' then demand_due_on
            when 'summons_letter' then summons_due_on
            when 'personal_contact' then contact_due_on
            when 'clear_obstacle' then {{ day_of_month('signal_due_on', agenda_days().contact) }}
            when 'signal' then signal_due_on
        end as due_on
    from steps
),

-- Nobody is approached on a Sunday or a public holiday (Besluit kwaliteit incassodienstverlening): of each day, the first
-- from it on that is neither.
days_to_approach as (
    select
        day,
        min(case when not {{ is_sunday('day') }} and holiday is null then day end)
            over (order by day rows between current row and unbounded following) as first_day,
        case when holiday is not null then holiday when {{ is_sunday('day') }} then 'zondag' end as day_of_rest
    from {{ ref('stg_calendar') }}
),

-- A day of rest moves the step to the day after it; so does today, where the step was due before.
approached as (
    select
        dated.*,
        coalesce(planned.first_day, dated.due_on) as day_due_on,
        planned.day_of_rest as moved_because
    from dated
    left join days_to_approach as planned
        on dated.next_step in ('reminder_letter', 'demand_letter', 'summons_letter', 'personal_contact')
        and planned.day = dated.due_on
),

scheduled as (
    select
        approached.* exclude (due_on, moved_because),
        approached.due_on as planned_on,
        case
            when today.day_of_rest is not null and approached.day_due_on <= approached.as_of_date then today.first_day
            else approached.day_due_on
        end as due_on,
        case
            when today.day_of_rest is not null and approached.day_due_on <= approached.as_of_date then today.day_of_rest
            else approached.moved_because
        end as moved_because
    from approached
    left join days_to_approach as today
        on approached.next_step in ('reminder_letter', 'demand_letter', 'summons_letter', 'personal_contact')
        and today.day = approached.as_of_date
),

agenda as (
    select
        as_of_date,
        lease_id,
        landlord_id,
        municipality_code,
        oldest_due_on,
        days_in_arrears,
        amount_in_arrears,
        next_step,
        due_on,
        planned_on,
        moved_because,
        coalesce(due_on <= as_of_date and next_step <> 'await_response', false) as is_due_today,
        why,
        suspended_because,
        case when suspended_because = 'hold' then hold_ends_on end as suspended_until,
        last_action,
        last_action_on,
        case
            when suspended_because is null and not has_blocking_signal then still_needed else cast([] as varchar[])
        end as still_needed,
        case
            when
                suspended_because is null
                and not has_blocking_signal
                and why not in ('ledger_inconsistent', 'below_minimum_amount')
                then signal_due_on
        end as signal_possible_on
    from scheduled
    union all
    select
        run.as_of_date,
        signals.lease_id,
        leases.landlord_id,
        cast(null as varchar) as municipality_code,
        cast(null as date) as oldest_due_on,
        cast(null as integer) as days_in_arrears,
        cast(0 as decimal(18, 2)) as amount_in_arrears,
        'none' as next_step,
        cast(null as date) as due_on,
        cast(null as date) as planned_on,
        cast(null as varchar) as moved_because,
        false as is_due_today,
        'hold' as why,
        'hold' as suspended_because,
        signals.hold_ends_on as suspended_until,
        cast(null as varchar) as last_action,
        cast(null as date) as last_action_on,
        cast([] as varchar[]) as still_needed,
        cast(null as date) as signal_possible_on
    from {{ ref('int_agenda_signals') }} as signals
    cross join run
    left join {{ ref('stg_leases') }} as leases on signals.lease_id = leases.lease_id
    left join {{ ref('decision_facts') }} as facts on signals.lease_id = facts.lease_id
    where signals.is_on_hold and facts.lease_id is null
)

select * from agenda
order by lease_id
