-- Grain: one row per line of the withdrawal file for the desk ris_matching, in file order: these columns and no other.
select
    postcode as "Postcode",
    house_number as "Huisnummer",
    house_number_suffix as "Huisnummer toevoeging"
from {{ ref('withdrawal_lines') }}
where desk = 'ris_matching'
order by line_number
