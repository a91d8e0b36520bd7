{# The columns together name one row: what `unique` is for one column. Says how many combinations repeat, never which. #}
{% test unique_together(model, columns) %}

select count(*) as repeated_rows
from (
    select {{ columns | join(', ') }}
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
) as repeated
having count(*) > 0

{% endtest %}
