-- Grain: one row per lease with arrears: what collection did for these arrears, kind by kind, the last time.
-- Rule: docs/rules.md 2.2: performed after the oldest due date and on or before the as-of date.
with

counted_actions as (
    select
        facts.lease_id,
        actions.action_id,
        actions.action_type,
        actions.performed_on,
        types.is_personal_contact
    from {{ ref('decision_facts') }} as facts
    inner join {{ ref('stg_collection_actions') }} as actions on facts.lease_id = actions.lease_id
    inner join {{ ref('collection_action_types') }} as types on actions.action_type = types.action_type
    where
        actions.performed_on > facts.oldest_due_on
        and actions.performed_on <= facts.as_of_date
)

select
    lease_id,
    max(case when action_type = 'reminder_letter' then performed_on end) as reminder_on,
    max(case when action_type = 'demand_letter' then performed_on end) as demand_on,
    max(case when action_type = 'summons_letter' then performed_on end) as summons_on,
    max(case when is_personal_contact then performed_on end) as contact_on,
    max(performed_on) as last_action_on,
    {{ first_of('action_type', 'performed_on desc, action_id desc', 'true') }} as last_action
from counted_actions
group by lease_id
