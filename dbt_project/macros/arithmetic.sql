{#
  Arithmetic, said once: whole days, whole months, money. What a function is called in this database stands here and in no
  model. No macro here knows what day it is: the as-of date comes from control.run_parameters.
#}

{# Days from one date to a later one: 1 March to 31 March is 30. #}
{% macro days_between(first_day, last_day) -%}
    cast(date_diff('day', {{ first_day }}, {{ last_day }}) as integer)
{%- endmacro %}

{# The day that lies a number of days after a date. #}
{% macro add_days(day, number_of_days) -%}
    cast({{ day }} + cast({{ number_of_days }} as integer) as date)
{%- endmacro %}

{#
  Whole months from one date to a later one. A month is whole when the same day of the month is reached, or the month's
  last day where that month is shorter: 31 December to 20 April is 3, 31 January to 28 February is 1 (docs/rules.md 1.6).
#}
{% macro months_between_dates(first_day, last_day) -%}
    cast(
        (year({{ last_day }}) - year({{ first_day }})) * 12
        + month({{ last_day }}) - month({{ first_day }})
        - case
            when day({{ last_day }}) < day({{ first_day }}) and {{ last_day }} < last_day({{ last_day }}) then 1
            else 0
        end
        as integer
    )
{%- endmacro %}

{#
  Whether something with a first day and a last day (both may be empty) is in force: it began on or before the as-of
  date and had not ended on or before it.
#}
{% macro is_in_force(began_on, ended_on, as_of_date) -%}
    ({{ began_on }} <= {{ as_of_date }} and ({{ ended_on }} is null or {{ ended_on }} > {{ as_of_date }}))
{%- endmacro %}

{#
  The place of an agreement among those of its municipality that are in force: the first names the desk. It is the one signed
  last; of two signed on one day, the one with the highest number (docs/rules.md 2.7).
#}
{% macro place_of_agreement(agreements) -%}
    row_number() over (
        partition by {{ agreements }}.municipality_code
        order by {{ agreements }}.signed_on desc, {{ agreements }}.agreement_id desc
    )
{%- endmacro %}

{# The day on which an action reached the tenant: a letter by post some days after it was sent (docs/rules.md 2.3). #}
{% macro received_on(actions, run) -%}
    {{ add_days(actions ~ '.performed_on', 'case when ' ~ actions ~ ".channel = 'post' then " ~ run ~ '.post_days else 0 end') }}
{%- endmacro %}

{# An amount brought back to euros with two decimals: adding up widens the type. #}
{% macro money(amount) -%}
    cast({{ amount }} as decimal(18, 2))
{%- endmacro %}

{# One row per charge that counted allocations name: what they leave of it, never below 0 (docs/rules.md 1.3). For all of them it
   is int_allocated_charges; who needs some leases' charges gives their allocations, as the others' would be added up for nothing. #}
{% macro allocated_charges(allocations) -%}
select
    lease_id,
    charge_entry_id as entry_id,
    max(charge_amount) as amount,
    bool_or(is_due_rent) as is_due_rent,
    {{ money('sum(amount)') }} as allocated_amount,
    {{ money('greatest(0, max(charge_amount) - sum(amount))') }} as remaining_amount
from {{ allocations }}
where is_counted and names_a_charge_of_the_lease
group by lease_id, charge_entry_id
{%- endmacro %}
