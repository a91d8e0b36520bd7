"""The export of the next morning: the same tables, with one lease in a hundred changed.

Belongs here: making that folder from the day's. Each lease that changed paid one rent more on the day itself.
"""

import os
from pathlib import Path

import duckdb

from demo.generator import LARGE_AS_OF

CHANGED = """
copy (
    select * from read_parquet('{entries}')
    union all by name
    select 'N' || lease_id as entry_id, lease_id, 'payment' as entry_type, date '{day}' as booked_on,
        any_value(amount) filter (where entry_type = 'charge') as amount
    from read_parquet('{entries}')
    where hash(lease_id) % 100 = 0
    group by lease_id
    having count(*) filter (where entry_type = 'charge') > 0
) to '{target}' (format parquet)
"""


def change(landing: Path, target: Path) -> Path:
    """Make `target` beside `landing`, once; gives it. What did not change is the same file (a hard link)."""
    if target.exists():
        return target
    partial = target.with_suffix(".part")
    partial.mkdir(exist_ok=True)
    for path in landing.iterdir():
        if path.stem != "ledger_entries":
            (partial / path.name).unlink(missing_ok=True)
            os.link(path, partial / path.name)
    entries, made = landing / "ledger_entries.parquet", partial / "ledger_entries.parquet"
    with duckdb.connect() as con:
        con.execute(CHANGED.format(entries=entries, target=made, day=LARGE_AS_OF))
    partial.rename(target)
    return target
