-- Grain: one row per line of a signal batch, as it left.
-- Names and types only, and only what matching and taking back need: how much was reported stands in the register.
select
    batch_id,
    cast(line_number as integer) as line_number,
    signal_id,
    lease_id,
    desk,
    last_name,
    house_number,
    house_number_suffix,
    postcode
from {{ source('register_copy', 'delivered_lines') }}
