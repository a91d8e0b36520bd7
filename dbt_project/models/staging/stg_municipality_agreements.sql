-- Grain: agreement with a municipality. Names and types only.
select
    agreement_id,
    municipality_code,
    applied_on,
    signed_on,
    ended_on,
    system,
    minimum_amount
from {{ source('landing', 'municipality_agreements') }}
