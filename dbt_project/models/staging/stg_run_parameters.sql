-- Grain: run (always one). Names and types only.
select
    as_of_date,
    machine_date,
    min_days_overdue,
    minimum_amount,
    objection_days,
    post_days,
    hold_days,
    new_arrears_grace_days,
    response_days,
    threatening_working_days,
    redelivery,
    redelivery_after_days,
    later_facts,
    stated_balance,
    stated_balance_days,
    file_format,
    is_dry_run
from {{ source('control', 'run_parameters') }}
