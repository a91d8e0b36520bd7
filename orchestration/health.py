"""How a home is doing, for whoever watches the machine: what is wrong or waits, and the figures behind it.

Belongs here: asking register and warehouse, and judging each finding by Nagios' four states. Does not belong here: the forms in
which it is given (health_forms.py) and what a credit controller must do, lease by lease (documents/status.py).

Counts, dates and totals only: no lease, tenant, file or batch, so that it may go to any monitoring system.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from pathlib import Path
from typing import Any

import duckdb

from exports.delivery.batch_records import in_doubt, read_batches, to_upload, waiting_for_upload
from exports.ground.duck import one_row
from exports.ground.home import Home
from exports.keeping.home_backup import newest_backup
from exports.keeping.home_formats import formats_of
from exports.register.log import Register
from orchestration import guards
from orchestration.demo_mark import demo_files
from orchestration.settings import Settings
from sources.receipts import receipts_of

RUN_IS_THERE_BY = 9  # o'clock in Amsterdam: the schedules start at seven
BACKUP_IS_LATE_AFTER = timedelta(days=2)
COUNTED = {
    "signals_active": "select count(*) from marts.signals where state in ('delivered', 'help_accepted')",
    "situations_to_telephone": "select count(*) from marts.threatening_situations",
    "rows_naming_nobody": "select count(*) from marts.rows_naming_nobody where not is_accepted",
    "signals_held_back": "select count(*) from marts.signals_held_back",
    "feedback_unmatched": "select count(*) from marts.unmatched_feedback where is_open",
}
ARREARS = """
select count(*), coalesce(sum(amount_in_arrears), 0)::decimal(18, 2) from marts.signal_decisions where as_of_date = ?
"""


class Level(IntEnum):
    """The states of a Nagios plugin; its exit status is their number."""

    OK = 0
    WARNING = 1
    CRITICAL = 2
    UNKNOWN = 3


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or waits: how bad, a name that stays the same, and what to do, in a sentence."""

    level: Level
    name: str
    words: str


@dataclass(frozen=True)
class Health:
    """How a home is doing.

    Attributes:
        asked_at: the moment, with its zone.
        last_run: the as-of date of the last run that ended; None before the first.
        last_run_ended: the moment it ended, UTC without zone.
        is_last_run_ok: whether it went well in all its parts.
        missed: the 20th whose signals were not all delivered well since; None where there is none.
        counts: whole numbers by name.
        euros: the total of the arrears judged last.
        receipts_until: the day up to which receipts are in the ledger.
        backup_on: the day of the newest copy in the folder of the nightly copies.
    """

    asked_at: datetime
    last_run: date | None = None
    last_run_ended: datetime | None = None
    is_last_run_ok: bool = False
    missed: date | None = None
    counts: dict[str, int] = field(default_factory=dict)
    euros: Decimal | None = None
    receipts_until: date | None = None
    backup_on: date | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def level(self) -> Level:
        """The worst of what was found; a home that cannot be judged outweighs what only waits, and nothing that is wrong."""
        return max((finding.level for finding in self.findings), default=Level.OK, key=WORST.index)


WORST = (Level.OK, Level.WARNING, Level.UNKNOWN, Level.CRITICAL)


def health(home: Home, settings: Settings, con: duckdb.DuckDBPyConnection | None, now: datetime) -> Health:
    """How the home is doing at a moment.

    Args:
        home: the home, whose register is there.
        settings: what it is run with: whether copies are made, how old receipts may be.
        con: the tables of the last run; None where they are gone.
        now: the moment, with its zone.
    """
    today = now.astimezone(guards.AMSTERDAM).date()
    with Register.read_only(home.register) as register:
        ends, head = register.events_of("run_finished"), register.head()
    last = ends[-1] if ends else None
    records, as_of = read_batches(home.register, with_lines=False), last.as_of_date if last else today
    counts = {
        "batches_in_doubt": len(in_doubt(records)),
        "files_to_upload": len(to_upload(records, today)),
        "files_waiting_long_for_upload": len(waiting_for_upload(records, as_of)),
        "register_events": head.seq,
        "format_earlier": int(formats_of(home).is_earlier),
    }
    state = Health(
        asked_at=now,
        last_run=last.as_of_date if last else None,
        last_run_ended=last.recorded_at if last else None,
        is_last_run_ok=last is not None and last.payload["outcome"] == "ok",
        missed=guards.undelivered(home.register, today),
        backup_on=newest_backup(settings.backup.folder) if settings.backup.folder else None,
        **_of_tables(con, as_of, counts, today),
    )
    is_demo = demo_files(home.register) is not None
    findings = [
        *_of_runs(state, now, is_demo),
        *_of_work(state, settings, as_of),
        *_of_copies(state, settings.backup.folder, today),
    ]
    return Health(**vars(state) | {"findings": tuple(findings)})


def _of_tables(con: duckdb.DuckDBPyConnection | None, as_of: date, counts: dict[str, int], today: date) -> dict[str, Any]:
    """What the tables of the last run add; nothing where they are gone."""
    if con is None:
        return {"counts": counts}
    leases, euros = one_row(con, ARREARS, [as_of]) or (0, Decimal("0.00"))
    found = {name: (one_row(con, sql) or (0,))[0] for name, sql in COUNTED.items()} | {"leases_in_arrears": leases}
    until = receipts_of(con, as_of, today).until
    return {"counts": counts | found, "euros": euros, "receipts_until": until}


def _of_runs(state: Health, now: datetime, is_demo: bool) -> Iterator[Finding]:
    local = now.astimezone(guards.AMSTERDAM)
    if state.last_run is None:
        yield Finding(Level.UNKNOWN, "no_run_yet", "no run has ended in this home yet")
        return
    if not state.is_last_run_ok:
        words = f"the run for {state.last_run} did not go well in every part: its summary, or Dagster's page, says what to do"
        yield Finding(Level.CRITICAL, "run_failed", words)
    due = local.date() - timedelta(days=local.hour < RUN_IS_THERE_BY)
    if state.last_run < due and not is_demo:  # a demo has a day of its own
        level = Level.WARNING if state.last_run == due - timedelta(days=1) else Level.CRITICAL
        yield Finding(level, "run_late", f"no run has ended since the one for {state.last_run}; one for {due} was due")
    if state.missed is not None and not is_demo:
        caught_up = (local.date() - state.missed).days <= guards.CATCH_UP_DAYS
        way = "the next morning's schedule catches them up" if caught_up else "nothing catches them up by itself any more"
        words = f"the signals of {state.missed} were not all delivered well; {way}; manually: vroegsignaal run --as-of DATE"
        yield Finding(Level.CRITICAL, "signals_missed", words)
    if "signals_active" not in state.counts:
        yield Finding(
            Level.UNKNOWN, "tables_gone", "the tables of the last run are gone or of another version: vroegsignaal rebuild"
        )


def _of_work(state: Health, settings: Settings, as_of: date) -> Iterator[Finding]:
    counts = state.counts
    if n := counts["batches_in_doubt"]:
        words = f"{n} batches are in doubt: ask the desks whether they have them (vroegsignaal status)"
        yield Finding(Level.CRITICAL, "batches_in_doubt", words)
    waiting = {
        "files_waiting_long_for_upload": "files wait for more than two days to be uploaded and recorded",
        "situations_to_telephone": "threatening situations wait for a telephone call to the municipality",
        "rows_naming_nobody": "rows that block name nobody and hold back signals until they are repaired or accepted",
    }
    for name, words in waiting.items():
        if (n := counts.get(name, 0)) > 0:
            yield Finding(Level.WARNING, name, f"{n} {words} (vroegsignaal status)")
    until = state.receipts_until
    if "signals_active" in counts and (until is None or (as_of - until).days > settings.landing_max_age_days):
        words = f"receipts go up to {until}: signals and letters wait for a fresh export" if until else "there are no receipts"
        yield Finding(Level.WARNING, "receipts_stale", words)


def _of_copies(state: Health, folder: Path | None, today: date) -> Iterator[Finding]:
    if folder is not None and (state.backup_on is None or today - state.backup_on > BACKUP_IS_LATE_AFTER):
        since = f"the newest copy of the home is of {state.backup_on}" if state.backup_on else "there is no copy of the home yet"
        yield Finding(Level.WARNING, "backup_late", f"{since} in the folder of the nightly copies")
