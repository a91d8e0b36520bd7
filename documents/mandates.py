"""Why no mandate of a landlord holds on a day, in Dutch: which one ended, which of its days is not there, or that there is none.

Belongs here: what a mandate needs, as `check` counts it and `explain` says it of one lease. Does not belong here: deciding that
one is in force (dbt, int_mandates_in_force).
"""

from __future__ import annotations

from datetime import date

import duckdb

from documents.column_words import COLUMNS
from documents.dutch import day
from exports.ground.duck import is_there, rows

# What must have happened by the as-of date (docs/rules.md 2.6); without one of these days a mandate never held.
DAYS = (
    "clause_accepted_on", "landlord_informed_on", "processing_registered_on", "processor_agreement_signed_on", "valid_from",
)  # fmt: skip
IS_WHOLE = f"coalesce({' and '.join(f'{each} <= $as_of' for each in DAYS)}, false)"
# The newest, of those that count for the lease: a mandate for its complex, in force or not, goes before that for all complexes.
_OF_LEASE = """
with own as (select * from landing.mandates where landlord_id = $landlord and complex_id = $complex)
from own
union all
from landing.mandates where landlord_id = $landlord and complex_id is null and not exists (from own)
order by valid_from desc nulls last, mandate_id
limit 3
"""
# The tables are those of the last load.
_IS_LAST_RUN = "select 1 from staging.stg_run_parameters where as_of_date = $as_of"


def why_no_mandate(
    con: duckdb.DuckDBPyConnection, landlord_id: str, complex_id: str | None, as_of: date, *, is_landlord_known: bool = True
) -> str:
    """Of a lease that no mandate covers; nothing where the tables are of another day than `as_of`."""
    if not is_there(con, "landing.mandates") or not rows(con, _IS_LAST_RUN, {"as_of": as_of}):
        return ""
    if not is_landlord_known:
        return f"opdrachtgever {landlord_id} staat niet in de lijst van opdrachtgevers"
    found = rows(con, _OF_LEASE, {"landlord": landlord_id, "complex": complex_id})
    here = f", ook niet voor complex {complex_id}" if complex_id else ""
    return "; ".join(_why(each, as_of) for each in found) or f"van opdrachtgever {landlord_id} is er geen mandaat{here}"


def _why(mandate: dict[str, date | None], as_of: date) -> str:
    scope = f"complex {mandate['complex_id']}" if mandate["complex_id"] else "alle complexen"
    absent = [f"geen dag bij '{COLUMNS[each]}'" for each in DAYS if mandate[each] is None]
    later = [f"'{COLUMNS[each]}' pas {day(on)}" for each in DAYS if (on := mandate[each]) and on > as_of]
    until = mandate["valid_until"]
    ended = [f"liep af op {day(until)}"] if until and until < as_of else []
    return f"mandaat {mandate['mandate_id']} voor {scope}: {', '.join([*ended, *absent, *later])}"
