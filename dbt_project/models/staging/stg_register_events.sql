-- Grain: one row per event of the register (the copy in the warehouse).
-- Names and types only: the facts of every event type side by side, NULL where the type has no such fact. Who did
-- something and why are left out: no rule asks for them.
with
events as (
    select
        *,
        {{ json_record('payload', {
            'kind': 'VARCHAR', 'desk': 'VARCHAR', 'channel': 'VARCHAR', 'outcome': 'VARCHAR', 'reason': 'VARCHAR', 'by': 'VARCHAR',
            'line_number': 'INTEGER', 'signal_as_of': 'DATE', 'amount': 'DECIMAL(18,2)', 'months': 'INTEGER',
            'oldest_due_on': 'DATE', 'municipality_code': 'VARCHAR', 'landlord_id': 'VARCHAR', 'tenant_id': 'VARCHAR',
            'threatening': 'BOOLEAN', 'replaces': 'VARCHAR', 'replaced_by': 'VARCHAR', 'covered': 'JSON',
            'signals': 'JSON', 'accepted_on': 'DATE', 'file_sha256': 'VARCHAR', 'file_name': 'VARCHAR',
            'row': 'INTEGER', 'candidate': 'VARCHAR', 'case_id': 'VARCHAR', 'agency_id': 'VARCHAR',
            'message': 'VARCHAR', 'starts_on': 'DATE', 'until': 'DATE', 'hold_status': 'VARCHAR', 'ends_on': 'DATE',
            'blocking_table': 'VARCHAR', 'row_key': 'VARCHAR', 'old_lease_id': 'VARCHAR'
        }) }} as facts
    from {{ source('register_copy', 'events') }}
)

select
    cast(seq as bigint) as seq,
    cast(recorded_at as timestamp) as recorded_at,
    cast(as_of_date as date) as as_of_date,
    event_type,
    signal_id,
    batch_id,
    lease_id,
    facts.kind,
    facts.desk,
    facts.channel,
    facts.outcome,
    facts.reason,
    facts.by as actor,
    facts.line_number,
    facts.signal_as_of,
    facts.amount,
    facts.months,
    facts.oldest_due_on,
    facts.municipality_code,
    facts.landlord_id,
    facts.tenant_id,
    facts.threatening as is_threatening,
    facts.replaces as replaces_signal_id,
    facts.replaced_by,
    cast(facts.covered as varchar) as covered,
    cast(facts.signals as varchar) as batch_lines,
    facts.accepted_on,
    facts.file_sha256,
    facts.file_name,
    facts.row as row_number,
    facts.candidate as candidate_signal_id,
    facts.case_id,
    facts.agency_id,
    facts.message,
    facts.starts_on,
    facts.until as hold_until,
    facts.hold_status,
    facts.ends_on,
    facts.blocking_table,
    facts.row_key,
    facts.old_lease_id
from events
