-- Grain: one row per feedback row that no single signal fits, for a person.
-- A view over the copy of the register's events, so that it shows this run's rows when the run has ended. A row stays
-- here for the record; is_open says whether a person still has to look at it. No personal value: file and row only.
{{ config(materialized='view') }}

with
unmatched as (
    select
        file_sha256,
        row_number,
        {{ first_of('file_name', 'seq', 'true') }} as file,
        {{ first_of('reason', 'seq', 'true') }} as reason,
        {{ first_of('candidate_signal_id', 'seq', 'true') }} as candidate_signal_id,
        min(as_of_date) as read_on,
        min(seq) as seq
    from {{ ref('stg_register_events') }}
    where event_type = 'feedback_unmatched'
    group by file_sha256, row_number
),

-- Looked at: dismissed, or accepted by hand, by naming the row or its candidate.
handled_rows as (
    select
        file_sha256,
        row_number,
        max(case when event_type = 'help_accepted' then 'accepted_by_hand' else 'dismissed' end) as handled_as
    from {{ ref('stg_register_events') }}
    where event_type in ('unmatched_dismissed', 'help_accepted') and row_number is not null
    group by file_sha256, row_number
),

handled_candidates as (
    select
        signal_id,
        max(seq) as accepted_seq
    from {{ ref('stg_register_events') }}
    where event_type = 'help_accepted' and actor = 'person'
    group by signal_id
),

flagged as (
    select
        unmatched.*,
        coalesce(
            handled_rows.handled_as,
            case when handled_candidates.accepted_seq > unmatched.seq then 'accepted_by_hand' end
        ) as handled_as
    from unmatched
    left join handled_rows
        on unmatched.file_sha256 = handled_rows.file_sha256 and unmatched.row_number = handled_rows.row_number
    left join handled_candidates on unmatched.candidate_signal_id = handled_candidates.signal_id
)

select
    file,
    row_number as row,
    row_number + 1 as excel_line,
    reason,
    file_sha256,
    candidate_signal_id,
    read_on,
    handled_as is null as is_open,
    handled_as
from flagged
