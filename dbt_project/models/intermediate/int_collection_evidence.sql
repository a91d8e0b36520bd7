-- Grain: one row per lease with arrears.
-- Rule: docs/rules.md 2.2 and 2.3; Bgs article 2(a) to (d), LCV article 2.1. An action counts when it was
-- performed after the oldest due date and on or before the as-of date.
with

run as (
    select
        as_of_date,
        post_days
    from {{ ref('stg_run_parameters') }}
),

counted_actions as (
    select
        arrears.lease_id,
        actions.action_id,
        actions.performed_on,
        actions.document_ref,
        types.is_written_reminder,
        types.is_personal_contact,
        types.points_to_debt_help,
        types.offers_sharing,
        {{ received_on('actions', 'run') }} as received_on
    from {{ ref('int_lease_arrears') }} as arrears
    inner join {{ ref('stg_collection_actions') }} as actions on arrears.lease_id = actions.lease_id
    inner join {{ ref('collection_action_types') }} as types on actions.action_type = types.action_type
    cross join run
    where
        actions.performed_on > arrears.oldest_due_on
        and actions.performed_on <= run.as_of_date
),

evidence as (
    select
        lease_id,
        {%- for proof, prefix in proofs() %}
        {{ first_of('action_id', 'performed_on, action_id', proof) }} as {{ prefix }}_action_id,
        min(performed_on) filter (where {{ proof }}) as {{ prefix }}_on,
        {{ first_of('document_ref', 'performed_on, action_id', proof) }} as {{ prefix }}_document_ref,
        {%- endfor %}
        min(received_on) filter (where offers_sharing) as first_offer_received_on,
        {{ list_of('action_id', 'performed_on, action_id') }} as action_ids
    from counted_actions
    group by lease_id
)

select
    arrears.lease_id,
    {%- for proof, prefix in proofs() %}
    evidence.{{ prefix }}_action_id is not null as has_{{ prefix }},
    evidence.{{ prefix }}_action_id,
    evidence.{{ prefix }}_on,
    evidence.{{ prefix }}_document_ref,
    {%- endfor %}
    evidence.first_offer_received_on,
    coalesce(evidence.action_ids, {{ empty_list() }}) as action_ids
from {{ ref('int_lease_arrears') }} as arrears
left join evidence on arrears.lease_id = evidence.lease_id
