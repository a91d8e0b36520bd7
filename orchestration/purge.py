"""The purge as a whole: the home held, every class in order, Dagster's own history too, and an event that says so.

Belongs here: the order, and the places that only orchestration knows (Dagster's storage, dbt's target, temporary
files). Does not belong here: terms (exports/keeping/retention.py) and the deleting of each class (exports/purge*.py).

For a schedule as for the command line: `run_purge(home, as_of, retention)`.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from exports.ground.home import Home
from exports.keeping import purge_files, purge_tables
from exports.keeping.purge import REGISTER_COPY, Item, Purge
from exports.keeping.retention import Retention
from exports.register.events import Event
from exports.register.log import Register
from exports.register.portable import update_copy
from orchestration import dbt_runner, warehouse_snapshot
from orchestration.lock import hold
from sources.superseded import superseded

TEMPORARY = ("vroegsignaal-*", ".export-*")
SAFE_AGE_SECONDS = 24 * 3600  # nothing of ours runs longer; what is older was left by a killed process
KEPT_OF_DBT = (dbt_runner.MANIFEST, dbt_runner.PARSED, "lineage.json", "parse_only.duckdb")
TABLES_OF_RUNS = {
    "runs.db": ("run_tags", "runs"),
    "runs/index.db": ("event_logs", "asset_event_tags", "asset_check_executions", "asset_keys"),
}
BATCH = 500
WHAT = {
    "landing": "exports of your system that a newer one took the place of",
    "outbox": "files for desks and agencies, with their checklists",
    "contact": "delivered lines whose telephone and e-mail were emptied", "lines": "delivered lines",
    "inbox": "feedback files", "evidence": "records of what a signal rested on",
    "decisions": "decisions of old dates; their counts stay", "worklists": "lists and letters", "reports": "day reports",
    "dossiers": "dossiers and answers to requests", "preview": "files of the last dry run", "backup": "manual copies",
    "register": "events of years past their term", "warehouse": "database files, each made again by the next run",
    "dagster": "runs from Dagster's history", "left_behind": "leftovers of killed processes",
}  # fmt: skip


@dataclass(frozen=True)
class PurgeReport:
    """What went (or, in a rehearsal, would go), class by class; counts only."""

    as_of: date
    is_dry: bool
    items: tuple[Item, ...]

    @property
    def counts(self) -> dict[str, int]:
        return {item.name: item.count for item in self.items}

    def lines(self) -> list[str]:
        """The report for a person, line by line."""
        heading = "Would be deleted" if self.is_dry else "Deleted"
        return [
            f"{heading} as past its term on {self.as_of}:",
            *(
                f"  {item.name:<12}{item.count:>7}  {WHAT[item.name]}" + (f" (kept: {item.kept})" if item.kept else "")
                for item in self.items
            ),
        ]


def run_purge(
    home: Home, as_of: date, retention: Retention, dry_run: bool, *, who: str = "schedule", wait_seconds: float = 1800
) -> PurgeReport:
    """Delete what is past its term on `as_of`, and record how much of what.

    Args:
        home: the real home; it is held meanwhile, so that no run reads what goes.
        as_of: the date the terms are counted to.
        retention: the terms.
        dry_run: only count; nothing is changed.
        who: for the register.
        wait_seconds: how long to wait for a run to end.

    Raises:
        HomeIsHeld: a run did not end in time.
    """
    with hold(home, as_of=str(as_of), what="purge", wait_seconds=wait_seconds):
        purge = Purge.of(home, as_of, retention, dry_run=dry_run, superseded=superseded(home.landing))
        items = [*purge_files.files(purge), purge_tables.register_years(purge), purge_tables.warehouse(purge)]
        items += [dagster_history(purge), left_behind(purge)]
        report = PurgeReport(as_of, dry_run, tuple(items))
        if not dry_run:
            _record(home, report, who)
    return report


def _record(home: Home, report: PurgeReport, who: str) -> None:
    if any(report.counts.values()):
        with Register.open(home.register) as register:
            register.append([Event("purged", payload={"classes": report.counts, "who": who})], report.as_of)
    update_copy(home.register, home.root / "backup" / REGISTER_COPY)
    if home.warehouse.exists():
        warehouse_snapshot.refresh(home)


# Dagster's own storage.


def dagster_history(purge: Purge) -> Item:
    """Runs that ended so long ago: their records, their events, and what the indexes say of them; then the free pages.

    Deleting a run through Dagster leaves its events in the index and its pages in the files; both go here.
    """
    folder = purge.home.dagster
    runs = folder / "history" / "runs.db"
    if not runs.exists():
        return Item("dagster", 0)
    old = [run_id for run_id, updated in _ended_runs(runs) if purge.over(updated, purge.terms.dagster_days)]
    if not purge.dry_run:
        _delete_runs(folder, old)
    return Item("dagster", len(old))


def _ended_runs(path: Path) -> Iterator[tuple[str, date]]:
    with closing(sqlite3.connect(path)) as con:
        found = con.execute(
            "select run_id, update_timestamp from runs where status in ('SUCCESS', 'FAILURE', 'CANCELED')"
        ).fetchall()
    for run_id, updated in found:
        yield run_id, datetime.fromisoformat(str(updated)).date()


def _delete_runs(folder: Path, run_ids: list[str]) -> None:
    history = folder / "history"
    for name, tables in TABLES_OF_RUNS.items():
        path = history / name
        if path.exists():
            with closing(sqlite3.connect(path, timeout=30)) as con:
                _delete_from(con, tables, run_ids)
                with suppress(sqlite3.OperationalError):  # another process reads: its pages go at the next purge
                    con.execute("vacuum")
    for run_id in run_ids:
        for path in (history / "runs").glob(f"{run_id}.db*"):
            path.unlink(missing_ok=True)
        shutil.rmtree(folder / "storage" / run_id, ignore_errors=True)


def _delete_from(con: sqlite3.Connection, tables: tuple[str, ...], run_ids: list[str]) -> None:
    known = {row[0] for row in con.execute("select name from sqlite_master where type = 'table'")}
    for start in range(0, len(run_ids), BATCH):
        some = run_ids[start : start + BATCH]
        marks = ", ".join("?" * len(some))
        for table in tables:
            columns = {row[1] for row in con.execute(f"pragma table_info({table})")} if table in known else set()
            if "run_id" in columns:
                con.execute(f"delete from {table} where run_id in ({marks})", some)
            elif "event_id" in columns:
                con.execute(f"delete from {table} where event_id not in (select id from event_logs)")
            elif "last_run_id" in columns:  # the asset stays known, what its last run said of it goes
                con.execute(f"update {table} set last_materialization = null where last_run_id in ({marks})", some)
    con.commit()


def left_behind(purge: Purge) -> Item:
    """What killed processes left: temporary folders, half-written files, and what dbt writes beside its manifest."""
    found = [path for pattern in TEMPORARY for path in Path(tempfile.gettempdir()).glob(pattern) if _is_old(path)]
    found += [path for path in purge.home.root.rglob("*.part") if _is_old(path)]
    found += [path for path in (purge.home.sieve, purge.home.sieved) if _is_old(path)]
    # The home is held: whatever lies there half done is nobody's any more.
    found += [path for pattern in TEMPORARY for path in purge.home.root.glob(pattern)]
    found += [path for path in dbt_runner.target().glob("*") if path.name not in KEPT_OF_DBT and _is_old(path)]
    if not purge.dry_run:
        for path in found:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
    return Item("left_behind", len(found))


def _is_old(path: Path) -> bool:
    """Ours, and older than anything of ours that still runs."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return found.st_uid == os.getuid() and time.time() - found.st_mtime > SAFE_AGE_SECONDS
