{# How the register's facts are read, and what events together say of a signal. #}

{# The facts of a JSON object as one record, parsed once. `fields` names each fact with its type; one that is missing is NULL. #}
{% macro json_record(payload, fields) -%}
    from_json({{ payload }}, '{{ tojson(fields) }}')
{%- endmacro %}

{# One row per element of a JSON list of objects, with one text of each; no row where the list is missing or empty. #}
{% macro unnest_json_texts(json_list, key) -%}
    unnest(json_extract_string({{ json_list }}, '$[*].{{ key }}'))
{%- endmacro %}

{#
  A text as two people would still call it the same: no white space of any kind, small letters, one form for letters
  with accents (the Turkish dotted capital too: its small letter is i, whether or not the dot is a sign of its own).
  Apostrophes of any form are one sign. For house numbers, suffixes and postcodes, on both sides of a comparison.
#}
{% macro as_compared(value) -%}
    nfc_normalize(
        replace(
            replace(translate(lower(regexp_replace({{ value }}, '[\s\p{Z}\x{0B}]+', '', 'g')), '’‘ʼ`´ı', '''''''''''i'), 'ß', 'ss'),
            'i' || chr(775),
            'i'
        )
    )
{%- endmacro %}

{# A last name as two people would still call it the same: as `as_compared`, and `Horst, ter` is `ter Horst`. #}
{% macro name_as_compared(value) -%}
    {{ as_compared("regexp_replace(" ~ value ~ ", '^([^,]+),([^,]+)$', '\\2 \\1')") }}
{%- endmacro %}

{#
  What events say of each signal: one row per delivered signal, with its state and every date that others rely on.
  States: delivered, help_accepted, and the end states withdrawn and closed, which win over help_accepted; the first end
  that was recorded holds. A signal that another one replaced is closed, even where a crash kept the closing event away.
  A signal belongs to the lease it was delivered for, or to the number that lease got since (`lease_renumbered`). What a
  person took back keeps its lease off until its arrears were settled once (`arrears_settled`) or a person released it.
  `feedback_matches`, where given: the acceptances among them count as if they were registered already.
  Handed in: where a person brings the file to its desk (channel `folder`), the day of the upload that was recorded; else the
  delivery itself. Response term: a number of days after it was handed in, or of working days where the eviction was near (LCV
  art. 3.13), as the term was on that day; until a file is handed in it is reckoned from the delivery, and nobody is informed that
  it passed.
#}
{% macro signals_of_events(events, calendar, feedback_matches=none) -%}
with
delivered as (
    select
        signal_id,
        lease_id,
        batch_id,
        seq as delivered_seq,
        desk as system,
        line_number,
        signal_as_of as as_of_date,
        as_of_date as delivered_on,
        amount as delivered_amount,
        months as delivered_months,
        oldest_due_on,
        municipality_code,
        landlord_id,
        tenant_id,
        coalesce(is_threatening, false) as is_threatening,
        replaces_signal_id,
        covered
    from {{ events }}
    where event_type = 'signal_delivered'
),

ways_out as (
    select
        batch_id,
        {{ first_of('channel', 'seq desc', "event_type in ('batch_prepared', 'batch_sending')") }} as channel,
        {{ first_of('as_of_date', 'seq', "event_type = 'batch_uploaded'") }} as uploaded_on
    from {{ events }}
    where event_type in ('batch_prepared', 'batch_sending', 'batch_uploaded')
    group by batch_id
),

handed_in as (
    select
        delivered.signal_id,
        case when ways_out.channel = 'folder' then ways_out.uploaded_on else delivered.delivered_on end as handed_in_on,
        coalesce(case when ways_out.channel = 'folder' then ways_out.uploaded_on end, delivered.delivered_on)
            as term_begins_on
    from delivered
    left join ways_out on delivered.batch_id = ways_out.batch_id
),

acts as (
    select
        signal_id,
        {{ first_of('accepted_on', 'seq', "event_type = 'help_accepted'") }} as help_accepted_on,
        {{ first_of('event_type', 'seq', "event_type in ('signal_withdrawn', 'signal_closed')") }} as end_type,
        {{ first_of('as_of_date', 'seq', "event_type in ('signal_withdrawn', 'signal_closed')") }} as ended_on,
        {{ first_of('reason', 'seq', "event_type in ('signal_withdrawn', 'signal_closed')") }} as end_reason,
        {{ first_of('actor', 'seq', "event_type in ('signal_withdrawn', 'signal_closed')") }} as ended_by,
        {{ first_of('replaced_by', 'seq', "event_type = 'signal_closed'") }} as replaced_by,
        {{ first_of('as_of_date', 'seq', "event_type = 'arrears_settled'") }} as arrears_settled_on,
        {{ first_of('as_of_date', 'seq', "event_type = 'signal_released'") }} as released_on,
        {{ first_of('lease_id', 'seq desc', "event_type = 'lease_renumbered'") }} as present_lease_id
    from {{ events }}
    where
        event_type in (
            'help_accepted', 'signal_withdrawn', 'signal_closed', 'arrears_settled', 'signal_released', 'lease_renumbered'
        )
    group by signal_id
),

acceptances as (
    select signal_id, help_accepted_on from acts where help_accepted_on is not null
    {%- if feedback_matches %}
    union all
    select signal_id, accepted_on from {{ feedback_matches }} where outcome = 'accepted'
    {%- endif %}
),

first_acceptances as (
    select signal_id, min(help_accepted_on) as help_accepted_on from acceptances group by signal_id
),

successors as (
    select
        replaces_signal_id as signal_id,
        {{ first_of('signal_id', 'delivered_seq', 'true') }} as successor_signal_id,
        min(delivered_on) as succeeded_on
    from delivered
    where replaces_signal_id is not null
    group by replaces_signal_id
),

numbered_days as (
    select
        day,
        is_working_day,
        sum(case when is_working_day then 1 else 0 end) over (order by day) as working_day_number
    from {{ calendar }}
),

threatening_days as (
    select
        day as term_begins_on,
        working_day_number + {{ term_on('threatening_working_days', 'numbered_days.day') }} as last_working_day_number
    from numbered_days
    where day in (select term_begins_on from handed_in)
),

short_terms as (
    select
        threatening_days.term_begins_on,
        min(finish.day) as response_due_on
    from threatening_days
    inner join numbered_days as finish on threatening_days.last_working_day_number = finish.working_day_number
    group by threatening_days.term_begins_on
),

signals as (
    select
        delivered.*,
        handed_in.handed_in_on,
        case
            when acts.end_type = 'signal_withdrawn' then 'withdrawn'
            when acts.end_type = 'signal_closed' or successors.signal_id is not null then 'closed'
            when first_acceptances.help_accepted_on is not null then 'help_accepted'
            else 'delivered'
        end as state,
        case
            when delivered.is_threatening then short_terms.response_due_on
            else {{ add_days('handed_in.term_begins_on', term_on('response_days', 'handed_in.term_begins_on')) }}
        end as response_due_on,
        first_acceptances.help_accepted_on,
        acts.end_type,
        acts.ended_on,
        acts.end_reason,
        acts.ended_by,
        acts.replaced_by,
        acts.arrears_settled_on,
        acts.released_on,
        acts.present_lease_id,
        successors.successor_signal_id,
        successors.succeeded_on
    from delivered
    left join acts on delivered.signal_id = acts.signal_id
    left join first_acceptances on delivered.signal_id = first_acceptances.signal_id
    left join successors on delivered.signal_id = successors.signal_id
    left join handed_in on delivered.signal_id = handed_in.signal_id
    left join short_terms on handed_in.term_begins_on = short_terms.term_begins_on
),

taken_back_signals as (
    select
        *,
        coalesce(
            (state = 'withdrawn' and end_reason = 'by_hand')
            or (state = 'closed' and end_reason = 'refused_by_desk' and ended_by = 'person'),
            false
        ) as is_taken_back
    from signals
)

select
    signal_id,
    coalesce(present_lease_id, lease_id) as lease_id,
    lease_id as delivered_lease_id,
    tenant_id,
    landlord_id,
    municipality_code,
    system,
    batch_id,
    line_number,
    as_of_date,
    delivered_on,
    handed_in_on,
    state,
    response_due_on,
    is_threatening,
    help_accepted_on,
    case when state = 'withdrawn' then ended_on end as withdrawn_on,
    case when state = 'withdrawn' then end_reason end as withdrawal_reason,
    case when state = 'withdrawn' then ended_by end as withdrawn_by,
    case when state = 'closed' then coalesce(ended_on, succeeded_on) end as closed_on,
    case when state = 'closed' then coalesce(end_reason, 'replaced') end as closing_reason,
    case when state = 'closed' then coalesce(ended_by, 'run') end as closed_by,
    case when state = 'closed' then coalesce(replaced_by, successor_signal_id) end as replaced_by,
    replaces_signal_id,
    delivered_amount,
    delivered_months,
    oldest_due_on,
    covered,
    delivered_seq,
    case when is_taken_back then ended_on end as taken_back_on,
    arrears_settled_on,
    released_on,
    is_taken_back and arrears_settled_on is null and released_on is null as keeps_lease_off
from taken_back_signals
{%- endmacro %}
