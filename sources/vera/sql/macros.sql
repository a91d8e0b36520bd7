-- How a value of VERA is read, said once. All give NULL for what is not there or not of that kind.

-- A code: reference data is {"code": "PRO", "naam": ...}, or just the code, or a URI that ends in it. In capitals.
create macro code_in(t) as nullif(upper(trim(if(contains(t, '/'), regexp_extract(t, '([^/]*)/?$', 1), t))), '');
create macro code_of(j) as code_in(case json_type(j)
    when 'OBJECT' then j ->> '$.code' when 'VARCHAR' then j ->> '$' when 'UBIGINT' then j ->> '$' end);

-- The id in a text: the last part of a URI, or the text itself; an id may hold a slash, so only what looks like a URI is cut.
create macro last_part(t) as regexp_replace(t,
    '^(?:[A-Za-z]+://|/|(?:[^?#]*/)?(?:boekingen|afletteringen|overeenkomsten|relaties|eenheden|betalingsregelingen|externe-incassos|contactmomenten|clusters)/)(?:[^?#]*/)?([^/?#]+)/*(?:[?#].*)?$',
    '\1');
create macro id_in(t) as nullif(trim(
    if(contains(t, '/'), if(contains(t, '%'), url_decode(last_part(t)), last_part(t)), t)), '');

-- What a property refers to: an embedded object (its id, else idExtern), a URI, a number or a plain id.
create macro ref_of(j) as id_in(case json_type(j)
    when 'OBJECT' then coalesce(nullif(j ->> '$.id', ''), j ->> '$.idExtern') when 'ARRAY' then null else j ->> '$' end);

create macro text_of(t) as nullif(trim(t), '');

-- A list's items; an object on its own counts as a list of one.
create macro items_of(j) as case json_type(j)
    when 'ARRAY' then cast(j as json[])
    when 'OBJECT' then [j]
    when 'VARCHAR' then [j]
    else [] end;

-- Dates stand as they are; a moment in UTC (or with an offset) is the day it was in Amsterdam: 31 January 23:30Z is 1 February.
create macro day_of(t) as case
    when text_of(t) is null then null
    when regexp_full_match(trim(t), '\d{4}-\d{2}-\d{2}') then try_cast(trim(t) as date)
    when regexp_matches(trim(t), '^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(Z|z|[+-]\d{2}:?\d{2})$')
        then cast(timezone('Europe/Amsterdam', try_cast(trim(t) as timestamptz)) as date)
    when regexp_matches(trim(t), '^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}') then try_cast(left(trim(t), 10) as date) end;

-- Money: exact, from its text, rounded to cents (a source that calculates in floats writes 899.9999999).
create macro euros_of(t) as try_cast(
    if(contains(t, ',') and regexp_full_match(trim(t), '-?\d+,\d{1,2}'), replace(trim(t), ',', '.'), text_of(t)) as decimal(18, 2));

-- Whether something is written that cannot be read.
create macro bad_day(t) as text_of(t) is not null and day_of(t) is null;
create macro bad_euros(t) as text_of(t) is not null and euros_of(t) is null;

-- An end that has not been set: nothing, or a day that stands for never, such as 9999-12-31.
create macro end_of(t) as case when day_of(t) < date '2100-01-01' then day_of(t) end;
