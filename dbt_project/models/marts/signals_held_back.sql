-- Grain: one row per lease decided `deliver` on the as-of date whose signal does not leave.
-- Rule: docs/rules.md 2.11 and 2.12; a lease that may be reported under another number.
-- The decision stays as it is; this is why it is not carried out, and signal_lines leaves these leases out. What left for this
-- date in an earlier run is not held back.
with

run as (
    select * from {{ ref('stg_run_parameters') }}
),

left_already as (
    select
        lease_id,
        as_of_date
    from {{ ref('int_signals_recorded') }}
),

deliverable as (
    select
        decisions.as_of_date,
        decisions.lease_id,
        decisions.system
    from {{ ref('signal_decisions') }} as decisions
    inner join run on decisions.as_of_date = run.as_of_date
    left join left_already
        on decisions.as_of_date = left_already.as_of_date and decisions.lease_id = left_already.lease_id
    where decisions.decision = 'deliver' and left_already.lease_id is null
),

first_open_row as (
    select
        {{ first_of('blocking_table', 'since, blocking_table, row_key', 'true') }} as fact,
        {{ first_of('row_key', 'since, blocking_table, row_key', 'true') }} as subject,
        min(since) as dated_on
    from {{ ref('int_rows_naming_nobody') }}
    where not is_accepted
    having count(*) > 0
),

reasons as (
    select
        lease_id,
        1 as place,
        'renumbered' as why,
        found_by as fact,
        old_lease_id as subject,
        delivered_on as dated_on
    from {{ ref('int_renumberings_suspected') }}
    where not is_another
    union all
    select
        later_facts.lease_id,
        2 as place,
        'later_fact' as why,
        later_facts.fact,
        later_facts.subject,
        later_facts.dated_on
    from {{ ref('int_later_facts') }} as later_facts
    inner join run on run.later_facts = 'hold'
    union all
    select
        deliverable.lease_id,
        3 as place,
        'row_names_nobody' as why,
        first_open_row.fact,
        first_open_row.subject,
        first_open_row.dated_on
    from deliverable
    cross join first_open_row
),

numbered_reasons as (
    select
        *,
        row_number() over (partition by lease_id order by place, dated_on, fact, subject) as number_of_reason,
        count(*) over (partition by lease_id) as number_of_reasons
    from reasons
)

select
    deliverable.as_of_date,
    deliverable.lease_id,
    deliverable.system,
    numbered_reasons.why,
    numbered_reasons.fact,
    numbered_reasons.subject,
    numbered_reasons.dated_on,
    cast(numbered_reasons.number_of_reasons as integer) as number_of_reasons
from deliverable
inner join numbered_reasons on deliverable.lease_id = numbered_reasons.lease_id
where numbered_reasons.number_of_reason = 1
order by deliverable.lease_id
