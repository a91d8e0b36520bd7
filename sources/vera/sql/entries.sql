-- The last step: every booking that counts as one row, each reversal naming the credit it takes back (reversals.py found the rest).
create table landing.ledger_entries as
with gevonden as (
    select reversal_id, credit_id, amount, count(*) over (partition by reversal_id) as parts,
        row_number() over (partition by reversal_id order by credit_id) as part
    from vera.storno_gevonden
)
select case when g.parts > 1 then concat(t.id, '#', g.part) else t.id end as entry_id,
    t.lease_id, t.entry_type,
    case when t.entry_type = 'charge' then t.category end as category,
    t.booked_on,
    case when t.entry_type = 'charge' then t.due_on end as due_on,
    case when g.parts > 1 then g.amount else t.amount end as amount,
    -- Not found: it names nothing that exists, so that this lease's ledger is inconsistent and only this lease is not reported.
    case when t.entry_type = 'reversal' then coalesce(g.credit_id, concat('?', t.id)) end as reverses_entry_id
from vera.tellend as t left join gevonden as g on g.reversal_id = t.id
where t.verdict is null
union all
select id, lease_id, entry_type, case entry_type when 'charge' then 'other' end, booked_on,
    case entry_type when 'charge' then booked_on end, amount, null
from vera.aangevuld;
