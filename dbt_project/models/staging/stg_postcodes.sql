-- Grain: postcode and house number, or postcode as a whole (house number empty). Names and types only.
select
    postcode,
    house_number,
    municipality_code
from {{ source('landing', 'postcodes') }}
