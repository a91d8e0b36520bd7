-- Grain: objection of a tenant. Names and types only.
select
    objection_id,
    tenant_id,
    received_on,
    withdrawn_on,
    received_by
from {{ source('landing', 'objections') }}
