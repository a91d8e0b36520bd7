-- Betalingsregeling, ExterneIncasso, Contactmoment -> payment_arrangements, collection_cases, collection_actions.

-- The leases something is about: the agreement it names and those of its bookings, whichever side says so; else its debtor's.
create table vera.contract_van_boeking as
select id, lease_id from vera.tellend where lease_id is not null
union
select id, lease_id from vera.delen
union
-- A booking that does not count, such as an arrangement's own, may still say which lease it is about.
select b.id, c.lease_id from vera.boekingen as b join vera.contract_bij as c on c.overeenkomst = b.overeenkomst where c.lease_id is not null;

create table vera.contracten_van_betaler as
select relatie, null as debiteur, lease_id from vera.contracten_van_relatie
union all
select d.relatie, d.debiteur, c.lease_id from vera.debiteuren as d join vera.contracten_van_relatie as c using (relatie)
union all
select null, debiteur, lease_id from vera.contracten_van_debiteur;

create table vera.regelingen as
with gelezen as (
    select coalesce(key_of(id, "idExtern", code), concat('zonder id ', row_number() over ())) as id,
        code_of(status) as status, begindatum, einddatum, afspraakdatum,
        known_as('overeenkomsten', ref_of(overeenkomst)) as overeenkomst,
        known_as('debiteuren', debiteur ->> '$.sleutel') as debiteur, known_as('relaties', text_of(debiteur ->> '$.relatie')) as relatie,
        items_of(boekingen) as boekingen
    from raw.betalingsregelingen
),
boekingen_van as (
    select id, known_as('boekingen', ref_of(b)) as boeking,
        known_as('overeenkomsten', case json_type(b) when 'OBJECT' then text_of(b ->> '$.overeenkomst') end) as overeenkomst
    from (select id, unnest(boekingen) as b from gelezen)
    union
    select known_as('betalingsregelingen', ref_of(r)), id, overeenkomst
    from (select id, overeenkomst, unnest(items_of(betalingsregelingen)) as r from vera.boekingen)
),
genoemd as (
    select id, overeenkomst from gelezen where overeenkomst is not null
    union
    select v.id, coalesce(v.overeenkomst, b.lease_id) from boekingen_van as v left join vera.contract_van_boeking as b on b.id = v.boeking
    where coalesce(v.overeenkomst, b.lease_id) is not null
),
contracten as (
    select distinct g.id, case when c.overeenkomst is null then g.overeenkomst else c.lease_id end as lease_id
    from genoemd as g left join vera.contract_bij as c using (overeenkomst)
),
van_debiteur as (
    select distinct g.id, c.lease_id from gelezen as g
    join vera.contracten_van_betaler as c on (c.debiteur is null and c.relatie = g.relatie) or (g.relatie is null and c.debiteur = g.debiteur)
    where g.id not in (select id from contracten where lease_id is not null and id is not null)
),
-- About an agreement that is no lease, or of a person who rents nothing here: it is known whom it concerns, and none of ours.
van_anderen as (
    select id from contracten where lease_id is null
    union
    select v.id from boekingen_van as v join vera.boekingen as b on b.id = v.boeking
    join vera.contract_bij as c on c.overeenkomst = b.overeenkomst where c.lease_id is null
    union
    select g.id from gelezen as g left join vera.debiteuren as d on g.relatie is null and d.debiteur = g.debiteur
    join vera.relaties as r on r.id = coalesce(g.relatie, d.relatie)
)
-- One of which the lease is unknown keeps a name of its own, so that it names nobody and holds back all signals of the day;
-- one that runs since a day that nobody wrote down runs on the as-of date.
select distinct g.id, g.status, coalesce(m.meaning, case when g.status is null then 'loopt' end) as meaning,
    coalesce(c.lease_id, d.lease_id, case when a.id is null then concat('betalingsregeling ', g.id) end) as lease_id,
    coalesce(c.lease_id, d.lease_id, a.id) is null as names_nobody,
    coalesce(day_of(afspraakdatum), day_of(begindatum), as_of()) as agreed_on, day_of(einddatum) as einde
from gelezen as g
left join contracten as c on c.id = g.id and c.lease_id is not null
left join van_debiteur as d on d.id = g.id
left join van_anderen as a on a.id = g.id
left join mapping.betalingsregeling_status as m on m.code = g.status;

-- The status decides: of what is ended or broken a planned end still ahead says nothing.
create macro past_end(einde, since) as case when einde <= as_of() then einde else since end;

create table landing.payment_arrangements as
select case when count(*) over (partition by id) > 1 then concat(id, '/', lease_id) else id end as arrangement_id, lease_id, agreed_on,
    case when meaning = 'geeindigd' then past_end(einde, agreed_on) when meaning = 'loopt' then einde end as ended_on,
    case when meaning = 'gebroken' then past_end(einde, agreed_on) end as broken_on
from vera.regelingen
where meaning in ('loopt', 'geeindigd', 'gebroken') and lease_id is not null;

create table vera.incassos as
with gelezen as (
    select key_of(id, "idExtern", code) as id, code_of(status) as status, begindatum, einddatum, overdrachtsdatum,
        map {'idExtern': ref_of("idExtern"), 'code': text_of(code), 'id': ref_of(id)} as nummers,
        list_concat(items_of(overeenkomsten), items_of(overeenkomst)) as overeenkomsten, items_of(boekingen) as boekingen,
        known_as('debiteuren', debiteur ->> '$.sleutel') as debiteur, known_as('relaties', text_of(debiteur ->> '$.relatie')) as persoon,
        known_as('relaties', ref_of(g.relatie)) as agency_id
    from raw.externe_incassos as g
),
boekingen_van as (
    select id, known_as('boekingen', ref_of(b)) as boeking from (select id, unnest(boekingen) as b from gelezen where len(overeenkomsten) = 0)
    union
    select known_as('externe-incassos', ref_of(r)), id from (select id, unnest(items_of(externe_incassos)) as r from vera.boekingen)
    where known_as('externe-incassos', ref_of(r)) not in (select id from gelezen where len(overeenkomsten) > 0 and id is not null)
),
contracten as (
    select id, known_as('overeenkomsten', ref_of(o)) as overeenkomst from (select id, unnest(overeenkomsten) as o from gelezen)
    union
    select g.id, v.lease_id from boekingen_van as g join vera.contract_van_boeking as v on v.id = g.boeking
),
bekend as (
    select distinct k.id, case when c.overeenkomst is null then k.overeenkomst else c.lease_id end as lease_id
    from contracten as k left join vera.contract_bij as c on c.overeenkomst = k.overeenkomst
    where k.overeenkomst is not null
),
van_debiteur as (
    select g.id, any_value(c.lease_id) as lease_id from gelezen as g
    join vera.contracten_van_betaler as c on (c.debiteur is null and c.relatie = g.persoon) or (g.persoon is null and c.debiteur = g.debiteur)
    group by g.id having count(distinct c.lease_id) = 1
)
select distinct g.id, g.status, coalesce(m.meaning, case when g.status is null then 'loopt' end) as meaning,
    coalesce(b.lease_id, e.lease_id) as lease_id, agency_id,
    (select first(g.nummers[n.code] order by n.rank) filter (g.nummers[n.code] is not null) from mapping.externe_incasso_dossiernummer as n) as agency_reference,
    coalesce(day_of(overdrachtsdatum), day_of(begindatum)) as handed_over_on, day_of(einddatum) as einde
from gelezen as g
left join bekend as b on b.id = g.id
left join van_debiteur as e on e.id = g.id
left join mapping.externe_incasso_status as m on m.code = g.status;

create table landing.collection_cases as
select case when count(*) over (partition by id) > 1 then concat(id, '/', lease_id) else id end as case_id, lease_id, agency_id, agency_reference, handed_over_on,
    case when meaning = 'geeindigd' then past_end(einde, handed_over_on) else einde end as ended_on
from vera.incassos
where meaning in ('loopt', 'geeindigd') and id is not null and lease_id is not null and agency_id is not null and handed_over_on is not null;

create table vera.contacten as
with gelezen as (
    select distinct key_of(id, "idExtern", code) as id, code_of(soort) as soort, code_of("detailSoort") as detail_soort,
        code_of(kanaal) as kanaal, code_of(richting) as richting, day_of(datum) as performed_on, bad_day(datum) as unreadable,
        text_of(code) as document_ref, relaties
    from raw.contactmomenten
)
select g.*, k.meaning as mapped_channel,
    (select first(action_type order by rank) from mapping.regel as r
        where (r.soort is null or list_contains(r.soort, coalesce(g.soort, '-')))
        and (r."detailSoort" is null or list_contains(r."detailSoort", coalesce(g.detail_soort, '-')))
        and (r.kanaal is null or list_contains(r.kanaal, coalesce(g.kanaal, '-')))
        and (r.richting is null or list_contains(r.richting, coalesce(g.richting, '-')))) as action_type
from gelezen as g left join mapping.contactmoment_kanaal as k on k.code = g.kanaal;

-- A contact belongs to the agreements that list it; else to the lease of its tenants that ran that day: where a tenant has had
-- several, only if of all of these that one alone was in arrears then. A letter about the old home proves nothing for the new one.
create table vera.contact_genoemd as
select distinct o.id as lease_id, known_as('contactmomenten', ref_of(c)) as id
from (select id, unnest(items_of(contactmomenten)) as c from vera.overeenkomsten where is_lease) as o;

create table vera.contact_via_huurder as
select distinct c.id, c.performed_on, h.lease_id, l.started_on <= c.performed_on and (l.ended_on is null or l.ended_on >= c.performed_on) as runs,
    count(*) over (partition by c.id) as leases
from (
    select distinct id, performed_on, known_as('relaties', ref_of(r)) as relatie
    from (select id, performed_on, unnest(items_of(relaties)) as r from vera.contacten where action_type is not null)
) as c
join vera.hoofdhuurders as h on h.relatie_id = c.relatie
join vera.contracten as l on l.lease_id = h.lease_id and l.started_on <= c.performed_on
where c.id not in (select id from vera.contact_genoemd where id is not null);

-- Arrears on the day: rent due before it, against the money booked by then that was not settled with something else.
create table vera.contact_achterstand as
with gevraagd as (
    select distinct lease_id, performed_on as day from vera.contact_via_huurder where leases > 1
),
huur as (
    select g.lease_id, g.day, sum(e.amount) as euros from gevraagd as g
    join landing.ledger_entries as e on e.lease_id = g.lease_id and e.entry_type = 'charge' and e.category in ('rent', 'service_charges')
        and e.due_on < g.day and e.booked_on <= g.day
    group by all
),
geld as (
    select g.lease_id, g.day, sum(if(e.entry_type = 'reversal', -e.amount, e.amount)) as euros from gevraagd as g
    join landing.ledger_entries as e on e.lease_id = g.lease_id and e.entry_type <> 'charge' and e.booked_on <= g.day
    group by all
),
elders as (
    select g.lease_id, g.day, sum(a.amount) as euros from gevraagd as g
    join landing.ledger_entries as e on e.lease_id = g.lease_id and e.entry_type = 'charge'
        and (e.category not in ('rent', 'service_charges') or e.due_on >= g.day)
    join landing.allocations as a on a.charge_entry_id = e.entry_id and a.allocated_on <= g.day
    group by all
)
select lease_id, day, coalesce(huur.euros, 0) > coalesce(geld.euros, 0) - coalesce(elders.euros, 0) as in_arrears
from gevraagd left join huur using (lease_id, day) left join geld using (lease_id, day) left join elders using (lease_id, day);

create table vera.contact_contracten as
with geteld as (
    select v.*, count(*) filter (runs) over (partition by id) as running,
        coalesce(a.in_arrears, false) as in_arrears, count(*) filter (coalesce(a.in_arrears, false)) over (partition by id) as behind
    from vera.contact_via_huurder as v left join vera.contact_achterstand as a on a.lease_id = v.lease_id and a.day = v.performed_on
)
select id, lease_id, true as named, 1 as candidates from vera.contact_genoemd
union all
select id, lease_id, false, leases from geteld
where runs and (leases = 1
    or in_arrears and (behind = 1 or (select value from mapping.settings where name = 'contactmoment.meer_overeenkomsten') = 'alle')
    -- Without bookings the arrears are unknown: then the only lease that ran.
    or running = 1 and not exists (from landing.ledger_entries));

create table landing.collection_actions as
select case when count(*) over (partition by c.id) > 1 then concat(c.id, '/', l.lease_id) else c.id end as action_id,
    l.lease_id, c.action_type,
    -- A letter of which the channel is not stated is taken to have gone by post: it then counts two days later.
    coalesce(c.mapped_channel, case c.action_type when 'phone_call' then 'phone' when 'home_visit' then 'visit'
        when 'personal_message' then 'sms' else 'post' end) as channel,
    c.performed_on, c.document_ref
from vera.contacten as c join vera.contact_contracten as l using (id)
where c.action_type is not null and c.performed_on is not null and (c.kanaal is null or c.mapped_channel is not null);
