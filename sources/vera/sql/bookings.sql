-- Boeking as read: codes, references and texts; and what each combination of codes means. Nothing is left out yet.

create table vera.boekingen as
select key_of(id, "idExtern", code) as id,
    code_of(soort) as soort, code_of("detailSoort") as detail_soort, code_of(status) as status,
    text_of(boekdatum) as boekdatum, text_of(factuurdatum) as factuurdatum, text_of(vervaldatum) as vervaldatum,
    text_of(bedrag) as bedrag, text_of(saldo) as saldo, text_of(betalingskenmerk) as kenmerk,
    known_as('overeenkomsten', ref_of(overeenkomst)) as overeenkomst,
    known_as('debiteuren', debiteur ->> '$.sleutel') as debiteur, known_as('relaties', text_of(debiteur ->> '$.relatie')) as relatie,
    betalingsregelingen, "externeIncassos" as externe_incassos,
    coalesce(json_type(huurgeschil), 'NULL') not in ('NULL', 'ARRAY') as disputed,
    afletteringen, boekingdetails as details
from raw.boekingen;

drop table raw.boekingen;

-- Whose debtor it is: some resources name the debtor by its own key alone, others give the person with it.
create table vera.debiteuren as
with seen as (
    select debiteur, relatie from vera.boekingen
    union all
    select known_as('debiteuren', debiteur ->> '$.sleutel'), known_as('relaties', text_of(debiteur ->> '$.relatie')) from raw.betalingsregelingen
    union all
    select known_as('debiteuren', debiteur ->> '$.sleutel'), known_as('relaties', text_of(debiteur ->> '$.relatie')) from raw.externe_incassos
)
select debiteur, any_value(relatie) as relatie from seen
where debiteur is not null and relatie is not null
group by debiteur having count(distinct relatie) = 1;

-- The same booking may stand in two files (pages that overlap): copies count once; versions that differ are refused.
create table vera.dubbel as
with twice as (
    select id from vera.boekingen where id is not null group by id having count(*) > 1
)
select id, min(b.rowid) as kept,
    count(distinct concat_ws('|', soort, detail_soort, status, boekdatum, vervaldatum, bedrag, overeenkomst)) as versions,
    count(*) - 1 as copies
from vera.boekingen as b join twice using (id)
group by id;

-- What each combination of soort and detailSoort means: exactly, then by detail, then by soort.
create table vera.soorten as
with seen as (
    select soort, detail_soort, count(*) as bookings from vera.boekingen
    where coalesce(status, '') not in (select code from mapping.boeking_status where meaning = 'telt_niet')
    group by all
)
select s.*, coalesce(exact.meaning, detail.meaning, soort.meaning) as kind,
    false as is_flipped  -- whether credits of this combination carry a minus sign of their own; signs.py
from seen as s
left join mapping.boeking_soorten as exact on exact.code = concat(coalesce(s.soort, '-'), '/', coalesce(s.detail_soort, '-'))
left join mapping.boeking_soorten as detail on detail.code = '*/' || s.detail_soort
left join mapping.boeking_soorten as soort on soort.code = s.soort || '/*';
