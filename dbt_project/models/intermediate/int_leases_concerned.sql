-- Grain: one row per lease that concerns a run: in arrears, with a finding in its ledger, or named by the register.
-- Rule: docs/rules.md 2 and "A signal's life": of any other lease nothing is decided, shown or taken back. Batches not
-- yet known to be delivered or not count, since they may turn out to have arrived.
-- No filter for the rules: what is concerned is judged by the models after this one. `distribution` returns the rows of these.
with

pending_batches as (
    select batch_lines
    from {{ ref('stg_register_events') }}
    where
        event_type = 'batch_prepared'
        and batch_id not in (
            select batch_id from {{ ref('stg_register_events') }} where event_type in ('batch_delivered', 'batch_resolved')
        )
),

reasons as (
    select
        lease_id,
        'arrears' as reason
    from {{ ref('int_lease_arrears') }}
    union all
    select
        lease_id,
        'finding' as reason
    from {{ ref('int_ledger_findings') }}
    union all
    select
        lease_id,
        'register' as reason
    from {{ ref('stg_register_events') }}
    union all
    select
        old_lease_id as lease_id,
        'register' as reason
    from {{ ref('stg_register_events') }}
    union all
    select
        {{ unnest_json_texts('batch_lines', 'lease_id') }} as lease_id,
        'register' as reason
    from pending_batches
)

select
    lease_id,
    bool_or(reason = 'arrears') as has_arrears,
    bool_or(reason = 'finding') as has_ledger_finding,
    bool_or(reason = 'register') as is_named_by_register
from reasons
where lease_id is not null
group by lease_id
