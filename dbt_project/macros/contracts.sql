{#
  How dbt asks the database what columns a query gives, to hold it to its contract. The adapter's own question gets the wrong
  answer where a column is renamed in capitals alone (postcode as "Postcode"): DESCRIBE of DuckDB 2.0 then gives the name of
  the column beneath, although the table gets the right one. Through a materialised expression it gives the right one too.
#}
{% macro duckdb__get_empty_subquery_sql(select_sql, select_sql_header=none) %}
    with described as materialized (
        {{ select_sql }}
    )
    select * from described
    where false
    limit 0
{% endmacro %}
