-- Boekingen with their meaning -> ledger_entries, allocations. The macros signed_of and stated_of follow the sign the
-- landlord writes amounts with (sign.py): signed_of is positive where a booking does what its kind usually does,
-- stated_of is what the tenant owes by the source's own saldo.

-- 1. Agreements: a lease is itself; a payer's agreement stands for the lease above it; of others a booking is not ours.
create table vera.contract_bij as
select o.id as overeenkomst, any_value(case when o.is_lease then o.id when p.is_lease and o.meaning = 'betaler' then p.id end) as lease_id
from vera.overeenkomsten as o left join vera.overeenkomsten as p on p.id = o.bovenliggend
group by o.id;

create table vera.enig_contract as
select relatie_id as relatie, any_value(lease_id) as lease_id from vera.hoofdhuurders group by relatie_id having count(*) = 1;

-- 2. Every booking that counts, or a verdict why it does not.
create table vera.posten as
with met_soort as (
    select b.* exclude (afletteringen), s.kind, s.is_flipped,
        case when s.kind in ('payment', 'credit_note', 'write_off') then 'credit' else 'charge' end as side,
        coalesce(st.meaning, case when b.status is null then 'telt' end) as counts,
        c.overeenkomst is not null as is_known_agreement,
        case when b.overeenkomst is null then e.lease_id when c.overeenkomst is null then b.overeenkomst else c.lease_id end as own_lease
    from vera.boekingen as b
    left join vera.dubbel as d on d.id = b.id
    left join vera.soorten as s on s.soort is not distinct from b.soort and s.detail_soort is not distinct from b.detail_soort
    left join mapping.boeking_status as st on st.code = b.status
    left join vera.contract_bij as c on c.overeenkomst = b.overeenkomst
    left join vera.enig_contract as e on e.relatie = b.relatie
    where d.id is null or b.rowid = d.kept
),
gelezen as (
    select *, coalesce(day_of(boekdatum), day_of(factuurdatum)) as booked_on, day_of(vervaldatum) as due_on,
        euros_of(bedrag) as euros, if(is_flipped, -1, 1) * signed_of(euros_of(bedrag), side) as signed, if(is_flipped, -1, 1) * stated_of(euros_of(saldo), side) as stated
    from met_soort
)
select id, kind, own_lease, overeenkomst, relatie, kenmerk, booked_on, abs(euros) as amount, stated,
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

-- 3. Afletteringen. One stands under both of its bookings, and which of the two is named first is not fixed: one per id and pair.
create table vera.links as
with places as (
    select id as owner, unnest(afletteringen) as a from vera.boekingen
),
gelezen as (
    select owner, a.id as id, a.datum as datum, a.bedrag as bedrag, a.one as one, a.other as other from places where a.whole
    union all
    select null, key_of(id, "idExtern", code), datum, bedrag, ref_of("huurBoeking"), ref_of("tegenHuurBoeking")
    from raw.afletteringen
),
-- A side left out is the booking that the aflettering stands under.
heel as (
    select owner, id, datum, bedrag,
        coalesce(one, case when owner is distinct from other then owner end) as one,
        coalesce(other, case when owner is distinct from one then owner end) as other
    from gelezen
),
leesbaar as (
    select owner, id, least(one, other) as low, greatest(one, other) as high, day_of(datum) as day, euros_of(bedrag) as euros,
        bad_day(datum) or bad_euros(bedrag) or text_of(bedrag) is null as unreadable
    from heel where one is not null and other is not null and one <> other
),
-- One row an id. A side of its own (`owner`) is left of those that stand under one booking only.
per_id as (
    select low, high, case when min(owner) = max(owner) and count(owner) = count(*) then min(owner) end as owner,
        any_value(day) as day, arg_min(euros, coalesce(owner, '')) as euros, bool_or(unreadable) as unreadable
    from leesbaar where id is not null group by low, high, id
),
-- Some systems give each side an aflettering of its own, with its own id: both sides then have one that the other has not.
gespiegeld as (
    select low, high from per_id where owner is not null group by low, high having min(owner) <> max(owner)
),
-- Those, and the ones without an id: copies under both sides are told from repeats under one by counting them per side.
geteld as (
    select *, row_number() over (partition by owner, low, high, day, abs(euros)) as copy from (
        select low, high, owner, day, euros, unreadable from leesbaar where id is null
        union all
        select p.low, p.high, p.owner, p.day, p.euros, p.unreadable from per_id as p semi join gespiegeld as g on g.low = p.low and g.high = p.high
        where p.owner is not null
    )
)
select low, high, day, euros, unreadable from per_id as p
where owner is null or not exists (from gespiegeld as g where g.low = p.low and g.high = p.high)
union all
select low, high, day, arg_min(euros, coalesce(owner, '')), bool_or(unreadable) from geteld group by low, high, day, abs(euros), copy;

-- 4. A booking without agreement or known debtor is about the lease of what it is settled with, where that is one lease.
create table vera.contract_via_link as
with beide as (
    select low as id, high as other from vera.links union all select high, low from vera.links
)
select p.id, any_value(q.own_lease) as lease_id
from vera.posten as p join beide using (id) join vera.posten as q on q.id = beide.other
where p.own_lease is null and p.verdict is null and q.own_lease is not null
group by p.id having count(distinct q.own_lease) = 1;

create table vera.tellend as
select p.* exclude (own_lease, verdict), coalesce(p.own_lease, v.lease_id) as lease_id,
    coalesce(verdict, case when coalesce(p.own_lease, v.lease_id) is null then 'zonder_overeenkomst'
        when entry_type = 'charge' and due_on is null then 'zonder_vervaldatum' end) as verdict,
    case when coalesce(verdict, case when coalesce(p.own_lease, v.lease_id) is null then 'x' end) is not null then 'out'
        when entry_type in ('charge', 'reversal') then entry_type else 'credit' end as class
from vera.posten as p left join vera.contract_via_link as v on v.id = p.id;

drop table vera.posten;

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
where r.amount > 0;

create table vera.storno_links as
select case when low_class = 'reversal' then low else high end as reversal_id,
    case when low_class = 'reversal' then high else low end as credit_id,
    sum(abs(euros)) as amount
from vera.paren
where (low_class, high_class) in (('reversal', 'credit'), ('credit', 'reversal'), ('reversal', 'unknown'), ('unknown', 'reversal'))
    and 'aflettering' in (select code from mapping.boeking_storno_zoeken)
group by all;
