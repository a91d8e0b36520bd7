-- Grain: one row per feedback row that is read in this run and says anything but no.
-- Rule ("What may leave, and what may come in", feedback): an acceptance is matched, by the values as they were
-- delivered, to the one active signal they fit; what fits none or several, or cannot be so by its date, is for a person.
-- Matching looks at everything the register says now, not at what the run judges by: a signal withdrawn this morning is
-- no longer there to be accepted. A `nee` is counted where the file is read, and forgotten.
with
lines_of_signals as (
    select
        signals.signal_id,
        signals.lease_id,
        signals.state,
        signals.delivered_on,
        signals.help_accepted_on,
        signals.state in ('delivered', 'help_accepted') as is_active,
        {{ name_as_compared('lines.last_name') }} as last_name,
        {{ as_compared('lines.postcode') }} as postcode,
        {{ as_compared('lines.house_number') }} as house_number,
        nullif({{ as_compared('lines.house_number_suffix') }}, '') as house_number_suffix
    from {{ ref('int_signals_recorded') }} as signals
    inner join {{ ref('stg_delivered_lines') }} as lines
        on signals.signal_id = lines.signal_id and signals.batch_id = lines.batch_id
),

acceptances as (
    select
        file_sha256,
        row_number,
        {{ name_as_compared('last_name') }} as last_name,
        {{ as_compared('postcode') }} as postcode,
        {{ as_compared('house_number') }} as house_number,
        nullif({{ as_compared('house_number_suffix') }}, '') as house_number_suffix
    from {{ ref('stg_feedback_rows') }}
    where answer = 'ja'
),

-- A suffix counts only where the file gives one and the signal carried one.
fits as (
    select
        acceptances.file_sha256,
        acceptances.row_number,
        lines.signal_id,
        lines.lease_id,
        lines.state,
        lines.delivered_on,
        lines.help_accepted_on,
        lines.is_active
    from acceptances
    inner join lines_of_signals as lines
        on
            acceptances.last_name = lines.last_name
            and acceptances.postcode = lines.postcode
            and acceptances.house_number = lines.house_number
            and coalesce(acceptances.house_number_suffix = lines.house_number_suffix, true)
),

-- Where no name fits: the one active signal at that address. It decides nothing; a person is asked to compare the two names.
same_addresses as (
    select
        acceptances.file_sha256,
        acceptances.row_number,
        min(lines.signal_id) as signal_id,
        min(lines.lease_id) as lease_id
    from acceptances
    inner join lines_of_signals as lines
        on
            lines.is_active
            and acceptances.postcode = lines.postcode
            and acceptances.house_number = lines.house_number
            and coalesce(acceptances.house_number_suffix = lines.house_number_suffix, true)
    group by acceptances.file_sha256, acceptances.row_number
    having count(*) = 1
),

-- Active signals go before those that ended; of those that ended, the one delivered last.
numbered_fits as (
    select
        *,
        row_number() over (
            partition by file_sha256, row_number order by is_active desc, delivered_on desc, signal_id
        ) as place,
        sum(case when is_active then 1 else 0 end) over (partition by file_sha256, row_number) as active_fits
    from fits
),

candidates as (
    select * from numbered_fits where place = 1
),

flagged_rows as (
    select
        feedback.*,
        candidates.signal_id as candidate_signal_id,
        candidates.lease_id as candidate_lease_id,
        case when candidates.signal_id is null then same_addresses.signal_id end as address_signal_id,
        case when candidates.signal_id is null then same_addresses.lease_id end as address_lease_id,
        coalesce(feedback.answer != 'ja', true) as is_unreadable_answer,
        candidates.signal_id is null as is_no_signal,
        coalesce(candidates.active_fits > 1, false) as is_several_signals,
        coalesce(candidates.state = 'closed' and candidates.help_accepted_on is not null, false)
            as is_closed_after_acceptance,
        feedback.accepted_on is null as is_without_date,
        feedback.accepted_on < candidates.delivered_on as is_before_delivery,
        feedback.accepted_on > run_parameters.as_of_date as is_in_the_future,
        not coalesce(candidates.is_active, false) as is_not_active,
        candidates.help_accepted_on is not null as is_already_accepted
    from {{ ref('stg_feedback_rows') }} as feedback
    cross join {{ ref('stg_run_parameters') }} as run_parameters
    left join candidates
        on feedback.file_sha256 = candidates.file_sha256 and feedback.row_number = candidates.row_number
    left join same_addresses
        on feedback.file_sha256 = same_addresses.file_sha256 and feedback.row_number = same_addresses.row_number
    where coalesce(feedback.answer != 'nee', true)
),

judged_rows as (
    select
        *,
        case
            when is_unreadable_answer then 'unreadable_answer'
            when is_no_signal then 'no_signal'
            when is_several_signals then 'several_signals'
            when is_closed_after_acceptance then 'repeated'
            when is_without_date then 'no_date'
            when is_before_delivery then 'before_delivery'
            when is_in_the_future then 'in_the_future'
            when is_not_active then 'not_active'
            when is_already_accepted then 'repeated'
            else 'accepted'
        end as outcome_alone
    from flagged_rows
),

numbered_rows as (
    select
        *,
        row_number() over (
            partition by candidate_signal_id, outcome_alone order by file_name, file_sha256, row_number
        ) as place
    from judged_rows
)

-- Of two acceptances of one signal in one run the first is the acceptance; the other is counted and changes nothing.
select
    file_sha256,
    file_name,
    row_number,
    case when outcome_alone = 'accepted' and place > 1 then 'repeated' else outcome_alone end as outcome,
    accepted_on,
    case
        when not (is_several_signals or is_unreadable_answer) then coalesce(candidate_signal_id, address_signal_id)
    end as signal_id,
    case
        when not (is_several_signals or is_unreadable_answer) then coalesce(candidate_lease_id, address_lease_id)
    end as lease_id
from numbered_rows
