-- Grain: mandate of a landlord, for one complex or (empty) for all. Names and types only.
select
    mandate_id,
    landlord_id,
    complex_id,
    clause_accepted_on,
    landlord_informed_on,
    processing_registered_on,
    processor_agreement_signed_on,
    valid_from,
    valid_until
from {{ source('landing', 'mandates') }}
