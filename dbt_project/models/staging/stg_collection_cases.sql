-- Grain: case at a collection agency or bailiff. Names and types only.
select
    case_id,
    lease_id,
    agency_id,
    agency_reference,
    handed_over_on,
    ended_on
from {{ source('landing', 'collection_cases') }}
