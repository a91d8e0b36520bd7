-- Betalingsregeling, ExterneIncasso, Contactmoment -> payment_arrangements, collection_cases, collection_actions.

-- The lease something is about: the agreement it names, that of its bookings, or the only lease of its debtor.
create table vera.contract_van_boeking as
select id, lease_id from vera.tellend where lease_id is not null;

create table vera.regelingen as
with gelezen as (
    select key_of(id, "idExtern", code) as id, code_of(status) as status, begindatum, einddatum, afspraakdatum,
        ref_of(overeenkomst) as overeenkomst,
        case json_type(debiteur) when 'OBJECT' then ref_of(debiteur -> '$.relatie') end as relatie,
        items_of(boekingen) as boekingen
    from raw.betalingsregelingen
),
via as (
    select g.id, coalesce(case json_type(b) when 'OBJECT' then ref_of(b -> '$.overeenkomst') end, v.lease_id) as overeenkomst
    from (select id, unnest(boekingen) as b from gelezen) as g left join vera.contract_van_boeking as v on v.id = ref_of(g.b)
),
een as (
    select id, any_value(overeenkomst) as overeenkomst from via where overeenkomst is not null
    group by id having count(distinct overeenkomst) = 1
)
select distinct g.id, g.status, coalesce(m.meaning, case when g.status is null then 'loopt' end) as meaning,
    coalesce(case when c.overeenkomst is null then coalesce(g.overeenkomst, een.overeenkomst) else c.lease_id end, e.lease_id) as lease_id,
    coalesce(day_of(afspraakdatum), day_of(begindatum)) as agreed_on, day_of(einddatum) as einde
from gelezen as g
left join een on een.id = g.id
left join vera.contract_bij as c on c.overeenkomst = coalesce(g.overeenkomst, een.overeenkomst)
left join vera.enig_contract as e on e.relatie = g.relatie
left join mapping.betalingsregeling_status as m on m.code = g.status;

create table landing.payment_arrangements as
select id as arrangement_id, lease_id, agreed_on,
    case when meaning = 'geeindigd' then coalesce(einde, agreed_on) when meaning = 'loopt' then einde end as ended_on,
    case when meaning = 'gebroken' then coalesce(einde, agreed_on) end as broken_on
from vera.regelingen
where meaning in ('loopt', 'geeindigd', 'gebroken') and id is not null and lease_id is not null and agreed_on is not null;

create table vera.incassos as
with gelezen as (
    select key_of(id, "idExtern", code) as id, code_of(status) as status, begindatum, einddatum, overdrachtsdatum,
        map {'idExtern': ref_of("idExtern"), 'code': text_of(code), 'id': ref_of(id)} as nummers,
        list_concat(items_of(overeenkomsten), items_of(overeenkomst)) as overeenkomsten, items_of(boekingen) as boekingen,
        case json_type(debiteur) when 'OBJECT' then ref_of(debiteur -> '$.relatie') end as relatie,
        ref_of(g.relatie) as agency_id
    from raw.externe_incassos as g
),
contracten as (
    select id, ref_of(o) as overeenkomst from (select id, unnest(overeenkomsten) as o from gelezen)
    union
    select g.id, v.lease_id from (select id, unnest(boekingen) as b from gelezen where len(overeenkomsten) = 0) as g
    join vera.contract_van_boeking as v on v.id = ref_of(g.b)
),
bekend as (
    select distinct k.id, case when c.overeenkomst is null then k.overeenkomst else c.lease_id end as lease_id
    from contracten as k left join vera.contract_bij as c on c.overeenkomst = k.overeenkomst
    where k.overeenkomst is not null
)
select distinct g.id, g.status, coalesce(m.meaning, case when g.status is null then 'loopt' end) as meaning,
    coalesce(b.lease_id, e.lease_id) as lease_id, count(*) over (partition by g.id) as leases, agency_id,
    (select first(g.nummers[n.code] order by n.rank) filter (g.nummers[n.code] is not null) from mapping.externe_incasso_dossiernummer as n) as agency_reference,
    coalesce(day_of(overdrachtsdatum), day_of(begindatum)) as handed_over_on, day_of(einddatum) as einde
from gelezen as g
left join bekend as b on b.id = g.id
left join vera.enig_contract as e on e.relatie = g.relatie
left join mapping.externe_incasso_status as m on m.code = g.status;

create table landing.collection_cases as
select case when leases > 1 then concat(id, '/', lease_id) else id end as case_id, lease_id, agency_id, agency_reference, handed_over_on,
    coalesce(einde, case when meaning = 'geeindigd' then handed_over_on end) as ended_on
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

-- A contact belongs to the agreements that list it; else to the only running lease of the tenants it was with.
create table vera.contact_contracten as
with genoemd as (
    select distinct o.id as lease_id, ref_of(c) as id
    from (select id, unnest(items_of(contactmomenten)) as c from vera.overeenkomsten where is_lease) as o
),
via_huurder as (
    select distinct c.id, h.lease_id
    from (select id, performed_on, unnest(items_of(relaties)) as r from vera.contacten) as c
    join vera.hoofdhuurders as h on h.relatie_id = ref_of(c.r)
    join vera.contracten as l on l.lease_id = h.lease_id
        and l.started_on <= c.performed_on and (l.ended_on is null or l.ended_on >= c.performed_on)
    where c.id not in (select id from genoemd where id is not null)
),
geteld as (
    select *, count(*) over (partition by id) as leases from via_huurder
)
select id, lease_id, true as named, 1 as candidates from genoemd
union all
select id, lease_id, false, leases from geteld
where leases = 1 or (select value from mapping.settings where name = 'contactmoment.meer_overeenkomsten') = 'alle';

create table landing.collection_actions as
select case when count(*) over (partition by c.id) > 1 then concat(c.id, '/', l.lease_id) else c.id end as action_id,
    l.lease_id, c.action_type,
    -- A letter of which the channel is not told is taken to have gone by post: it then counts two days later.
    coalesce(c.mapped_channel, case c.action_type when 'phone_call' then 'phone' when 'home_visit' then 'visit'
        when 'personal_message' then 'sms' else 'post' end) as channel,
    c.performed_on, c.document_ref
from vera.contacten as c join vera.contact_contracten as l using (id)
where c.action_type is not null and c.performed_on is not null and (c.kanaal is null or c.mapped_channel is not null);
