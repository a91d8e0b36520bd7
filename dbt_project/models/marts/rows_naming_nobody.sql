-- Grain: one row per row that blocks and names nobody, accepted or not: the list for a person.
-- Rule: docs/rules.md 2.12.
select
    run_parameters.as_of_date,
    naming_nobody.blocking_table,
    naming_nobody.row_key,
    naming_nobody.names,
    naming_nobody.since,
    naming_nobody.is_accepted
from {{ ref('int_rows_naming_nobody') }} as naming_nobody
cross join {{ ref('stg_run_parameters') }} as run_parameters
order by naming_nobody.is_accepted, naming_nobody.since, naming_nobody.blocking_table, naming_nobody.row_key
