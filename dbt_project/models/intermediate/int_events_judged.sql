-- Grain: one row per event of the register that this run judges by.
-- Rule ("A signal's life", what a run judges by): what the register says of the days before the as-of date, plus every
-- acceptance dated on or before it. What is recorded under the as-of date itself changes nothing, so that running a
-- date again gives the same rows. One thing of the day itself does count: that a waiting batch turned out never to have
-- left, because its leases are then judged again.
with
flags as (
    select
        events.seq,
        events.as_of_date < run_parameters.as_of_date as is_of_an_earlier_day,
        events.event_type = 'help_accepted'
        and events.accepted_on <= run_parameters.as_of_date as is_acceptance_by_then,
        events.event_type in ('batch_found_unsent', 'batch_abandoned')
        and events.as_of_date <= run_parameters.as_of_date as is_batch_that_never_left
    from {{ ref('stg_register_events') }} as events
    cross join {{ ref('stg_run_parameters') }} as run_parameters
)

select events.*
from {{ ref('stg_register_events') }} as events
inner join flags on events.seq = flags.seq
where flags.is_of_an_earlier_day or flags.is_acceptance_by_then or flags.is_batch_that_never_left
