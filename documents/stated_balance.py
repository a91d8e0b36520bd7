"""The balance that the source states of a lease beside that of its entries, where they differ: both amounts, and where to look.

Belongs here: that line of `explain`. Does not belong here: the comparison (dbt, int_stated_balances), or a check of all balances
before a run (check_figures.py).
"""

from __future__ import annotations

from datetime import date

import duckdb

from documents.dutch import day, euros
from exports.ground.duck import is_there, rows

KEPT_IN = "intermediate.int_stated_balances"
# Of the last run alone, and only where that is the run that is explained.
_DIFFERING = """
select balances.stated_on, balances.stated_amount, balances.our_amount
from intermediate.int_stated_balances as balances
inner join staging.stg_run_parameters as run on run.as_of_date = $day
where balances.lease_id = $lease and (balances.is_lower or balances.is_higher)
"""


def stated_balance_of(con: duckdb.DuckDBPyConnection, lease_id: str, as_of: date, *, is_mapped: bool) -> list[str]:
    """Dutch lines; nothing where the two agree. `is_mapped`: in a home whose own mapping may read the wrong column."""
    found = rows(con, _DIFFERING, {"lease": lease_id, "day": as_of}) if is_there(con, KEPT_IN) else []
    where = " Of leest mapping.toml een verkeerde kolom, bij open_rent van stated_balances of bij de boekingen?"
    return [
        f"  ! Volgens de bron stond op {day(each['stated_on'])} {euros(each['stated_amount'])} open, volgens de boekingen "
        f"{euros(each['our_amount'])}. Welke van de twee klopt?{where if is_mapped else ''}"
        for each in found
    ]
