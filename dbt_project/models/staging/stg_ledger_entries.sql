-- Grain: ledger entry. Names and types only.
select
    entry_id,
    lease_id,
    entry_type,
    category,
    booked_on,
    due_on,
    amount,
    reverses_entry_id
from {{ source('landing', 'ledger_entries') }}
