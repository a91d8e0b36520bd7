-- Grain: one row per delivered signal whose response term has passed without acceptance.
-- The term counts from the day the file was handed in: one that nobody brought to its desk asks nothing of a municipality.
-- Rule ("A signal's life", response term): silence is no refusal and no fault; collection goes on. Each is listed once.
with
listed as (
    select distinct signal_id from {{ ref('int_events_judged') }} where event_type = 'term_passed'
)

select
    run_parameters.as_of_date,
    signals.signal_id,
    signals.lease_id,
    signals.municipality_code,
    signals.system,
    signals.delivered_on,
    signals.handed_in_on,
    signals.response_due_on,
    signals.is_threatening,
    listed.signal_id is not null as already_listed
from {{ ref('int_signals_judged') }} as signals
cross join {{ ref('stg_run_parameters') }} as run_parameters
left join listed on signals.signal_id = listed.signal_id
where
    signals.state = 'delivered'
    and signals.handed_in_on is not null
    and signals.response_due_on < run_parameters.as_of_date
order by signals.response_due_on, signals.lease_id, signals.signal_id
