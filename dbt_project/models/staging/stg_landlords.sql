-- Grain: landlord. Names and types only.
select
    landlord_id,
    name as landlord_name,
    is_small_landlord
from {{ source('landing', 'landlords') }}
