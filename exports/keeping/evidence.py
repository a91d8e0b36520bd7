"""The evidence: why each lease was or was not reported on a date, in files without names, addresses or contact data.

Belongs here: writing and reading evidence/. Does not belong here: the decisions themselves (the models), what a
signal's record is made of (signal_records.py), or showing it to people (documents/).
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from exports.ground.duck import in_memory, rows
from exports.ground.files import PARTIAL_SUFFIX, PRIVATE_FILE, ensure_dir, sha256_of, sync_dir, sync_file
from exports.ground.formats import PRESENT, refuse_later
from exports.ground.history import write_decisions
from exports.ground.home import Home
from exports.keeping import signal_records
from exports.keeping.home_formats import evidence_folder, evidence_format

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
    folder = evidence_folder(home)
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


@dataclass(frozen=True)
class Record:
    """A signal's record as it was kept: where, and its text (JSON; amounts and dates as text)."""

    path: Path
    text: str

    @property
    def values(self) -> dict[str, Any]:
        """What the text says."""
        values: dict[str, Any] = json.loads(self.text)
        return values

    @property
    def sha256(self) -> str:
        """The SHA-256 digest of the text, which stays the same wherever the record is kept."""
        return sha256_of(self.text.encode())


def keep_signals(con: duckdb.DuckDBPyConnection, home: Home, as_of: date) -> int:
    """Keep one record per signal that is due, before the signal leaves: a row of `evidence/signals/<as-of>.parquet`.

    A record of a signal that left, or may have, is left alone; one of a batch that was abandoned is rebuilt. All are
    on disk when this returns. Gives how many signals are due.
    """
    due = [row["signal_id"] for row in rows(con, "select signal_id from marts.signal_lines order by signal_id")]
    left = {row["signal_id"] for row in rows(con, LEFT_OR_MAY_HAVE)}
    kept = {record_id for record_id in _kept(home, as_of) if record_id in left}
    wanted = [signal_id for signal_id in due if signal_id not in kept]
    if wanted:
        evidence_folder(home)
        with signal_records.gathered(con, wanted):
            _add_to_day(con, day_path(home, as_of))
        for path in {old_path(home, signal_id) for signal_id in wanted} & set(_old_paths(home)):
            path.unlink()
    return len(due)


def day_path(home: Home, as_of: date) -> Path:
    """Where the records of a date's signals are kept: signal_id (in order) and record (JSON)."""
    return home.evidence / SIGNALS / f"{as_of}.parquet"


def day_paths(home: Home) -> list[Path]:
    """The files with records, by date."""
    return sorted((home.evidence / SIGNALS).glob("*.parquet"))


def old_path(home: Home, signal_id: str) -> Path:
    """Where earlier versions kept a signal's record, a file each; `rebuild` brings these into the files of their dates."""
    return home.evidence / SIGNALS / f"{signal_id}.json"


def _old_paths(home: Home) -> list[Path]:
    return sorted((home.evidence / SIGNALS).glob("*.json"))


def records_of(home: Home, signal_ids: Collection[str], *, as_of: date | None = None) -> dict[str, Record]:
    """The records that are kept of these signals, by signal id; `as_of` is their date where it is known.

    Raises:
        LaterFormat: a later version keeps them in a form of its own.
    """
    refuse_later("evidence", evidence_format(home.evidence) or PRESENT)
    wanted = list(signal_ids)
    files = day_paths(home) if as_of is None else [path for path in [day_path(home, as_of)] if path.exists()]
    found = {
        signal_id: Record(path, path.read_text(encoding="utf-8"))
        for signal_id, path in ((each, old_path(home, each)) for each in wanted)
        if path.exists()
    }
    if files and wanted:
        with in_memory() as con:
            sql = "select signal_id, record, filename from read_parquet(?, filename = true) where signal_id in (select unnest(?))"
            kept = rows(con, sql, [[str(path) for path in files], wanted])
        found |= {row["signal_id"]: Record(Path(row["filename"]), row["record"]) for row in kept}
    return found


def bring_together(home: Home) -> int:
    """Bring records that earlier versions kept in a file each into the files of their dates, text for text; gives how many."""
    days = old_records(home)
    for judged_on, paths in days.items():
        add_old_records(paths, day_path(home, judged_on))
        for path in paths:
            path.unlink()
    return sum(map(len, days.values()))


def old_records(home: Home) -> dict[date, list[Path]]:
    """The records that earlier versions kept in a file each, by the date they were made for."""
    days: dict[date, list[Path]] = {}
    for path in _old_paths(home):
        judged_on = date.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["facts"]["as_of_date"])
        days.setdefault(judged_on, []).append(path)
    return days


def add_old_records(paths: Collection[Path], day_file: Path) -> None:
    """Add records kept in a file each to the file of their date, text for text; where it has one already, that is the newer."""
    with in_memory() as con:
        con.execute("create table gathered (signal_id varchar, record varchar)")
        texts = [[path.stem, path.read_text(encoding="utf-8")] for path in paths]
        con.executemany("insert into gathered values (?, ?)", texts)
        if day_file.exists():
            con.execute("delete from gathered where signal_id in (select signal_id from read_parquet(?))", [str(day_file)])
        _add_to_day(con, day_file)


def _kept(home: Home, as_of: date) -> set[str]:
    """The signals of a date of which a record is kept, now or by an earlier version."""
    path = day_path(home, as_of)
    ids: set[str] = {each.stem for each in _old_paths(home)}
    if path.exists():
        with in_memory() as con:
            ids |= {row["signal_id"] for row in rows(con, "select signal_id from read_parquet(?)", [str(path)])}
    return ids


def _add_to_day(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the day's file again: what it held, with the rows of `gathered` in place of their namesakes."""
    ensure_dir(path.parent)
    partial = path.with_name(path.name + PARTIAL_SUFFIX)
    target, standing = (str(each).replace("'", "''") for each in (partial, path))
    held = "select signal_id, record from gathered"
    if path.exists():
        others = f"select signal_id, record from read_parquet('{standing}')"
        held = f"{held} union all {others} where signal_id not in (select signal_id from gathered)"
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE))
        con.execute(
            f"copy ({held} order by signal_id) to '{target}' (format parquet, compression zstd, row_group_size 2048, "
            "use_tmp_file false)"
        )
        sync_file(partial)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    sync_dir(path.parent)
