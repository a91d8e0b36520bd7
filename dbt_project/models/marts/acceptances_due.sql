-- Grain: one row per signal whose help was accepted, by a feedback row read in this run.
-- What is to be recorded in the register; it proposes, nothing is stored here.
select
    run_parameters.as_of_date,
    matches.signal_id,
    matches.lease_id,
    matches.accepted_on,
    matches.file_sha256,
    matches.file_name,
    matches.row_number
from {{ ref('int_feedback_matches') }} as matches
cross join {{ ref('stg_run_parameters') }} as run_parameters
where matches.outcome = 'accepted'
order by matches.file_name, matches.file_sha256, matches.row_number
