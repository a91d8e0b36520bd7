{#
  The eleven columns of a signal file for one desk, with the titles and in the order of docs/rules.md 4.1. More is forbidden
  by law, so the columns stand here once, written out.
#}
{% macro signal_file(desk) -%}
select
    last_name as "Achternaam",
    initials as "Voorletters",
    street as "Straatnaam",
    house_number as "Huisnummer",
    house_number_suffix as "Huisnummer toevoeging",
    postcode as "Postcode",
    city as "Woonplaats",
    phone as "Telefoonnummer 1",
    email as "E-Mailadres",
    months as "Aantal maanden achterstand",
    amount as "Bedrag achterstand"
from {{ ref('signal_lines') }}
where desk = '{{ desk }}'
order by line_number
{%- endmacro %}
