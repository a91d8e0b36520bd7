-- Grain: one row per lease with arrears: the days on which the sector's proposed procedure puts each step.
-- Rule: work instruction, step 2, "Voorgestelde werkwijze": for arrears that began on the first of a month, the 5th a
-- reminder, the 15th a demand with text 1, the 5th of the next month a summons with text 2, the 20th the signal. Arrears
-- that began later in a month start at the first 5th after their due date, since nothing done on that date counts for them.
-- A letter never comes sooner after the one before than the procedure means; a day that was missed stays due.
{% set days = agenda_days() %}
with

known as (
    select
        facts.lease_id,
        facts.as_of_date,
        facts.objection_window_ends_on,
        {{ add_days('facts.oldest_due_on', 1) }} as first_day_of_arrears,
        {{ add_days('facts.oldest_due_on', 'run.min_days_overdue') }} as old_enough_on,
        run.post_days + run.objection_days as days_to_object,
        actions.reminder_on,
        actions.demand_on,
        actions.summons_on,
        actions.contact_on,
        actions.last_action,
        actions.last_action_on
    from {{ ref('decision_facts') }} as facts
    cross join {{ ref('stg_run_parameters') }} as run
    left join {{ ref('int_agenda_actions') }} as actions on facts.lease_id = actions.lease_id
),

reminders as (
    select
        *,
        {{ next_day_of_month('first_day_of_arrears', days.reminder) }} as reminder_due_on
    from known
),

demands as (
    select
        *,
        greatest(
            {{ day_of_month('reminder_due_on', days.demand) }},
            {{ add_days('coalesce(reminder_on, greatest(reminder_due_on, as_of_date))', days.letter_gap_days) }}
        ) as demand_due_on
    from reminders
),

summonses as (
    select
        *,
        greatest(
            {{ day_of_next_month('reminder_due_on', days.summons) }},
            {{ add_days('coalesce(demand_on, greatest(demand_due_on, as_of_date))', days.letter_gap_days) }}
        ) as summons_due_on,
        {{ day_of_next_month('reminder_due_on', days.contact) }} as contact_due_on
    from demands
),

-- The first day on which nothing that only takes time stands in the way of a signal.
readiness as (
    select
        *,
        greatest(
            as_of_date,
            old_enough_on,
            coalesce(
                {{ add_days('objection_window_ends_on', 1) }},
                {{ add_days('greatest(summons_due_on, as_of_date)', 'days_to_object + 1') }}
            )
        ) as ready_on
    from summonses
)

select
    lease_id,
    reminder_on,
    demand_on,
    summons_on,
    contact_on,
    last_action,
    last_action_on,
    reminder_due_on,
    demand_due_on,
    summons_due_on,
    contact_due_on,
    {{ next_day_of_month('ready_on', days.signal) }} as signal_due_on
from readiness
