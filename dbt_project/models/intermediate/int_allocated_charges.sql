-- Grain: one row per charge that counted allocations name.
-- Rule: docs/rules.md 1.3. What they leave of it is still to be settled, never below 0: a charge that got too much is
-- settled, and the excess settles nothing else.
{{ config(materialized='view') }}

select
    lease_id,
    charge_entry_id as entry_id,
    max(charge_amount) as amount,
    bool_or(is_due_rent) as is_due_rent,
    {{ money('sum(amount)') }} as allocated_amount,
    {{ money('greatest(0, max(charge_amount) - sum(amount))') }} as remaining_amount
from {{ ref('int_allocations') }}
where is_counted and names_a_charge_of_the_lease
group by lease_id, charge_entry_id
