-- Grain: day. Names and types only.
select
    day,
    is_working_day,
    holiday
from {{ source('control', 'calendar') }}
