-- Grain: letter, call, visit or message. Names and types only.
select
    action_id,
    lease_id,
    action_type,
    channel,
    performed_on,
    document_ref
from {{ source('landing', 'collection_actions') }}
