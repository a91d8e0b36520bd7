-- Grain: one row per data row of a feedback file that is read in this run.
-- Names and types only: texts as the municipality wrote them.
select
    file_sha256,
    file_name,
    cast(row_number as integer) as row_number,
    last_name,
    postcode,
    house_number,
    house_number_suffix,
    answer,
    cast(accepted_on as date) as accepted_on
from {{ source('inbox', 'feedback_rows') }}
