-- Grain: municipality. Names and types only.
select
    municipality_code,
    name as municipality_name
from {{ source('landing', 'municipalities') }}
