-- No step and no letter falls due for a lease under a hold, an objection, a kept arrangement or a death. Said again here from
-- what is in force, so that it holds whatever the agenda's own order of reasons becomes. A row counts the leases that break it.
{{ config(meta={
    'dagster': {'ref': {'name': 'collection_agenda'}},
    'description': 'No step falls due for a lease under a hold, an objection, a kept arrangement or a death.'
}) }}

with

suspended as (
    select lease_id from {{ ref('collection_holds') }} where status = 'active'
    union
    select lease_id from {{ ref('decision_facts') }}
    where objection_id is not null or arrangement_id is not null or deceased_on <= as_of_date
)

select count(*) as steps_that_fall_due
from {{ ref('collection_agenda') }} as agenda
inner join suspended on agenda.lease_id = suspended.lease_id
where agenda.next_step <> 'none' or agenda.due_on is not null or agenda.is_due_today
having count(*) > 0
