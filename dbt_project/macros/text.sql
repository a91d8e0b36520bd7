{# Texts, identifiers, lists and JSON: what depends on this database's functions, kept out of the models. #}

{# A signal's number: the same wherever it is computed from the same lease and as-of date. It is made here alone. #}
{% macro signal_id(lease_id, as_of_date) -%}
    ('S' || substr(sha256({{ lease_id }} || '|' || strftime({{ as_of_date }}, '%Y-%m-%d')), 1, 20))
{%- endmacro %}

{# A postcode as it is compared and sent: capitals, no white space, the hard space of a spreadsheet included. #}
{% macro normalised_postcode(postcode) -%}
    regexp_replace(upper({{ postcode }}), '[\s\p{Z}]+', '', 'g')
{%- endmacro %}

{# Whether a normalised postcode exists by its form: four digits not starting with 0, two letters other than SA, SD, SS. #}
{% macro is_valid_postcode(postcode) -%}
    coalesce(
        regexp_matches({{ postcode }}, '^[1-9][0-9]{3}[A-Z]{2}$') and right({{ postcode }}, 2) not in ('SA', 'SD', 'SS'),
        false
    )
{%- endmacro %}

{# Whether a house number is digits only, as the required column asks. #}
{% macro is_valid_house_number(house_number) -%}
    coalesce(regexp_matches({{ house_number }}, '^[0-9]+$'), false)
{%- endmacro %}

{# Whether a last name can be one: it holds a letter and no control character, line ends and tabs included. #}
{% macro is_valid_last_name(last_name) -%}
    (regexp_matches({{ last_name }}, '\p{L}') and not regexp_matches({{ last_name }}, '\p{Cc}'))
{%- endmacro %}

{# A text as it is held against the placeholders that people put where a name should be: no capitals, spaces or dots. #}
{% macro as_placeholder(value) -%}
    regexp_replace(lower({{ value }}), '[\s\p{Z}.]+', '', 'g')
{%- endmacro %}

{#
  Whether no file may carry a text: a control character other than a tab or line end, a separator that some readers break a
  line at, a code point that is no character, or more than a thousand characters (validations/outgoing_values.py, the gate).
#}
{% macro is_unwritable(value) -%}
    (
        regexp_matches(
            {{ value }},
            '[\x{00}-\x{08}\x{0B}\x{0C}\x{0E}-\x{1F}\x{7F}-\x{9F}\x{2028}\x{2029}\x{FFFE}\x{FFFF}]'
        )
        or length({{ value }}) > 1000
    )
{%- endmacro %}

{# The values of a group as a list, in the order asked for; rows that don't meet the condition are left out. #}
{% macro list_of(value, order_by, condition=none) -%}
    coalesce(
        list({{ value }} order by {{ order_by }}){% if condition %} filter (where {{ condition }}){% endif %},
        {{ empty_list() }}
    )
{%- endmacro %}

{# A list of text without values. #}
{% macro empty_list() -%}
    cast([] as varchar[])
{%- endmacro %}

{# The value of the first row of a group by an order of one or two expressions, among rows that meet the condition. #}
{% macro first_of(value, order_by, condition) -%}
    first({{ value }} order by {{ order_by }}) filter (where {{ condition }})
{%- endmacro %}

{#
  The codes whose flag is true, in the order given, as a list of text; an empty list where none is.
  `flags` is a list of [code, boolean expression].
#}
{% macro list_of_codes(codes) -%}
    list_filter(
        [
            {%- for code in codes %}
            case when {{ code }} then '{{ code }}' end{% if not loop.last %},{% endif %}
            {%- endfor %}
        ],
        lambda code: code is not null
    )
{%- endmacro %}

{# One value of a JSON object as text; NULL where the key is missing or null. #}
{% macro json_text(payload, key) -%}
    json_extract_string({{ payload }}, '$.{{ key }}')
{%- endmacro %}

{# Whether a list has no values. #}
{% macro is_empty_list(list) -%}
    len({{ list }}) = 0
{%- endmacro %}
