-- Grain: run (always one). Names and types, and the terms of the law that are judged on the as-of date, as they were then. Terms
-- that run from a delivery or an acceptance are read on that day (macro term_on).
select
    run_parameters.as_of_date,
    run_parameters.machine_date,
    {{ term_on('min_days_overdue', 'run_parameters.as_of_date') }} as min_days_overdue,
    run_parameters.minimum_amount,
    {{ term_on('objection_days', 'run_parameters.as_of_date') }} as objection_days,
    run_parameters.post_days,
    run_parameters.new_arrears_grace_days,
    run_parameters.redelivery,
    run_parameters.redelivery_after_days,
    run_parameters.later_facts,
    run_parameters.stated_balance,
    run_parameters.stated_balance_days,
    run_parameters.file_format,
    run_parameters.is_dry_run
from {{ source('control', 'run_parameters') }} as run_parameters
