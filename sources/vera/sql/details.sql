-- Charges that their boekingdetails split over what counts as arrears and what does not (rules 1.5): one entry per kind. VERA gives a
-- detail a code, a description and an amount; what each is for, the mapping says ([boeking.details]).

-- One row per charge for rent or service charges with details that have amounts. Each kind keeps the sign that charges have.
create table vera.uitgesplitst as
with regels as (
    select t.id, t.category, t.amount, coalesce(d.kind, t.category) as kind, euros_of(d.bedrag) as euros, text_of(d.bedrag) as written
    from (select t.id, t.category, t.amount, any_value(b.details) as details from vera.tellend as t join vera.boekingen as b using (id)
        where t.verdict is null and t.entry_type = 'charge' and t.category in ('rent', 'service_charges') and b.details is not null
        group by t.id, t.category, t.amount) as t, unnest(t.details) as u(d)
),
soorten as (
    select id, category, amount, kind, sum(euros) as euros, bool_or(euros is null) as unreadable, count(written) as written
    from regels group by id, category, amount, kind
)
select id, category, amount, list({'kind': kind, 'euros': abs(euros)} order by kind) as kinds, count(*) as parts,
    coalesce(abs(sum(euros)) = amount and not bool_or(unreadable) and min(sign(euros)) = max(sign(euros)), false) as adds_up
from soorten group by id, category, amount having sum(written) > 0;

-- Arrears first, so that money settles rent before costs (rules 1.4). The first part keeps the booking's own id.
create table vera.deel_van_vordering as
with delen as (
    select id, k.kind as category, k.euros as amount,
        row_number() over (partition by id order by list_position(['rent', 'service_charges', 'other', 'interest', 'collection_costs'], k.kind)) as part
    from vera.uitgesplitst, unnest(kinds) as u(k) where adds_up and k.euros > 0
)
select *, case when part = 1 then id else concat(id, '#', category) end as part_id,
    sum(amount) over (partition by id order by part) - amount as from_euros,
    case when part = count(*) over (partition by id) then 1e15 else sum(amount) over (partition by id order by part) end as to_euros
from delen;

create table vera.hele_vorderingen as
select * from landing.ledger_entries where entry_id in (select id from vera.deel_van_vordering);
delete from landing.ledger_entries where entry_id in (select id from vera.deel_van_vordering);
insert into landing.ledger_entries
select e.* replace (d.part_id as entry_id, d.category as category, d.amount as amount)
from vera.hele_vorderingen as e join vera.deel_van_vordering as d on d.id = e.entry_id;

-- What was settled of the booking settles its parts in that order; what is settled beyond it stays with the last part.
create table vera.hele_afletteringen as
select *, sum(amount) over gezet - amount as from_euros, sum(amount) over gezet as to_euros
from landing.allocations where charge_entry_id in (select id from vera.deel_van_vordering)
window gezet as (partition by charge_entry_id order by allocated_on, credit_entry_id, amount rows unbounded preceding);
delete from landing.allocations where charge_entry_id in (select id from vera.deel_van_vordering);
insert into landing.allocations
select a.credit_entry_id, d.part_id, cast(least(a.to_euros, d.to_euros) - greatest(a.from_euros, d.from_euros) as decimal(18, 2)), a.allocated_on
from vera.hele_afletteringen as a join vera.deel_van_vordering as d on d.id = a.charge_entry_id
where least(a.to_euros, d.to_euros) > greatest(a.from_euros, d.from_euros);
