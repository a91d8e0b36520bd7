-- Grain: one row per signal to deliver on the as-of date and charge it covers.
-- Rule: docs/rules.md 3.2: the rent and service charges that were open arrears on its as-of date.
select
    lines.signal_id,
    lines.lease_id,
    charges.entry_id,
    charges.due_on,
    charges.open_amount as amount
from {{ ref('signal_lines') }} as lines
inner join {{ ref('int_open_charges') }} as charges on lines.lease_id = charges.lease_id
where charges.is_in_arrears
order by lines.signal_id, charges.due_on, charges.entry_id
