-- How a value of VERA is read, said once. All give NULL for what is not there or not of that kind.

-- A code: reference data is {"code": "PRO", "naam": ...}, or just the code, or a URI that ends in it. In capitals.
create macro code_in(t) as nullif(upper(trim(if(contains(t, '/'), regexp_extract(t, '([^/]*)/?$', 1), t))), '');
create macro code_of(j) as code_in(case json_type(j)
    when 'OBJECT' then j ->> '$.code' when 'VARCHAR' then j ->> '$' when 'UBIGINT' then j ->> '$' end);

-- The id in a text: the last part of a URI, or the text itself; an id may hold a slash, so only what looks like a URI is cut:
-- a scheme, a leading slash, or the name of a kind of records (`huurovereenkomsten/5`) before the last part.
create macro last_part(t) as regexp_replace(t,
    '^(?:[A-Za-z]+://|/|(?:[^?#]*/)?[A-Za-z-]*(?i:boekingen|afletteringen|overeenkomsten|relaties|personen|groepen|eenheden|betalingsregelingen|incassos|contactmomenten|clusters|adressen|debiteuren)/)(?:[^?#]*/)?([^/?#]+)/*(?:[?#].*)?$',
    '\1');
create macro id_in(t) as nullif(trim(if(contains(t, '/'), url_decode(last_part(t)), t)), '');

-- What a property refers to: an embedded object (its id, else idExtern, else code), a URI, a number or a plain id.
create macro ref_of(j) as id_in(case json_type(j)
    when 'OBJECT' then coalesce(nullif(trim(j ->> '$.id'), ''), nullif(trim(j ->> '$.idExtern'), ''), j ->> '$.code')
    when 'ARRAY' then null else j ->> '$' end);
-- What a record is known by: VERA lets its id be empty.
create macro key_of(id, id_extern, code) as coalesce(ref_of(id), ref_of(id_extern), nullif(trim(code), ''));

create macro text_of(t) as nullif(trim(t), '');

-- A list's items; an object on its own counts as a list of one.
create macro items_of(j) as case json_type(j)
    when 'ARRAY' then cast(j as json[])
    when 'OBJECT' then [j]
    when 'VARCHAR' then [j]
    else [] end;

-- Systems write "no day" as their first day (0001-01-01, 1753-01-01, 1900-01-01) or their last one (9999-12-31).
create macro stands_for_never(t) as regexp_matches(trim(t), '^(0\d{3}|1[0-8]\d{2}|2[2-9]\d{2}|[3-9]\d{3})-\d{2}-\d{2}|^1900-01-01');

-- A moment with its zone written short: what Java (`[UTC]`, `Z[Etc/UTC]`) and SQL tools (` UTC`) put behind it, and small letters.
create macro moment_in(t) as regexp_replace(upper(trim(t)), '\s*(Z?\[(ETC/)?(UTC|GMT)\]|UTC|GMT|Z|\[EUROPE/AMSTERDAM\])$',
    if(regexp_matches(upper(trim(t)), '(\[EUROPE/AMSTERDAM\]|[+-]\d{2}:?\d{2}\s*\[[A-Z/]+\])$'), '', 'Z'));

-- Dates stand as they are, also with a zone behind them, as XML writes them; a moment in UTC (or with an offset) is the day it
-- was in Amsterdam: 31 January 23:30Z is 1 February.
create macro day_of(t) as case
    when coalesce(text_of(t), '') < '1900-01-02' or text_of(t) >= '2200' then null  -- nothing, or stands for never
    when regexp_full_match(trim(t), '\d{4}-\d{2}-\d{2}([Zz]|[+-]\d{2}:\d{2})?') then try_cast(left(trim(t), 10) as date)
    when regexp_full_match(moment_in(t), '\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)')
        then cast(timezone('Europe/Amsterdam', try_cast(replace(moment_in(t), ',', '.') as timestamptz)) as date)
    when regexp_full_match(trim(t), '\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?') then try_cast(left(trim(t), 10) as date) end;

-- Money: exact, from its text, rounded to cents (a source that calculates in floats writes 899.9999999). A comma is the decimal
-- sign and a point before it parts thousands; where the bookings have a comma anywhere, "1.234" could be either and is not read.
create macro writes_commas() as false;
create macro euros_of(t) as try_cast(case
    when contains(t, ',') then case when regexp_full_match(trim(t), '[-+]?(\d{1,3}(\.\d{3})+|\d+),\d{1,2}')
        then replace(replace(trim(t), '.', ''), ',', '.') end
    when writes_commas() and regexp_full_match(trim(t), '[-+]?\d{1,3}(\.\d{3})+') then null
    else text_of(t) end as decimal(18, 2));

-- Whether something is written that cannot be read.
create macro bad_day(t) as text_of(t) is not null and day_of(t) is null and not stands_for_never(t);
create macro bad_euros(t) as text_of(t) is not null and euros_of(t) is null;

-- A line of text as it may stand in a letter: no line breaks or control characters, and no URI where a name belongs.
create macro line_of(t) as case when not regexp_matches(t, '^\s*([A-Za-z]+://|/)|\b(?i:woonplaatsen)/')
    then nullif(trim(regexp_replace(t, '[\x00-\x20\x7f\x{a0}]+', ' ', 'g')), '') end;
