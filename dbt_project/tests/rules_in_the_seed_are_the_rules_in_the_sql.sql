-- The reasons in the seed, in their order, are the reasons the decision model is written from. A row is a difference.
{{ config(meta={
    'dagster': {'ref': {'name': 'decision_facts'}},
    'description': 'The seed rules and the flags of decision_facts name the same reasons in the same order.',
}) }}

with

in_sql as (
    {%- for code in rule_codes() %}
    select '{{ code }}' as code, {{ loop.index }} as position
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
)

select
    in_sql.code as code_in_sql,
    rules.code as code_in_seed
from in_sql
full outer join {{ ref('rules') }} as rules on in_sql.code = rules.code and in_sql.position = rules.position
where in_sql.code is null or rules.code is null
