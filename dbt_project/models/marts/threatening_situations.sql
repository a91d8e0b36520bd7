-- Grain: one row per delivered signal whose tenant faces eviction and whose municipality nobody has telephoned yet.
-- Rule: docs/rules.md 3.8 (threatening situation); LCV agreement, article 3.13: the municipality acts within 3 working
-- days, and the eleven columns have no place to say so. A view over the copy of the register's events: this run's are in it.
{{ config(materialized='view') }}

with
telephoned as (
    select distinct signal_id from {{ ref('stg_register_events') }} where event_type = 'municipality_telephoned'
)

select
    signals.signal_id,
    signals.lease_id,
    signals.municipality_code,
    signals.system,
    signals.as_of_date,
    signals.delivered_on,
    signals.handed_in_on,
    signals.response_due_on,
    notices.eviction_on
from {{ ref('int_signals_recorded') }} as signals
left join telephoned on signals.signal_id = telephoned.signal_id
left join {{ ref('int_eviction_notices_in_force') }} as notices on signals.lease_id = notices.lease_id
where signals.is_threatening and signals.state = 'delivered' and telephoned.signal_id is null
