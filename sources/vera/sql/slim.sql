-- What is kept of a part that may hold a whole record: VERA lets a lease embed its tenant, with BSN and birth date. Only the
-- fields named here are kept while the file is read; the rest is never written anywhere, not even for a moment.
create macro is_nothing(j) as coalesce(json_type(j), 'NULL') = 'NULL';

create macro slim_ref(j) as case when ref_of(j) is not null then to_json(ref_of(j)) end;
create macro slim_refs(j) as case when not is_nothing(j) then to_json(list_transform(items_of(j), lambda p: ref_of(p))) end;
create macro slim_flag(j) as case when not is_nothing(j) and json_type(j) <> 'ARRAY' then to_json(true) end;
create macro slim_debtor(j) as case when ref_of(j) is not null or json_type(j) = 'OBJECT'
    then json_object('sleutel', ref_of(j), 'extern', case json_type(j) when 'OBJECT' then ref_of(json_extract(j, '$.idExtern')) end,
        'code', case json_type(j) when 'OBJECT' then text_of(json_extract_string(j, '$.code')) end, 'relatie', case json_type(j) when 'OBJECT' then ref_of(json_extract(j, '$.relatie')) end) end;

create macro slim_address(j) as case when json_type(j) = 'OBJECT' then json_object(
    'straatnaam', json_extract(j, '$.straatnaam'), 'huisnummer', json_extract(j, '$.huisnummer'), 'huisletter', json_extract(j, '$.huisletter'),
    'huisnummerToevoeging', json_extract(j, '$.huisnummerToevoeging'), 'postcode', json_extract(j, '$.postcode'),
    'woonplaats', case json_type(json_extract(j, '$.woonplaats')) when 'OBJECT' then j -> '$.woonplaats.naam' else json_extract(j, '$.woonplaats') end) end;

create macro slim_clusters(j) as case when not is_nothing(j) then to_json(list_transform(items_of(j), lambda p:
    case when json_type(p) = 'OBJECT' then json_object('id', ref_of(p), 'code', json_extract(p, '$.code'), 'soort', code_of(json_extract(p, '$.soort'))) else p end)) end;

create macro slim_units(j) as case when not is_nothing(j) then to_json(list_transform(items_of(j), lambda p:
    case when json_type(p) = 'OBJECT' then json_object('id', ref_of(p), 'idAdministratie', json_extract(p, '$.idAdministratie'),
        'soort', code_of(json_extract(p, '$.soort')), 'adres', slim_address(json_extract(p, '$.adres')), 'clusters', slim_clusters(json_extract(p, '$.clusters'))) else p end)) end;

create macro slim_roles(j) as case when not is_nothing(j) then to_json(list_transform(items_of(j), lambda r:
    case when json_type(r) = 'OBJECT' then json_object('soort', code_of(json_extract(r, '$.soort')),
        'begindatum', json_extract(r, '$.begindatum'), 'einddatum', json_extract(r, '$.einddatum')) else r end)) end;
create macro slim_people(j) as case when not is_nothing(j) then to_json(list_transform(items_of(j), lambda p:
    case when json_type(p) = 'OBJECT' then json_object('id', ref_of(p), 'rollen', slim_roles(json_extract(p, '$.rollen'))) else p end)) end;

create macro slim_homes(j) as case when not is_nothing(j) then to_json(list_transform(items_of(j), lambda p:
    json_object('soort', code_of(json_extract(p, '$.soort')), 'begindatum', json_extract(p, '$.begindatum'), 'einddatum', json_extract(p, '$.einddatum'),
        'adres', slim_address(json_extract(p, '$.adres'))))) end;
create macro slim_ways(j) as case when not is_nothing(j) then to_json(list_transform(items_of(j), lambda p:
    json_object('soort', code_of(json_extract(p, '$.soort')), 'detailSoort', code_of(json_extract(p, '$.detailSoort')), 'status', code_of(json_extract(p, '$.status')),
        'vertrouwelijkheid', code_of(json_extract(p, '$.vertrouwelijkheid')), 'voorkeur', code_of(json_extract(p, '$.voorkeur')), 'waarde', json_extract(p, '$.waarde'),
        'landnummer', json_extract(p, '$.landnummer'), 'netnummer', json_extract(p, '$.netnummer'), 'abonneenummer', json_extract(p, '$.abonneenummer')))) end;

create macro slim_bookings(j) as case when not is_nothing(j) then to_json(list_transform(items_of(j), lambda p:
    case when json_type(p) = 'OBJECT' then json_object('id', ref_of(p), 'overeenkomst', ref_of(json_extract(p, '$.overeenkomst'))) else p end)) end;
-- Afletteringen are many: one look into each gives all of its fields, as a struct. `whole` is false for a mere reference.
create macro side_of(id, id_extern, written) as id_in(coalesce(nullif(trim(id), ''), nullif(trim(id_extern), ''),
    case when not starts_with(written, '{') then written when json_valid(written) then json_extract_string(written, '$.code') end));
create macro slim_links(j) as case when not is_nothing(j) then list_transform(
    list_transform(items_of(j), lambda p: json_extract_string(p, ['$.id', '$.idExtern', '$.datum', '$.bedrag',
        '$.huurBoeking.id', '$.huurBoeking.idExtern', '$.huurBoeking',
        '$.tegenHuurBoeking.id', '$.tegenHuurBoeking.idExtern', '$.tegenHuurBoeking'])),
    lambda x: {'whole': len(list_filter(x, lambda v: v is not null)) > 0, 'id': id_in(coalesce(nullif(trim(x[1]), ''), x[2])),
        'datum': x[3], 'bedrag': x[4], 'one': side_of(x[5], x[6], x[7]), 'other': side_of(x[8], x[9], x[10])}) end;
-- Of the parts of a booking what each is for, and its amount: a description may name people, and is gone once it was matched.
create macro slim_details(j) as case when not is_nothing(j) then list_transform(items_of(j), lambda p: case when json_type(p) = 'OBJECT' then
    {'kind': kind_of_detail(lower(concat_ws(' ', json_extract_string(p, '$.code'), json_extract_string(p, '$.omschrijving')))),
        'bedrag': json_extract_string(p, '$.bedrag')} end) end;
