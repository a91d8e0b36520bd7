-- Grain: one row per letter, call, visit or message of the export, whether or not it counts for today's arrears.
-- Rule: docs/rules.md 2.3: when it was received. What each kind proves is the seed's (collection_action_types). A view: evidence
-- records and dossiers read it.
{{ config(materialized='view') }}

select
    actions.action_id,
    actions.lease_id,
    actions.action_type,
    actions.channel,
    actions.performed_on,
    {{ received_on('actions', 'run') }} as received_on,
    actions.document_ref,
    coalesce(types.name_nl, actions.action_type) as name_nl,
    coalesce(types.is_letter, false) as is_letter,
    coalesce(types.is_written_reminder, false) as is_written_reminder,
    coalesce(types.is_personal_contact, false) as is_personal_contact,
    coalesce(types.points_to_debt_help, false) as points_to_debt_help,
    coalesce(types.offers_sharing, false) as offers_sharing
from {{ ref('stg_collection_actions') }} as actions
cross join {{ ref('stg_run_parameters') }} as run
left join {{ ref('collection_action_types') }} as types on actions.action_type = types.action_type
