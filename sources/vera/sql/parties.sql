-- Overeenkomst, Eenheid, Relatie -> leases, tenants, landlords. One row each; what cannot be read is counted in checks.py.

-- Letter and addition are two fields there and one column here. A huisnummer that holds more than digits is left as it is: what
-- it means is for a person to say, as with any other landing table.
create macro suffix_of(adres) as text_of(concat_ws(
    (select value from mapping.settings where name = 'eenheid.letter_en_toevoeging'),
    line_of(adres ->> '$.huisletter'), line_of(adres ->> '$.huisnummerToevoeging')));

-- 1. The units, from their own file and from what overeenkomsten embed; the own file wins.
create table vera.eenheden as
with embedded as (
    select unnest(items_of(eenheden)) as j, 1 as rank from raw.overeenkomsten
),
both_places as (
    select key_of(id, "idExtern", code) as id, code_of(soort) as soort, adres, clusters,
        text_of("idAdministratie" ->> '$') as administratie, 0 as rank
    from raw.eenheden
    union all
    select known_as('eenheden', ref_of(j)), code_of(j -> '$.soort'), j -> '$.adres', j -> '$.clusters', text_of(j ->> '$.idAdministratie'), rank
    from embedded where json_type(j) = 'OBJECT'
),
complexes as (
    select b.id, arg_min(coalesce(text_of(c ->> '$.code'), ref_of(c)), coalesce(m.rank, 0) * 1000 + position) as complex_id
    from (select id, rank, unnest(items_of(clusters)) as c, generate_subscripts(items_of(clusters), 1) as position from both_places) as b
    join mapping.eenheid_complex as m on m.code in ('*', code_of(b.c -> '$.soort'))
    group by b.id
),
one_each as (
    select id,
        arg_min(soort, rank) filter (soort is not null) as soort,
        arg_min(adres, rank) filter (json_type(adres) = 'OBJECT') as adres,
        arg_min(administratie, rank) filter (administratie is not null) as administratie
    from both_places where id is not null group by id
)
select o.id, o.soort, m.meaning as unit_type, o.administratie, c.complex_id,
    line_of(adres ->> '$.straatnaam') as street,
    text_of(adres ->> '$.huisnummer') as house_number, suffix_of(adres) as house_number_suffix,
    line_of(adres ->> '$.postcode') as postcode,
    line_of(adres ->> '$.woonplaats') as city
from one_each as o
left join complexes as c using (id)
left join mapping.eenheid_soorten as m on m.code = o.soort;

-- 2. The agreements: leases, the payers' agreements that hang under them, and what is none of ours.
create table vera.overeenkomsten as
with read as (
    select key_of(id, "idExtern", code) as id,
        code_of(soort) as soort, code_of("detailSoort") as detail_soort, code_of(status) as status,
        code_of(bewakingsstatus) as bewaking, text_of("idAdministratie" ->> '$') as administratie,
        begindatum, einddatum, opzegdatum, brutohuur,
        known_as('overeenkomsten', ref_of("bovenliggendeOvereenkomst")) as bovenliggend, eenheden, relaties, contactmomenten
    from raw.overeenkomsten
)
select distinct r.*, coalesce(s.meaning, case when r.soort is null then 'huur' end) as meaning,
    coalesce(t.meaning, case when r.status is null then 'loopt' end) as state,
    coalesce(s.meaning, case when r.soort is null then 'huur' end) = 'huur'
        and coalesce(t.meaning, case when r.status is null then 'loopt' end) in ('loopt', 'geeindigd') as is_lease
from read as r
left join mapping.overeenkomst_soorten as s on s.code = r.soort
left join mapping.overeenkomst_status as t on t.code = r.status;

-- 3. Who is the main tenant: who has that role on the as-of date, by the roles' order in the mapping; of several, the longest.
-- Where no one has it that day, who had it last, then who will have it: for a lease that has ended, the tenant it was.
create table vera.rollen as
with people as (
    select o.id as lease_id, p as j, known_as('relaties', ref_of(p)) as relatie_id
    from (select id, unnest(items_of(relaties)) as p from vera.overeenkomsten where is_lease) as o
),
roles as (
    select lease_id, relatie_id, unnest(items_of(j -> '$.rollen')) as rol from people where json_type(j) = 'OBJECT'
)
select p.lease_id, p.relatie_id, m.rank, mede.code is not null as is_co_tenant,
    code_of(case json_type(r.rol) when 'OBJECT' then r.rol -> '$.soort' else r.rol end) as soort,
    day_of(r.rol ->> '$.begindatum') as begin, day_of(r.rol ->> '$.einddatum') as einde,
    coalesce(begin <= as_of(), true) and coalesce(einde >= as_of(), true) as is_current,
    r.rol is not null as has_role, count(*) over (partition by p.lease_id) as people
from people as p
left join roles as r on r.lease_id = p.lease_id and r.relatie_id = p.relatie_id
left join mapping.overeenkomst_hoofdhuurder as m on m.code = code_of(case json_type(r.rol) when 'OBJECT' then r.rol -> '$.soort' else r.rol end)
left join mapping.overeenkomst_medehuurder as mede on mede.code = code_of(case json_type(r.rol) when 'OBJECT' then r.rol -> '$.soort' else r.rol end)
where p.relatie_id is not null;

create table vera.hoofdhuurders as
select lease_id, first(relatie_id order by not is_current, coalesce(begin > as_of(), false), rank, einde desc nulls first,
        begin nulls last, relatie_id) as relatie_id,
    bool_or(is_current) as is_current, count(distinct relatie_id) filter (is_current) as at_once
from vera.rollen
-- Without any role in the export, the only relation there is must be the tenant.
where rank is not null or (not has_role and people = 1)
group by lease_id;

-- 4. The people. Only the fields below; the rest of the record was never asked for.
create table vera.relaties as
with read as (
    select distinct key_of(id, "idExtern", code) as id, code_of(soort) as soort,
        line_of(naam) as naam,
        map {'achternaam': line_of(achternaam), 'geslachtsnaam': line_of(geslachtsnaam), 'aanschrijfnaam': line_of(aanschrijfnaam)} as namen,
        map {'voorletters': line_of(voorletters), 'initialen': line_of(initialen)} as letters,
        line_of(tussenvoegsels) as prefix, overlijdensdatum, adressen, contactgegevens
    from raw.relaties
)
select r.*,
    coalesce(m.meaning, case when r.soort is null then
        case when r.naam is not null and r.namen['achternaam'] is null then 'organisation' else 'person' end end) as meaning,
    (select first(r.namen[code] order by rank) filter (r.namen[code] is not null) from mapping.relatie_achternaam) as last_name,
    (select first(r.letters[code] order by rank) filter (r.letters[code] is not null) from mapping.relatie_voorletters) as initials
from read as r
left join mapping.relatie_soorten as m on m.code = r.soort;

create table vera.contactgegevens as
with read as (
    select r.id, position, code_of(c -> '$.soort') as soort, code_of(c -> '$.detailSoort') as detail_soort,
        code_of(c -> '$.status') as status, code_of(c -> '$.vertrouwelijkheid') as vertrouwelijkheid, code_of(c -> '$.voorkeur') as voorkeur,
        coalesce(line_of(c ->> '$.waarde'), case
            when text_of(c ->> '$.landnummer') is null then text_of(concat(c ->> '$.netnummer', c ->> '$.abonneenummer'))
            -- Behind the country's number the first zero falls away, however the parts are written: +31 30 ...
            else concat('+', ltrim(c ->> '$.landnummer', '+0 '), ltrim(concat(c ->> '$.netnummer', c ->> '$.abonneenummer'), '0 '))
        end) as value
    from (select id, unnest(items_of(contactgegevens)) as c, generate_subscripts(items_of(contactgegevens), 1) as position from vera.relaties) as r
)
select r.id, value, telefoon.rank is not null as is_phone, email.rank is not null as is_email,
    row_number() over (
        partition by r.id, telefoon.rank is not null
        order by coalesce(voorkeur.rank, 99), coalesce(stand.rank, 99),
            least(telefoon.rank, mobiel.rank), email.rank, position  -- "MOB" is a soort in one version, a detailSoort in another
    ) as place
from read as r
left join mapping.contactgegeven_telefoon as telefoon on telefoon.code = r.soort
left join mapping.contactgegeven_telefoon as mobiel on mobiel.code = r.detail_soort
left join mapping.contactgegeven_email as email on email.code = r.soort
left join mapping.contactgegeven_voorkeur as voorkeur on voorkeur.code = r.voorkeur
left join mapping.contactgegeven_status as stand on stand.code = r.status
where value is not null and (telefoon.rank is not null or email.rank is not null)
    and coalesce(r.status, '') not in (select code from mapping.contactgegeven_niet_status)
    and coalesce(r.detail_soort, '') not in (select code from mapping.contactgegeven_niet_detailsoort)
    and coalesce(r.vertrouwelijkheid, '') not in (select code from mapping.contactgegeven_niet_vertrouwelijkheid);

create schema landing;

-- Who rents with the main tenant: the role of co-tenant, and whoever else has the main tenant's role. Their objection counts too.
create table landing.co_tenants as
select r.lease_id, r.relatie_id as tenant_id,
    case when bool_and(begin is not null) then min(begin) end as from_on,
    case when bool_and(einde is not null) then max(einde) end as until_on
from vera.rollen as r
left join vera.hoofdhuurders as h on h.lease_id = r.lease_id
where (r.is_co_tenant or r.rank is not null) and r.relatie_id is distinct from h.relatie_id
group by r.lease_id, r.relatie_id;

create table landing.tenants as
select r.id as tenant_id,
    case when r.meaning = 'organisation' then 'organisation' else 'person' end as tenant_type,
    day_of(overlijdensdatum) as deceased_on,
    case r.meaning
        when 'organisation' then coalesce(naam, last_name)
        -- "van Dijk" with tussenvoegsels "van" is one name, not "van van Dijk". A household has no last name.
        when 'person' then case when prefix is not null and starts_with(lower(last_name), lower(prefix) || ' ')
            then trim(substr(last_name, length(prefix) + 2)) else last_name end
    end as last_name,
    case when r.meaning = 'person' then prefix end as name_prefix,
    case when r.meaning = 'person' then initials end as initials,
    max(value) filter (is_phone and place = 1) as phone_1,
    max(value) filter (is_phone and place = 2) as phone_2,
    max(value) filter (is_phone and place = 3) as phone_3,
    max(value) filter (is_email and not is_phone and place = 1) as email
from vera.relaties as r
left join vera.contactgegevens as c on c.id = r.id
-- Only who rents: VERA's relaties also hold contractors, staff and home seekers.
where r.id in (select relatie_id from vera.hoofdhuurders) or r.id in (select tenant_id from landing.co_tenants)
    or not exists (from vera.overeenkomsten)
group by all;

-- 5. The lease: its unit (of several the dwelling), its address, its landlord.
create table vera.woonadressen as
select id, first(adres order by begin desc nulls last) as adres
from (
    select id, a -> '$.adres' as adres, day_of(a ->> '$.begindatum') as begin
    from (select id, unnest(items_of(adressen)) as a from vera.relaties)
    where code_of(a -> '$.soort') = 'WOO' and coalesce(day_of(a ->> '$.begindatum') <= as_of(), true)
        and coalesce(day_of(a ->> '$.einddatum') >= as_of(), true) and json_type(a -> '$.adres') = 'OBJECT'
)
group by id;

create table vera.huureenheden as
select lease_id, first(columns(u.* exclude (id)) order by coalesce(u.unit_type, 'other') <> 'dwelling', position)
from (select id as lease_id, unnest(items_of(eenheden)) as e, generate_subscripts(items_of(eenheden), 1) as position
    from vera.overeenkomsten where is_lease) as l
join vera.eenheden as u on u.id = known_as('eenheden', ref_of(l.e))
group by lease_id;

create table vera.contracten as
select o.id as lease_id, o.status, o.state, o.begindatum, o.einddatum, o.brutohuur, o.bewaking,
    coalesce(o.administratie, u.administratie) as administratie,
    u.complex_id,
    case when b.code is not null then 'commercial' else coalesce(u.unit_type, 'other') end as unit_type,
    u.lease_id is null as no_unit, u.lease_id is not null and u.soort is null as no_unit_kind,
    u.street is null and u.postcode is null and u.house_number is null as no_address,
    u.street, u.house_number, u.house_number_suffix, u.postcode, u.city,
    euros_of(o.brutohuur) as monthly_rent,
    day_of(o.begindatum) as started_on,
    coalesce(day_of(o.einddatum), case when o.state = 'geeindigd' then coalesce(day_of(o.opzegdatum), day_of(o.begindatum)) end) as ended_on,
    -- A lease that runs while its tenant's role is over, or has yet to begin, has no tenant to report.
    coalesce(started_on <= as_of() and coalesce(ended_on >= as_of(), true) and not h.is_current, false) as tenant_not_now,
    case when h.relatie_id is null or tenant_not_now then 'ONBEKEND' else h.relatie_id end as tenant_id
from vera.overeenkomsten as o
left join vera.hoofdhuurders as h on h.lease_id = o.id
left join vera.huureenheden as u on u.lease_id = o.id
left join mapping.overeenkomst_bedrijfsruimte as b on b.code = o.detail_soort
where o.is_lease;

create table landing.leases as
with home as (
    select id, line_of(adres ->> '$.straatnaam') as street, text_of(adres ->> '$.huisnummer') as house_number,
        suffix_of(adres) as house_number_suffix,
        line_of(adres ->> '$.postcode') as postcode,
        line_of(adres ->> '$.woonplaats') as city
    from vera.woonadressen
    where (select value from mapping.settings where name = 'eenheid.woonadres_huurder') = 'true'
)
select c.lease_id, c.tenant_id,
    coalesce(a.landlord_id, c.administratie, 'ONBEKEND') as landlord_id,
    c.complex_id, c.unit_type,
    case when no_address and unit_type = 'dwelling' then w.street else c.street end as street,
    case when no_address and unit_type = 'dwelling' then w.house_number else c.house_number end as house_number,
    case when no_address and unit_type = 'dwelling' then w.house_number_suffix else c.house_number_suffix end as house_number_suffix,
    case when no_address and unit_type = 'dwelling' then w.postcode else c.postcode end as postcode,
    case when no_address and unit_type = 'dwelling' then w.city else c.city end as city,
    c.monthly_rent, c.started_on, c.ended_on
from vera.contracten as c
left join home as w on w.id = c.tenant_id
left join mapping.administratie as a on a.id = c.administratie
where c.started_on is not null;

create table landing.landlords as
select landlord_id, any_value(name) as name, bool_or(is_small) as is_small_landlord
from mapping.administratie where name is not null group by landlord_id;
