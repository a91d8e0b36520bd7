-- Grain: one row per signal, with everything the register says of it, this run's deliveries included.
-- A view over the copy of the register's events: when the copy is refreshed at the end of a run, so is this.
{{ config(materialized='view') }}

select
    signal_id,
    lease_id,
    tenant_id,
    landlord_id,
    municipality_code,
    system,
    batch_id,
    line_number,
    as_of_date,
    delivered_on,
    handed_in_on,
    state,
    response_due_on,
    is_threatening,
    help_accepted_on,
    withdrawn_on,
    withdrawal_reason,
    withdrawn_by,
    closed_on,
    closing_reason,
    closed_by,
    replaced_by,
    replaces_signal_id,
    delivered_amount,
    delivered_months,
    oldest_due_on,
    delivered_lease_id,
    taken_back_on,
    arrears_settled_on,
    released_on,
    keeps_lease_off
from {{ ref('int_signals_recorded') }}
