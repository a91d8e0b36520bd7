"""What the readers of VERA, CBS and mapped spreadsheets warned of at the last load: for status, the report, lists and explain.

Belongs here: reading `control.source_findings`. Does not belong here: finding anything (sources/), or a lease's number in a
text: `lease_ids` says which leases a warning concerns; `explain` of such a lease and the lists for credit controllers use it.
"""

from __future__ import annotations

from typing import Any

import duckdb

from exports.ground.duck import is_there, rows

KEPT_IN = "control.source_findings"
WARNINGS = "select source, rule, text, count from control.source_findings where severity = 'warning' order by source, rule, text"
# What whoever collects has to know of a lease before anything else; it never keeps a signal back.
LET_OP = {
    "helper_named": "de huurder heeft een bewindvoerder, budgetbeheerder of curator: overleg eerst met hem of haar",
    "agreement_on_hold": "staat in uw systeem in de wacht: zoek uit waarom",
}
NOTED = """
select unnest(lease_ids) as lease_id, rule from control.source_findings
where severity = 'warning' and list_contains($rules, rule) order by lease_id, rule
"""
OF_LEASE = """
select source, rule, text, count from control.source_findings
where severity = 'warning' and list_contains(lease_ids, $lease) order by source, rule
"""


def of_last_load(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every warning: source, rule, text (Dutch, without a value) and count; none in a warehouse of before they were kept."""
    return rows(con, WARNINGS) if is_there(con, KEPT_IN) else []


def of_lease(con: duckdb.DuckDBPyConnection, lease_id: str) -> list[str]:
    """The Dutch lines for `explain` of a lease that a warning concerns."""
    found = rows(con, OF_LEASE, {"lease": lease_id}) if is_there(con, KEPT_IN) else []
    lines = [f"  ! {_sentence(LET_OP[row['rule']]) if row['rule'] in LET_OP else row['text']}" for row in found]
    return ["", "Bij het inlezen is over dit contract gewaarschuwd:", *lines] if lines else []


def let_op(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Per lease what whoever collects has to know first, such as an administrator or guardian of the tenant."""
    found = rows(con, NOTED, {"rules": list(LET_OP)}) if is_there(con, KEPT_IN) else []
    notes: dict[str, list[str]] = {}
    for row in found:
        notes.setdefault(row["lease_id"], []).append(LET_OP[row["rule"]])
    return {lease_id: _sentence("; ".join(words)) for lease_id, words in notes.items()}


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
