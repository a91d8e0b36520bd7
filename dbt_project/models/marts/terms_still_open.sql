-- Grain: one row per signal of terms_passed that is still delivered after this run's deliveries and manual actions.
-- A view over the copy of the register's events: what was accepted, withdrawn or closed since is not in it.
{{ config(materialized='view') }}

select
    terms.signal_id,
    terms.lease_id,
    terms.municipality_code,
    terms.system,
    terms.handed_in_on,
    terms.response_due_on,
    terms.is_threatening
from {{ ref('terms_passed') }} as terms
inner join {{ ref('int_signals_recorded') }} as signals on terms.signal_id = signals.signal_id
where signals.state = 'delivered'
