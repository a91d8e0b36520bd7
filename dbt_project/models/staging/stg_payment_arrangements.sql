-- Grain: payment arrangement. Names and types only.
select
    arrangement_id,
    lease_id,
    agreed_on,
    ended_on,
    broken_on
from {{ source('landing', 'payment_arrangements') }}
