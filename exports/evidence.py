"""The evidence: why each lease was or was not reported on a date, in files without names, addresses or contact data.

Belongs here: writing and reading evidence/. Does not belong here: the decisions themselves (the models), what a
signal's record is made of (signal_records.py), or telling it to people (documents/).
"""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from exports.duck import rows
from exports.files import PARTIAL_SUFFIX, PRIVATE_FILE, ensure_dir, sync_dir
from exports.history import write_decisions
from exports.home import Home
from exports.signal_records import records_of

SIGNALS = "signals"
# A record that stands is kept where its signal left, or may have: it says what was so when it did.
LEFT_OR_MAY_HAVE = """
with prepared as (
    select batch_id, seq, unnest(from_json(payload ->> 'signal_ids', '["varchar"]')) as signal_id
    from register_copy.events where event_type = 'batch_prepared'
)
select distinct signal_id from register_copy.events where event_type = 'signal_delivered'
union
select distinct signal_id from prepared
where not exists (
    select 1 from register_copy.events as e
    where e.batch_id = prepared.batch_id and e.event_type in ('batch_abandoned', 'batch_found_unsent')
)
"""


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

    A record of a signal that left, or may have, is left alone; one of a batch that was abandoned is made anew. All are
    on disk when this returns. Gives how many signals are due.
    """
    due = [row["signal_id"] for row in rows(con, "select signal_id from marts.signal_lines order by signal_id")]
    folder = ensure_dir(home.evidence / SIGNALS)
    kept = {row["signal_id"] for row in rows(con, LEFT_OR_MAY_HAVE)}
    wanted = [signal_id for signal_id in due if not (signal_id in kept and record_path(home, signal_id).exists())]
    for signal_id, record in records_of(con, wanted).items():
        _write(folder / f"{signal_id}.json", record)
    if wanted:
        os.sync()  # once for all of them: a flush a file would take minutes where thousands are due
    return len(due)


def record_path(home: Home, signal_id: str) -> Path:
    """Where the record of a signal is kept."""
    return home.evidence / SIGNALS / f"{signal_id}.json"


def read_record(path: Path) -> dict[str, Any] | None:
    """A signal's record as it was kept: amounts and dates as text. None where there is none (any more)."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def _write(path: Path, record: dict[str, Any]) -> None:
    partial = path.with_name(path.name + PARTIAL_SUFFIX)
    text = json.dumps(record, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            handle.write(text)
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _plain(value: Any) -> str:
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    raise TypeError(f"evidence cannot hold a {type(value).__name__}")
