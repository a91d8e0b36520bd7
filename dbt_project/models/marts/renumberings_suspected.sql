-- Grain: one row per signal and a lease that may be its own under a new number, and that no person has answered for yet.
select
    run_parameters.as_of_date,
    suspected.signal_id,
    suspected.old_lease_id,
    suspected.lease_id,
    suspected.found_by
from {{ ref('int_renumberings_suspected') }} as suspected
cross join {{ ref('stg_run_parameters') }} as run_parameters
where not suspected.is_same and not suspected.is_another
order by suspected.old_lease_id, suspected.lease_id, suspected.signal_id
