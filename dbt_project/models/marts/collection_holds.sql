-- Grain: one row per signal whose help was accepted, as of the as-of date.
select
    as_of_date,
    signal_id,
    lease_id,
    accepted_on,
    hold_until,
    status,
    ends_on,
    is_fixed_by_notice,
    first_open_due_on
from {{ ref('int_holds') }}
order by lease_id, signal_id
