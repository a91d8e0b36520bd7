-- Grain: one row per signal, collection case and message that this run has to send the agency or bailiff.
-- Rule ("A signal's life", hold notices; LCV 4.2 a-c): pause while the hold is in force, later resume with the reason;
-- only where a case is in force for the lease, each once. Resume only follows a pause, so a hold that was over before its
-- acceptance was read gives none.
with
cases_in_force as (
    select
        collection_cases.case_id,
        collection_cases.lease_id,
        collection_cases.agency_id,
        collection_cases.agency_reference
    from {{ ref('stg_collection_cases') }} as collection_cases
    cross join {{ ref('stg_run_parameters') }} as run_parameters
    where {{ is_in_force('collection_cases.handed_over_on', 'collection_cases.ended_on', 'run_parameters.as_of_date') }}
),

notices_given as (
    select distinct
        signal_id,
        case_id,
        message
    from {{ ref('int_events_judged') }}
    where event_type = 'hold_notice_delivered'
),

flagged_cases as (
    select
        holds.*,
        cases_in_force.case_id,
        cases_in_force.agency_id,
        cases_in_force.agency_reference,
        holds.status = 'active' as is_in_force,
        pauses.case_id is not null as is_paused,
        resumes.case_id is not null as is_resumed
    from {{ ref('int_holds') }} as holds
    inner join cases_in_force on holds.lease_id = cases_in_force.lease_id
    left join notices_given as pauses
        on
            holds.signal_id = pauses.signal_id
            and cases_in_force.case_id = pauses.case_id
            and pauses.message = 'opschorten'
    left join notices_given as resumes
        on
            holds.signal_id = resumes.signal_id
            and cases_in_force.case_id = resumes.case_id
            and resumes.message = 'hervatten'
),

notices as (
    select
        *,
        case when is_in_force then 'opschorten' else 'hervatten' end as message
    from flagged_cases
    where (is_in_force and not is_paused) or (not is_in_force and is_paused and not is_resumed)
)

select
    as_of_date,
    signal_id,
    lease_id,
    case_id,
    agency_id,
    cast(row_number() over (partition by agency_id order by lease_id, case_id, signal_id) as integer) as line_number,
    agency_reference,
    message,
    case when message = 'opschorten' then accepted_on else ends_on end as starts_on,
    case when message = 'opschorten' then hold_until end as until,
    case
        when message = 'opschorten' then 'hulp geaccepteerd'
        when status = 'lapsed' then 'nieuwe achterstand'
        else 'opschorting verstreken'
    end as reason_nl,
    case when message = 'opschorten' then 'help_accepted' else status end as reason_code,
    status as hold_status,
    ends_on
from notices
order by agency_id, line_number
