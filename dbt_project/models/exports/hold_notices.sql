-- Grain: one row per line of a file with hold notices, ordered by agency and line: these columns and no other. Each agency
-- gets its own lines only; hold_notices_due says, in the same order, whose they are.
select
    agency_reference as "Dossiernummer",
    message as "Bericht",
    starts_on as "Met ingang van",
    until as "Tot",
    reason_nl as "Reden"
from {{ ref('hold_notices_due') }}
order by agency_id, line_number
