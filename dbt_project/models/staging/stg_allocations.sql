-- Grain: link from a credit to a charge (no key - several rows per pair add up). Names and types only.
select
    credit_entry_id,
    charge_entry_id,
    amount,
    allocated_on
from {{ source('landing', 'allocations') }}
