-- Grain: one row per line of a withdrawal file: the address as it was delivered, the suffix only if it was delivered.
-- What a person has to withdraw is not here.
select
    signal_id,
    lease_id,
    system as desk,
    cast(row_number() over (partition by system order by lease_id, signal_id) as integer) as line_number,
    reason,
    postcode,
    house_number,
    house_number_suffix
from {{ ref('int_withdrawals') }}
where needs_person_because is null
order by desk, line_number
