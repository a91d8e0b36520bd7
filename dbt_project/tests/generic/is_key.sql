{# The column names one row and is never empty: `unique` and `not_null` in one pass. Counts what is wrong, never says which. #}
{% test is_key(model, column_name) %}

select
    count(*) as wrong_rows
from (
    select {{ column_name }}
    from {{ model }}
    group by {{ column_name }}
    having count(*) > 1 or {{ column_name }} is null
) as wrong
having count(*) > 0

{% endtest %}
