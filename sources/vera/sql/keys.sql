-- By which other keys a record may be named: VERA gives each record id, idExtern and code, and a
-- reference may hold any of them. A debtor has no record of his own: what is said of him where he is named counts as one.
create schema vera;

create table vera.sleutels as
with records as (
    select 'boekingen' as kind, ref_of(id) as id, ref_of("idExtern") as extern, text_of(code) as code from raw.boekingen
    union all select 'overeenkomsten', ref_of(id), ref_of("idExtern"), text_of(code) from raw.overeenkomsten
    union all select 'relaties', ref_of(id), ref_of("idExtern"), text_of(code) from raw.relaties
    union all select 'eenheden', ref_of(id), ref_of("idExtern"), text_of(code) from raw.eenheden
    union all select 'contactmomenten', ref_of(id), ref_of("idExtern"), text_of(code) from raw.contactmomenten
    union all select 'betalingsregelingen', ref_of(id), ref_of("idExtern"), text_of(code) from raw.betalingsregelingen
    union all select 'externe-incassos', ref_of(id), ref_of("idExtern"), text_of(code) from raw.externe_incassos
    -- One named by another key alone is a reference to him, and makes no key of its own.
    union all select 'debiteuren', sleutel, nullif(extern, sleutel), nullif(code, sleutel)
    from (select distinct d ->> '$.sleutel' as sleutel, d ->> '$.extern' as extern, d ->> '$.code' as code from (
        (select debiteur as d from raw.boekingen) union all (select debiteur from raw.betalingsregelingen)
        union all (select debiteur from raw.externe_incassos)))
    where coalesce(extern, code, '') <> sleutel or code <> sleutel
),
keys as (
    select distinct kind, coalesce(id, extern, code) as key from records
),
named as (
    select kind, coalesce(id, extern, code) as key, 'extern' as place, extern as alias from records where extern is not null and id is not null
    union all
    select kind, coalesce(id, extern, code), 'code', code from records where code is not null and coalesce(id, extern) is not null
),
-- Numbers that are keys of one record and codes of another would lead a reference astray: such a numbering is then not used.
mixed as (
    select distinct n.kind, n.place from named as n join keys as k on k.kind = n.kind and k.key = n.alias where n.alias <> n.key
)
select kind, alias, any_value(key) as key
from named as n
where alias <> key and not exists (from mixed as m where m.kind = n.kind and m.place = n.place)
group by kind, alias having count(distinct key) = 1;

-- A reference may name a record by another of its keys (idExtern, code) than the one it is known by: keys.sql.
create macro known_as(kind_asked, ref_asked) as coalesce(
    (select s.key from vera.sleutels as s where s.kind = kind_asked and s.alias = ref_asked), ref_asked);
