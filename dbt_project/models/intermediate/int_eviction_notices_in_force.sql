-- Grain: one row per lease with an eviction notice in force on the as-of date; of several, the eviction that comes first.
-- Rule: docs/rules.md 3.8: announced, not cancelled, eviction not yet past. LCV agreement, article 3.13.
with

run as (
    select as_of_date from {{ ref('stg_run_parameters') }}
)

select
    notices.lease_id,
    {{ first_of('notices.notice_id', 'notices.eviction_on, notices.notice_id', 'true') }} as notice_id,
    min(notices.eviction_on) as eviction_on
from {{ ref('stg_eviction_notices') }} as notices
cross join run
where
    {{ is_in_force('notices.announced_on', 'notices.cancelled_on', 'run.as_of_date') }}
    and notices.eviction_on >= run.as_of_date
group by notices.lease_id
