-- Grain: one row per credit, booked on or before the as-of date, that was allocated or reversed. Of all other credits the whole
-- amount is unallocated money.
-- Rule: docs/rules.md 1.2 and 1.3. What is neither reversed nor allocated is unallocated money, never below 0.
{{ config(materialized='view') }}

with

reversed_credits as (
    select
        reverses_entry_id as entry_id,
        lease_id,
        max(credit_amount) as amount,
        sum(amount) as reversed_amount,
        0 as allocated_amount
    from {{ ref('int_reversals') }}
    where names_a_credit
    group by reverses_entry_id, lease_id
),

allocated_credits as (
    select
        credit_entry_id as entry_id,
        lease_id,
        max(credit_amount) as amount,
        0 as reversed_amount,
        sum(amount) as allocated_amount
    from {{ ref('int_allocations') }}
    where is_counted
    group by credit_entry_id, lease_id
),

-- No credit stands in both: an allocation of a reversed credit does not count.
used_credits as (
    select * from reversed_credits
    union all
    select * from allocated_credits
)

select
    lease_id,
    entry_id,
    amount,
    {{ money('reversed_amount') }} as reversed_amount,
    {{ money('allocated_amount') }} as allocated_amount,
    {{ money('greatest(0, amount - reversed_amount - allocated_amount)') }} as unallocated_amount
from used_credits
