-- Grain: announced eviction. Names and types only.
select
    notice_id,
    lease_id,
    announced_on,
    eviction_on,
    cancelled_on
from {{ source('landing', 'eviction_notices') }}
