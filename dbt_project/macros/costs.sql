{#
  Collection costs and the letter before them (art. 6:96 lid 6 BW), said once.
  - days: how long the tenant may still pay without costs, from the day after receipt.
  - letter_counts_days (choice): a letter serves for costs of the year after it; an older one was about other arrears.
  - listed_days (choice): costs are listed for a quarter after they were booked, so that a list stays one of today's work.
#}
{% macro costs_terms() -%}
    {{ return({'days': 14, 'letter_counts_days': 365, 'listed_days': 92}) }}
{%- endmacro %}

{# Whether a document reference says that the letter is a 14-day letter: `veertiendagenbrief@1 …`, `14-dagenbrief`, `14 dagen`. #}
{% macro is_fourteen_day_letter(reference) -%}
    coalesce(regexp_matches(lower({{ reference }}), '(veertien|14)[ _-]?dagen'), false)
{%- endmacro %}
