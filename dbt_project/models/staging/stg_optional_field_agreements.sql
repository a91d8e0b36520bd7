-- Grain: landlord, optional column and day of agreement. Names and types only.
select
    landlord_id,
    field,
    agreed_on,
    ended_on
from {{ source('landing', 'optional_field_agreements') }}
