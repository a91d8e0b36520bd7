-- Grain: one row per signal that a person has to withdraw at its desk, and that nobody has yet.
-- A view over the copy of the register's events: what was withdrawn or closed since is not in it.
{{ config(materialized='view') }}

select
    due.signal_id,
    due.lease_id,
    due.reason,
    due.needs_person_because,
    due.system
from {{ ref('withdrawals_due') }} as due
inner join {{ ref('int_signals_recorded') }} as signals on due.signal_id = signals.signal_id
where due.needs_person and signals.state = 'delivered'
