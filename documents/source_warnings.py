"""What the readers of VERA, CBS and mapped spreadsheets warned of at the last load: for status, the report and explain.

Belongs here: reading `control.source_findings`. Does not belong here: finding anything (sources/), or a lease's number in a
text: `lease_ids` says which leases a warning concerns, and only `explain` of such a lease uses it.
"""

from __future__ import annotations

from typing import Any

import duckdb

from exports.ground.duck import rows

THERE = "select 1 from information_schema.tables where table_schema = 'control' and table_name = 'source_findings'"
WARNINGS = "select source, rule, text, count from control.source_findings where severity = 'warning' order by source, rule, text"
OF_LEASE = """
select source, rule, text, count from control.source_findings
where severity = 'warning' and list_contains(lease_ids, $lease) order by source, rule
"""


def told(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every warning: source, rule, text (Dutch, without a value) and count; none in a warehouse of before they were kept."""
    return rows(con, WARNINGS) if rows(con, THERE) else []


def of_lease(con: duckdb.DuckDBPyConnection, lease_id: str) -> list[str]:
    """The Dutch lines for `explain` of a lease that a warning concerns."""
    found = rows(con, OF_LEASE, {"lease": lease_id}) if rows(con, THERE) else []
    return ["", "Bij het inlezen is over dit contract gewaarschuwd:", *(f"  ! {row['text']}" for row in found)] if found else []
