-- Grain: lease and day of a report by an agency in its own name. Names and types only.
select
    lease_id,
    reported_on,
    reported_by,
    ended_on
from {{ source('landing', 'reported_elsewhere') }}
