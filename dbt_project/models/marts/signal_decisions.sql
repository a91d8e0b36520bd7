-- Grain: one row per as-of date and lease in arrears. Today's decisions, and those of other dates as the evidence keeps them.
-- Rule: docs/rules.md 2: reported where none of the reasons holds; every reason that holds is shown, in order.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
),

judged as (
    select
        *,
        {{ list_of_codes(rule_codes()) }} as blocking_reasons
    from {{ ref('decision_facts') }}
)

select
    as_of_date,
    lease_id,
    tenant_id,
    landlord_id,
    municipality_code,
    system,
    oldest_due_on,
    days_in_arrears,
    months_in_arrears,
    amount_in_arrears,
    case when {{ is_empty_list('blocking_reasons') }} then 'deliver' else 'blocked' end as decision,
    blocking_reasons
from judged
union all
select
    history.as_of_date,
    history.lease_id,
    history.tenant_id,
    history.landlord_id,
    history.municipality_code,
    history.system,
    history.oldest_due_on,
    history.days_in_arrears,
    history.months_in_arrears,
    history.amount_in_arrears,
    history.decision,
    history.blocking_reasons
from {{ source('register_copy', 'decisions_history') }} as history
inner join run on history.as_of_date <> run.as_of_date
