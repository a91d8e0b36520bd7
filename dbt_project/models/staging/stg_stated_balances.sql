-- Grain: lease. Names and types only.
select
    lease_id,
    as_of as stated_on,
    open_rent
from {{ source('landing', 'stated_balances') }}
