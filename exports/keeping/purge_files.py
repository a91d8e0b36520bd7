"""Deleting files, lines and records that are past their term, so that register, counts and digests still verify.

Belongs here: each class of data that lies in files: what of it goes on a date. Does not belong here: what every part of
a purge asks (purge.py), the databases (purge_tables.py), Dagster's own storage (orchestration/purge.py).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from exports.delivery.batch_records import BatchRecord
from exports.delivery.outbox import checklist_path
from exports.ground.duck import CONFIG, rows
from exports.ground.files import sha256_of_file, write_atomically
from exports.ground.parquet_files import rewritten
from exports.keeping.evidence import SIGNALS
from exports.keeping.purge import REGISTER_COPY, Item, Purge
from exports.register.events import Event
from exports.register.log import Register

ANNOUNCED_DAYS = 6  # between saying that an export will go and taking it: from one Sunday to the next
KEPT_REPORTS = ("docs.html", "rules.html", "lineage.html", "verwerkingsregister.html", "verwerkingsregister.csv")
OWN_REPORT_FOLDERS = ("dossiers", "subjects")
WITHOUT_CONTACT = "update lines set phone = null, email = null"


def landing(purge: Purge) -> Item:
    """Superseded exports past their term, once an earlier purge has said so; never the newest copy of a table."""
    due = landing_due(purge)
    announced = _announced(purge)
    now = [path for path in due if sha256_of_file(path) in announced]
    purge.gone.announced = len(due) - len(now)
    if not purge.dry_run and len(now) < len(due):
        _announce(purge, [path for path in due if path not in now])
    kept = len(_files(purge.home.landing)) - len(due)
    words = [f"{purge.gone.announced} superseded go at the next purge, a week from now"] if purge.gone.announced else []
    words += [f"{kept} that no newer export has taken the place of"] if kept else []
    return Item("landing", purge.take(now), "; ".join(words))


def landing_due(purge: Purge) -> list[Path]:
    """The superseded exports in landing/ that are past their term, announced or not."""
    return _older(purge, purge.superseded, purge.terms.landing_days)


def _announced(purge: Purge) -> set[str]:
    with Register.read_only(purge.home.register) as register:
        said = register.events_of("purge_announced")
    return {str(digest) for event in said if purge.over(event.as_of_date, ANNOUNCED_DAYS) for digest in event.payload["files"]}


def _announce(purge: Purge, paths: Sequence[Path]) -> None:
    event = Event("purge_announced", payload={"files": sorted({sha256_of_file(path) for path in paths})})
    with Register.open(purge.home.register) as register:
        register.append([event], purge.as_of)


def outbox(purge: Purge) -> Item:
    """Files of batches that were delivered or abandoned so long ago; an open batch keeps its file."""
    known: dict[Path, BatchRecord] = {}
    for record in purge.batches:
        path = purge.home.outbox / record.batch.desk / record.batch.file_name
        known |= {path: record, checklist_path(path): record}
    due, kept = [], 0
    for path in _files(purge.home.outbox):
        of_batch = known.get(path)
        if of_batch is not None and of_batch.is_open:
            kept += 1
        elif purge.over(_since(of_batch, path), purge.terms.outbox_days):
            due.append(path)
    return Item("outbox", purge.take(due), f"{kept} of batches still open" if kept else "")


def _since(record: BatchRecord | None, path: Path) -> date:
    if record is None:
        return _written(path)
    return record.state.delivered_on or record.state.as_of


def contact(purge: Purge) -> Item:
    """Telephone numbers and e-mail addresses in the lines as they left."""
    count = 0
    for path in _parquet(purge.home.delivered):
        with_contact = {
            row["signal_id"] for row in _read(path, "select signal_id from lines where phone is not null or email is not null")
        }
        known = [purge.lives[signal_id] for signal_id in with_contact if signal_id in purge.lives]
        due = [life.signal_id for life in known if purge.over(life.delivered_on, purge.terms.contact_days)]
        count += len(due)
        if due and not purge.dry_run:
            rewritten(path, f"{WITHOUT_CONTACT} where list_contains(?::varchar[], signal_id)", [due])
            purge.gone.contacts.update(due)
    return Item("contact", count)


def lines(purge: Purge) -> Item:
    """Lines of signals that ended so long ago, and of those the register no longer knows."""
    count, kept = 0, 0
    waiting = {record.batch.batch_id for record in purge.batches if record.is_open}
    for path in _parquet(purge.home.delivered):
        if path.stem in waiting:
            kept += 1
            continue
        found = [row["signal_id"] for row in _read(path, "select signal_id from lines")]
        lives = {signal_id: purge.lives.get(signal_id) for signal_id in found}
        due = [s for s, life in lives.items() if life is None or purge.over(life.ended_on, purge.terms.lines_days)]
        kept += sum(life is not None and life.is_active for life in lives.values())
        count += len(due)
        purge.gone.lines.update(due)
        if purge.dry_run or not due:
            continue
        if len(due) == len(found):
            path.unlink()
        else:
            rewritten(path, "delete from lines where list_contains(?::varchar[], signal_id)", [due])
    return Item("lines", count, f"{kept} of active signals or open batches" if kept else "")


def inbox(purge: Purge) -> Item:
    """Feedback files that were read so long ago; one with a row for a person stays longer."""
    with Register.read_only(purge.home.register) as register:
        readings = register.events_of(("feedback_read", "feedback_refused"))
        read = {event.payload["file_sha256"]: event.as_of_date for event in readings}
        dismissed = {(e.payload["file_sha256"], e.payload["row"]) for e in register.events_of("unmatched_dismissed")}
        unmatched = {(e.payload["file_sha256"], e.payload["row"]) for e in register.events_of("feedback_unmatched")}
    open_files = {sha256 for sha256, _ in unmatched - dismissed}
    due, kept = [], 0
    for folder in (purge.home.inbox_archive, purge.home.inbox_quarantine):
        for path in _files(folder):
            sha256 = sha256_of_file(path)
            waits = sha256 in open_files
            days = purge.terms.unmatched_days if waits else purge.terms.inbox_days
            if purge.over(read.get(sha256) or _written(path), days):
                due.append(path)
                purge.gone.files.add(sha256)
            else:
                kept += waits
    return Item("inbox", purge.take(due), f"{kept} with a row for a person" if kept else "")


def evidence(purge: Purge) -> Item:
    """Records of signals that ended, or were delivered, so long ago; those of active signals stay."""
    due, count, kept = [], 0, 0
    for path in _files(purge.home.evidence / SIGNALS):
        if path.suffix != ".parquet":  # a record of an earlier version, or what a killed process left
            gone, stays = _evidence_over(purge, [path.stem], _written(path))
            due += [path] if gone else []
            kept += stays
            continue
        found = [row["signal_id"] for row in _read(path, "select signal_id from lines")]
        gone, stays = _evidence_over(purge, found, date.fromisoformat(path.stem))
        count += len(gone)
        kept += stays
        if len(gone) == len(found) and not purge.dry_run:
            path.unlink()
        elif gone and not purge.dry_run:
            rewritten(path, "delete from lines where list_contains(?::varchar[], signal_id)", [gone])
    return Item("evidence", count + purge.take(due), f"{kept} of active signals" if kept else "")


def _evidence_over(purge: Purge, signal_ids: Sequence[str], judged_on: date) -> tuple[list[str], int]:
    """(the signals whose record is due to go, how many are active)."""
    lives = {signal_id: purge.lives.get(signal_id) for signal_id in signal_ids}
    # Judged but never delivered, or of a year that the register dropped: as long as a decision.
    unknown_over = purge.over(judged_on, purge.terms.decisions_days)
    gone = [each for each, life in lives.items() if (unknown_over if life is None else purge.evidence_over(life))]
    return gone, sum(life is not None and life.is_active for life in lives.values())


def decisions(purge: Purge) -> Item:
    """Of old dates remain: leases whose signal is still accounted for, those that an objection or a missing agreement
    blocked, as long as a signal's evidence, and the counts by reason.
    """
    reported = {life.lease_id for life in purge.lives.values() if not purge.evidence_over(life)}
    blocked, count = _still_blocked(purge), 0
    for path in _parquet(purge.home.evidence):
        judged_on = date.fromisoformat(path.stem.removeprefix("decisions_"))
        if not purge.over(judged_on, purge.terms.decisions_days):
            continue
        too_old = purge.over(judged_on, 365 * purge.terms.evidence_years)
        values: list[object] = [sorted(reported), LONG_KEPT, [] if too_old else sorted(blocked)]
        found = _read(path, f"select count(*) as n from lines where {NOT_KEPT}", values)[0]["n"]
        count += found
        if not purge.dry_run:
            _keep_counts(path, judged_on)
        if found and not purge.dry_run:
            rewritten(path, f"delete from lines where {NOT_KEPT}", values)
            if not _read(path, "select 1 from lines limit 1"):
                path.unlink()
    return Item("decisions", count)


# A court may ask why such a tenant was not reported: the tenant objected, or the municipality had not signed.
LONG_KEPT = ["objection", "no_municipality_agreement"]
NOT_KEPT = """
not coalesce(decision = 'deliver' and list_contains(?::varchar[], lease_id), false)
and not coalesce(list_has_any(blocking_reasons, ?::varchar[]) and list_contains(?::varchar[], lease_id), false)
"""


def _still_blocked(purge: Purge) -> set[str]:
    """The leases that one of these reasons blocked so recently: the last such date is to them what its end is to a signal."""
    last: dict[str, date] = {}
    sql = "select lease_id from lines where list_has_any(blocking_reasons, ?::varchar[])"
    for path in _parquet(purge.home.evidence):
        judged_on = date.fromisoformat(path.stem.removeprefix("decisions_"))
        last |= {row["lease_id"]: judged_on for row in _read(path, sql, [LONG_KEPT])}
    return {lease_id for lease_id, judged_on in last.items() if not purge.over(judged_on, purge.terms.evidence_days)}


def _keep_counts(path: Path, judged_on: date) -> None:
    counts = path.with_name(f"counts_{judged_on}.json")
    if counts.exists():
        return
    total = _read(path, "select count(*) as n, count(*) filter (where decision = 'deliver') as delivered from lines")[0]
    reasons = _read(path, "select code, count(*) as n from (select unnest(blocking_reasons) as code from lines) group by 1")
    counted = {
        "as_of_date": str(judged_on),
        "leases_in_arrears": total["n"],
        "deliver": total["delivered"],
        "blocked": {row["code"]: row["n"] for row in reasons},
    }
    write_atomically(counts, json.dumps(counted, sort_keys=True, indent=1).encode())


def worklists(purge: Purge) -> Item:
    """Lists and letters for the manager's own people."""
    due = _older(purge, _files(purge.home.worklists), purge.terms.worklists_days)
    count = purge.take(due)
    _without_empty_folders(purge, purge.home.worklists)
    return Item("worklists", count)


def reports(purge: Purge) -> Item:
    """The days' reports; the pages for auditors hold no data and stay."""
    folder = purge.home.reports
    ours = [
        path
        for path in _files(folder)
        if path.name not in KEPT_REPORTS and path.relative_to(folder).parts[0] not in OWN_REPORT_FOLDERS
    ]
    count = purge.take(_older(purge, ours, purge.terms.reports_days))
    return Item("reports", count)


def dossiers(purge: Purge) -> Item:
    """Dossiers and answers to access requests."""
    made = [path for name in OWN_REPORT_FOLDERS for path in _files(purge.home.reports / name)]
    return Item("dossiers", purge.take(_older(purge, made, purge.terms.dossiers_days)))


def preview(purge: Purge) -> Item:
    """What the last dry run made, as a whole."""
    folder = purge.home.preview().output
    found = _files(folder)
    if not found or not purge.over(max(_written(path) for path in found), purge.terms.preview_days):
        return Item("preview", 0)
    if not purge.dry_run:
        shutil.rmtree(folder)
    return Item("preview", len(found))


def backup(purge: Purge) -> Item:
    """Manual copies; the register's own copy is rebuilt where the register loses years."""
    copies = [path for path in _files(purge.home.root / "backup") if path.name != REGISTER_COPY]
    return Item("backup", purge.take(_older(purge, copies, purge.terms.backup_days)))


# In the order in which it is safe: what others are matched by comes after what is matched.
ABOUT_SIGNALS = (landing, outbox, contact, lines, inbox, evidence, decisions)
MADE_FOR_PEOPLE = (worklists, reports, dossiers, preview, backup)


def files(purge: Purge) -> Iterator[Item]:
    """Every class that lies in files, in the order in which it is safe."""
    for part in (*ABOUT_SIGNALS, *MADE_FOR_PEOPLE):
        yield part(purge)


# Small parts.


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink()) if folder.exists() else []


def _parquet(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def _written(path: Path) -> date:
    return datetime.fromtimestamp(path.lstat().st_mtime).date()


def _older(purge: Purge, paths: Iterable[Path], days: int) -> list[Path]:
    return [path for path in paths if purge.over(_written(path), days)]


def _read(path: Path, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
    with duckdb.connect(config=CONFIG) as con:
        quoted = str(path).replace("'", "''")
        con.execute(f"create view lines as select * from read_parquet('{quoted}')")
        return rows(con, sql, list(parameters))


def _without_empty_folders(purge: Purge, top: Path) -> None:
    if purge.dry_run or not top.exists():
        return
    for folder in sorted((path for path in top.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
