"""The evidence: why each lease was or was not reported on a date, kept in files without names, addresses or contact data.

Belongs here: writing evidence/. Does not belong here: the decisions themselves (the models) or reading them for people.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from exports.duck import rows
from exports.files import PARTIAL_SUFFIX, ensure_dir, sync_dir, write_atomically
from exports.history import write_decisions
from exports.home import Home

SIGNALS = "signals"


def keep_decisions(con: duckdb.DuckDBPyConnection, home: Home, as_of: date) -> int:
    """Keep `evidence/decisions_<as-of>.parquet` whole; gives the number of leases in arrears on that date."""
    folder = ensure_dir(home.evidence)
    target = folder / f"decisions_{as_of}.parquet"
    partial = target.with_name(target.name + PARTIAL_SUFFIX)
    try:
        count = write_decisions(con, str(as_of), partial)
        partial.chmod(0o600)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    sync_dir(folder)
    return count


def keep_signals(con: duckdb.DuckDBPyConnection, home: Home, as_of: date) -> int:
    """Keep one record a signal that is due: `evidence/signals/<signal_id>.json`, before the signal leaves.

    A record that stands is left alone: it says what was so when the signal was first judged. Gives how many are due.
    """
    facts = {row["lease_id"]: row for row in rows(con, "select * from marts.decision_facts")}
    charges: dict[str, list[dict[str, Any]]] = {}
    for row in rows(con, "select * from marts.signal_covered_charges"):
        charges.setdefault(row["signal_id"], []).append(row)
    due = rows(con, "select signal_id, lease_id, desk from marts.signal_lines")
    for line in due:
        path = ensure_dir(home.evidence / SIGNALS) / f"{line['signal_id']}.json"
        if path.exists():
            continue
        record = {
            "signal_id": line["signal_id"],
            "desk": line["desk"],
            "facts": facts[line["lease_id"]],
            "covered_charges": charges.get(line["signal_id"], []),
        }
        write_atomically(path, json.dumps(record, default=_plain, sort_keys=True, indent=1).encode())
    return len(due)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    raise TypeError(f"evidence cannot hold a {type(value).__name__}")
