{#
  The dates of the sector's proposed procedure (work instruction, step 2), said once. Choices, each with its reason:
  - days of the month: reminder 5, demand 15, then of the next month summons 5, contact 10, signal 20. The instruction
    gives all but the contact, which it asks for without a day; the 10th lies between the summons and the signal.
  - letter_gap_days: where a letter went out late, the next one waits as long as the procedure leaves between the first
    two, so that a tenant gets the time to pay that the procedure means to give.
#}
{% macro agenda_days() -%}
    {{ return({'reminder': 5, 'demand': 15, 'summons': 5, 'contact': 10, 'signal': 20, 'letter_gap_days': 10}) }}
{%- endmacro %}

{# The given day of the same month as a date; also past the end of the month, since every day asked for lies before the 28th. #}
{% macro day_of_month(any_day, day_number) -%}
    {{ add_days(any_day, day_number ~ ' - day(' ~ any_day ~ ')') }}
{%- endmacro %}

{# The given day of the month that follows. #}
{% macro day_of_next_month(any_day, day_number) -%}
    {{ add_days('last_day(' ~ any_day ~ ')', day_number) }}
{%- endmacro %}

{# The first time, on or after a date, that it is the given day of a month. #}
{% macro next_day_of_month(from_day, day_number) -%}
    case
        when day({{ from_day }}) <= {{ day_number }} then {{ day_of_month(from_day, day_number) }}
        else {{ day_of_next_month(from_day, day_number) }}
    end
{%- endmacro %}

{# Whether a date is a Sunday. #}
{% macro is_sunday(any_day) -%}
    dayofweek({{ any_day }}) = 0
{%- endmacro %}
