-- Boekingen with their meaning -> ledger_entries, allocations. The macros signed_of and stated_of follow the sign the
-- landlord writes amounts with (signs.py): signed_of is positive where a booking does what its kind usually does,
-- stated_of is what the tenant owes by the source's own saldo.

-- 1. Agreements: a lease is itself; a payer's agreement stands for the lease above it; of others a booking is not ours.
create table vera.contract_bij as
select o.id as overeenkomst, any_value(case when o.is_lease then o.id when p.is_lease and o.meaning = 'betaler' then p.id end) as lease_id
from vera.overeenkomsten as o left join vera.overeenkomsten as p on p.id = o.bovenliggend
group by o.id;

-- The leases that money of a person may be for: those he rents, or administers (role BWI: the receipts of an administrator are
-- the lease's); only where there are none, those he is named on in another role. And a debtor without a known person: the leases
-- that his other bookings name.
create table vera.contracten_van_relatie as
with genoemd as (
    select relatie_id as relatie, lease_id, 0 as rank from vera.hoofdhuurders
    union all
    select relatie_id, lease_id, case when soort in (select code from mapping.overeenkomst_bewindvoerder) then 0 else 1 end from vera.rollen
)
select distinct relatie, lease_id from genoemd
qualify rank = min(rank) over (partition by relatie);

create table vera.contracten_van_debiteur as
select distinct b.debiteur, case when c.overeenkomst is null then b.overeenkomst else c.lease_id end as lease_id
from vera.boekingen as b left join vera.contract_bij as c on c.overeenkomst = b.overeenkomst
where b.debiteur is not null and b.relatie is null and b.overeenkomst is not null
    and b.debiteur not in (select debiteur from vera.debiteuren)
    and coalesce(c.lease_id, case when c.overeenkomst is null then b.overeenkomst end) is not null;

create table vera.enig_contract as
select relatie, any_value(lease_id) as lease_id from vera.contracten_van_relatie group by relatie having count(*) = 1;

create table vera.enig_contract_van_debiteur as
select debiteur, any_value(lease_id) as lease_id from vera.contracten_van_debiteur group by debiteur having count(*) = 1;

-- 2. Every booking that counts, or a verdict why it does not.
create table vera.posten as
with met_soort as (
    select b.* exclude (afletteringen, details, betalingsregelingen, externe_incassos, relatie), coalesce(b.relatie, deb.relatie) as relatie, s.kind, s.is_flipped,
        case when s.kind in ('payment', 'credit_note', 'write_off') then 'credit' else 'charge' end as side,
        coalesce(st.meaning, case when b.status is null then 'telt' end) as counts,
        c.overeenkomst is not null as is_known_agreement,
        case when b.overeenkomst is null then coalesce(e.lease_id, f.lease_id) when c.overeenkomst is null then b.overeenkomst else c.lease_id end as own_lease
    from vera.boekingen as b
    left join vera.dubbel as d on d.id = b.id
    left join vera.soorten as s on s.soort is not distinct from b.soort and s.detail_soort is not distinct from b.detail_soort
    left join mapping.boeking_status as st on st.code = b.status
    left join vera.contract_bij as c on c.overeenkomst = b.overeenkomst
    left join vera.debiteuren as deb on deb.debiteur = b.debiteur
    left join vera.enig_contract as e on e.relatie = coalesce(b.relatie, deb.relatie)
    left join vera.enig_contract_van_debiteur as f on f.debiteur = b.debiteur and b.relatie is null and deb.relatie is null
    where d.id is null or b.rowid = d.kept
),
gelezen as (
    select *, coalesce(day_of(boekdatum), day_of(factuurdatum)) as booked_on, day_of(vervaldatum) as due_on,
        euros_of(bedrag) as euros, if(is_flipped, -1, 1) * signed_of(euros_of(bedrag), side) as signed, if(is_flipped, -1, 1) * stated_of(euros_of(saldo), side) as stated
    from met_soort
)
select id, kind, own_lease, overeenkomst, relatie, debiteur, kenmerk, booked_on, abs(euros) as amount, stated,
    case when disputed and kind in ('rent', 'service_charges')
        and (select value from mapping.settings where name = 'boeking.huurgeschil') = 'buiten_achterstand' then 'other'
        else kind end as category,
    disputed,
    -- A negative invoice credits; a negative receipt, credit note or write-off takes back what an earlier one gave.
    case
        when kind in ('refund', 'reversal') then 'reversal'
        when side = 'charge' then case when signed < 0 then 'credit_note' else 'charge' end
        when signed < 0 then 'reversal'
        else kind
    end as entry_type,
    kind = 'refund' as is_refund,
    coalesce(due_on, case
        when kind not in ('rent', 'service_charges')
            or (select value from mapping.settings where name = 'boeking.zonder_vervaldatum') = 'boekdatum' then booked_on end) as due_on,
    case
        when id is null then 'zonder_id'
        when counts = 'telt_niet' then 'voorlopig'
        when counts is null then 'zonder_betekenis'
        when kind is null then 'zonder_betekenis'
        when kind = 'ignore' then 'telt_niet'
        when is_known_agreement and own_lease is null then 'ander_contract'
        when bad_euros(bedrag) then 'bedrag_onleesbaar'
        when euros is null then 'zonder_bedrag'
        when euros = 0 then 'nul'
        when bad_day(boekdatum) or bad_day(factuurdatum) or bad_day(vervaldatum) then 'datum_onleesbaar'
        when booked_on is null then 'zonder_boekdatum'
    end as verdict
from gelezen;

-- 3. Afletteringen. One may stand under both of its bookings, in copies of them in other files and in a file of its own, with an id
-- or without, and which of the two bookings is named first is not fixed. It counts once: each place is counted by itself, and of
-- the places that list a link of one pair, amount and day the one that lists most of them holds.
create table vera.links as
with places as (
    select id as owner, rowid::varchar as place, unnest(afletteringen) as a from vera.boekingen
),
gelezen as (
    select owner, place, a.id as id, a.datum as datum, a.bedrag as bedrag, known_as('boekingen', a.one) as one, known_as('boekingen', a.other) as other
    from places where a.whole
    union all
    select null, concat('file ', file), key_of(id, "idExtern", code), datum, bedrag, known_as('boekingen', ref_of("huurBoeking")),
        known_as('boekingen', ref_of("tegenHuurBoeking"))
    from raw.afletteringen
),
-- A side left out is the booking that the aflettering stands under.
heel as (
    select owner, place, id, datum, bedrag,
        coalesce(one, case when owner is distinct from other then owner end) as one,
        coalesce(other, case when owner is distinct from one then owner end) as other
    from gelezen
),
leesbaar as (
    select owner, place, id, least(one, other) as low, greatest(one, other) as high, day_of(datum) as day, euros_of(bedrag) as euros,
        bad_day(datum) or bad_euros(bedrag) or text_of(bedrag) is null as unreadable
    from heel where one is not null and other is not null and one <> other
),
-- One row per id. A side of its own (`owner`) is left of those that stand under one booking only.
per_id as (
    select low, high, id, case when min(owner) = max(owner) and count(owner) = count(*) then min(owner) end as owner,
        any_value(day) as day, arg_min(euros, coalesce(owner, '')) as euros, bool_or(unreadable) as unreadable
    from leesbaar where id is not null group by low, high, id
),
-- Some systems give each side an aflettering of its own, with its own id: both sides then have one that the other has not.
gespiegeld as (
    select low, high from per_id where owner is not null group by low, high having min(owner) <> max(owner)
),
plaatsen as (
    select low, high, id, coalesce(owner, '') as owner, place, day, euros, unreadable from leesbaar where id is null
    union all
    select p.low, p.high, p.id, if(g.low is null, '', coalesce(p.owner, '')), 'by id', p.day, p.euros, p.unreadable
    from per_id as p left join gespiegeld as g on g.low = p.low and g.high = p.high
),
-- Where a day is left out in one place, the links of that pair and amount are matched by their order.
dagen as (
    select *, case when count(day) over (partition by low, high, abs(euros)) = count(*) over (partition by low, high, abs(euros)) then day end as its_day
    from plaatsen
),
geteld as (
    select *, row_number() over (partition by owner, place, low, high, its_day, abs(euros) order by day, euros, id) as copy from dagen
)
select low, high, coalesce(its_day, max(day)) as day, arg_min(euros, owner) as euros, bool_or(unreadable) as unreadable
from geteld group by low, high, its_day, abs(euros), copy;

-- 4. A booking without agreement or known debtor is about the lease of what it is settled with, where that is one lease.
create table vera.kanten as
select low as id, high as other, euros, unreadable from vera.links union all select high, low, euros, unreadable from vera.links;

create table vera.contract_via_link as
select p.id, any_value(q.own_lease) as lease_id
from vera.posten as p join vera.kanten as k using (id) join vera.posten as q on q.id = k.other
where p.own_lease is null and p.verdict is null and q.own_lease is not null
group by p.id having count(distinct q.own_lease) = 1;

-- Money settled with charges of several leases is divided over them as its links say, so that it counts once; what the links leave
-- over is unsure. A reversal of all of it is divided alike.
create table vera.delen as
with per_vordering as (
    select p.id, p.amount as whole, q.own_lease as lease_id, k.other, abs(sum(k.euros)) as amount
    from vera.posten as p join vera.kanten as k using (id) join vera.posten as q on q.id = k.other
    where p.own_lease is null and p.verdict is null and p.entry_type not in ('charge', 'reversal')
        and q.entry_type = 'charge' and q.own_lease is not null and not k.unreadable
    group by p.id, p.amount, q.own_lease, k.other
),
per_contract as (
    select id, whole, lease_id, sum(amount) as amount from per_vordering group by id, whole, lease_id having sum(amount) > 0
),
delen as (
    select id, concat(id, '/', lease_id) as part_id, lease_id, amount, whole,
        sum(amount) over (partition by id) as linked, count(*) over (partition by id) as leases
    from per_contract
),
stornos as (
    select r.id, d.id as credit_id
    from vera.posten as r join vera.kanten as k using (id) join vera.posten as d on d.id = k.other
    where r.entry_type = 'reversal' and r.own_lease is null and r.verdict is null and r.amount = d.amount
        and d.id in (select id from delen where leases > 1 and linked = whole)
    group by r.id, d.id qualify count(*) over (partition by r.id) = 1
)
select id, part_id, lease_id, amount, whole - linked as rest from delen where leases > 1 and linked <= whole
union all
select s.id, concat(s.id, '/', d.lease_id), d.lease_id, d.amount, 0
from stornos as s join delen as d on d.id = s.credit_id;

create table vera.gedeelde_links as
select coalesce(a.part_id, b.part_id) as part_id, case when a.part_id is null then l.low else l.high end as other, l.day, l.euros, l.unreadable
from vera.links as l
left join vera.posten as high on high.id = l.high
left join vera.posten as low on low.id = l.low
left join vera.delen as a on a.id = l.low and a.lease_id = high.own_lease
left join vera.delen as b on b.id = l.high and b.lease_id = low.own_lease
where a.part_id is not null or b.part_id is not null
union all
select c.part_id, r.part_id, l.day, r.amount, l.unreadable
from vera.kanten as k
join vera.posten as reversal on reversal.id = k.id and reversal.entry_type = 'reversal'
join vera.delen as r on r.id = k.id join vera.delen as c on c.id = k.other and c.lease_id = r.lease_id
join vera.links as l on l.low = least(k.id, k.other) and l.high = greatest(k.id, k.other);

delete from vera.links where low in (select id from vera.delen) or high in (select id from vera.delen);
insert into vera.links
select least(part_id, other), greatest(part_id, other), day, euros, unreadable from vera.gedeelde_links;

create table vera.hele_posten as select * from vera.posten where id in (select id from vera.delen);
delete from vera.posten where id in (select id from vera.delen);
insert into vera.posten
select h.* replace (d.part_id as id, d.lease_id as own_lease, d.amount as amount, case when h.stated = 0 then 0 end as stated)
from vera.hele_posten as h join vera.delen as d using (id);

-- Money (or a reversal of it) of which it is unknown for which lease it is: what is owed is then unsure for every lease of its
-- debtor, and for those its links name.
create table vera.onzeker as
with zonder as (
    select p.id, p.relatie, p.debiteur, p.booked_on, p.amount from vera.posten as p left join vera.contract_via_link as v using (id)
    where p.verdict is null and p.own_lease is null and v.id is null and p.entry_type <> 'charge'
    union all
    select h.id, h.relatie, h.debiteur, h.booked_on, d.rest from vera.hele_posten as h
    join (select id, any_value(rest) as rest from vera.delen group by id) as d using (id) where d.rest > 0
),
contracten as (
    select z.*, c.lease_id from zonder as z join vera.contracten_van_relatie as c on c.relatie = z.relatie
    union
    select z.*, c.lease_id from zonder as z join vera.contracten_van_debiteur as c on c.debiteur = z.debiteur
    union
    select z.*, q.own_lease from zonder as z join vera.kanten as k using (id) join vera.posten as q on q.id = k.other where q.own_lease is not null
)
select * from contracten where lease_id is not null;

create table vera.tellend as
select p.* exclude (own_lease, verdict), coalesce(p.own_lease, v.lease_id) as lease_id,
    coalesce(verdict, case when coalesce(p.own_lease, v.lease_id) is null then 'zonder_overeenkomst'
        when entry_type = 'charge' and due_on is null then 'zonder_vervaldatum' end) as verdict,
    case when coalesce(verdict, case when coalesce(p.own_lease, v.lease_id) is null then 'x' end) is not null then 'out'
        when entry_type in ('charge', 'reversal') then entry_type else 'credit' end as class
from vera.posten as p left join vera.contract_via_link as v on v.id = p.id;

drop table vera.posten;
drop table vera.kanten;
drop table vera.gedeelde_links;
drop table vera.hele_posten;

-- 5. What each aflettering links. Charge and credit: an allocation. Credit and reversal: which receipt the reversal takes back.
create table vera.paren as
select l.*, coalesce(a.class, 'unknown') as low_class, coalesce(b.class, 'unknown') as high_class
from vera.links as l left join vera.tellend as a on a.id = l.low left join vera.tellend as b on b.id = l.high;

drop table vera.links;

-- An export that begins on some day names bookings from before it. Where the mapping says so, they are filled in from the
-- afletteringen: what a known receipt settled outside the export is another charge, what settled a known charge a payment.
create table vera.aangevuld as
with ontbreekt as (
    select case when low_class = 'unknown' then low else high end as id,
        case when low_class = 'unknown' then high else low end as bekend,
        case when low_class = 'unknown' then high_class else low_class end as class, euros, day
    from vera.paren
    where (low_class = 'unknown') <> (high_class = 'unknown') and not unreadable
        and (select value from mapping.settings where name = 'boeking.ontbrekende_boeking') = 'aanvullen'
)
select o.id, any_value(t.lease_id) as lease_id, case when any_value(o.class) = 'charge' then 'payment' else 'charge' end as entry_type,
    abs(sum(euros)) as amount, min(coalesce(o.day, t.booked_on)) as booked_on
from ontbreekt as o join vera.tellend as t on t.id = o.bekend
where o.class in ('charge', 'credit')
group by o.id having count(distinct o.class) = 1 and count(distinct t.lease_id) = 1 and abs(sum(euros)) > 0;

create schema if not exists landing;

create table landing.allocations as
with richting as (
    -- A booking that is not in the export stays named: the models then find the ledger inconsistent, rather than guess.
    select case when low_class = 'charge' or high_class = 'credit' then high else low end as credit_entry_id,
        case when low_class = 'charge' or high_class = 'credit' then low else high end as charge_entry_id,
        euros, day
    from vera.paren
    where (low_class, high_class) in (('charge', 'credit'), ('credit', 'charge'), ('charge', 'unknown'), ('unknown', 'charge'),
        ('credit', 'unknown'), ('unknown', 'credit'))
        and not unreadable
),
-- An aflettering undone is written as a second one of the opposite sign: what is left between two bookings counts.
per_paar as (
    select credit_entry_id, charge_entry_id, abs(sum(euros)) as netto, max(day) as laatste
    from richting group by all having min(sign(euros)) <> max(sign(euros))
),
rijen as (
    select credit_entry_id, charge_entry_id, abs(euros) as amount, day from richting anti join per_paar using (credit_entry_id, charge_entry_id)
    union all
    select credit_entry_id, charge_entry_id, netto, laatste from per_paar
)
select r.credit_entry_id, r.charge_entry_id, r.amount,
    coalesce(r.day, greatest(c.booked_on, v.booked_on)) as allocated_on
from rijen as r
left join vera.tellend as c on c.id = r.credit_entry_id and r.day is null
left join vera.tellend as v on v.id = r.charge_entry_id and r.day is null
where r.amount > 0
union all
-- Of unsure money each lease says so by a charge that it may have paid: the models then judge no ledger of these (Arrears 7).
select o.id, v.id, least(o.amount, v.amount), o.booked_on
from vera.onzeker as o
join (select lease_id, arg_min(id, (booked_on, id)) as id, arg_min(amount, (booked_on, id)) as amount
    from vera.tellend where verdict is null and entry_type = 'charge' group by lease_id) as v using (lease_id);

-- A reversal may be settled with the charge that it opens again: reversals.py finds the credit that had settled it.
create table vera.storno_vorderingen as
select case when low_class = 'reversal' then low else high end as reversal_id,
    case when low_class = 'reversal' then high else low end as charge_id, sum(abs(euros)) as amount
from vera.paren
where (low_class, high_class) in (('reversal', 'charge'), ('charge', 'reversal')) and not unreadable
    and 'aflettering' in (select code from mapping.boeking_storno_zoeken)
group by all;

create table vera.storno_links as
select case when low_class = 'reversal' then low else high end as reversal_id,
    case when low_class = 'reversal' then high else low end as credit_id,
    sum(abs(euros)) as amount
from vera.paren
where (low_class, high_class) in (('reversal', 'credit'), ('credit', 'reversal'), ('reversal', 'unknown'), ('unknown', 'reversal'))
    and 'aflettering' in (select code from mapping.boeking_storno_zoeken)
group by all;
