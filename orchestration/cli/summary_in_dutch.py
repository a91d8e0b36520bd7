"""The end of a run in Dutch: of a home that reads its own exports, in place of the data team's summary; and of every dry run.

Belongs here: gathering what the text is about. Does not belong here: its words (documents/run_text.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.held_back import REASONS_VANISHED, reasons_vanished
from documents.receipts_words import silence_todo, stale_todo
from documents.run_text import Ended, dry_run_text, run_text
from documents.source_warnings import of_last_load
from documents.todo_item import TodoItem
from documents.todo_register import held_back_todo, lost_todo, register_todo
from exports.delivery.batch_records import BatchRecord, read_batches, to_upload
from exports.delivery.outgoing import decision_figures
from exports.ground.duck import connect, rows
from exports.ground.home import Home
from exports.register.log import Register
from orchestration.day_record import HELD_BACK, ROW_NAMES_NOBODY, STALE, DayRecord, lost_signals
from orchestration.resources import Run
from sources.receipts import receipts_of, silence_of


def reads_own_exports(home: Home) -> bool:
    """Whether an administrator, who reads Dutch, made this home's mapping."""
    return home.mapping.exists()


def is_in_dutch_alone(run: Run) -> bool:
    """Whether the data team's summary is left out: it stands in Dagster's history, with the step that closed the day."""
    return reads_own_exports(run.home) and not run.in_english


def summary_in_dutch(run: Run, done: DayRecord) -> list[str]:
    """Line by line; nothing where only the data team reads."""
    if not run.is_dry and not reads_own_exports(run.home):
        return []
    with connect(run.home.warehouse) as con:
        figures = decision_figures(con, run.as_of)
        warnings = len(of_last_load(con))
    failed = [outcome.what for outcome in done.bad if outcome.kind not in (STALE, ROW_NAMES_NOBODY)]  # those have a thing to do
    records = [] if run.is_dry else read_batches(run.home.register)
    notices, is_mapped = list(dict.fromkeys(code for code, _ in run.notices)), reads_own_exports(run.home)
    ended = Ended(notices, warnings, _sent(run, done, records), _is_first(run), is_mapped)
    words = dry_run_text if run.is_dry else run_text
    return words(figures, run.as_of, _todo(run, done, records), failed, ended)


def _sent(run: Run, done: DayRecord, records: Sequence[BatchRecord]) -> list[tuple[str, str, int]]:
    """The files that left, but for those that a person hands in, which are something to do."""
    waiting = {record.batch.batch_id for record in to_upload(records, run.as_of)}
    return [
        (outcome.batch_kind or "", outcome.file_name or "", outcome.lines or 0)
        for outcome in done.outcomes
        if outcome.status in ("delivered", "partly") and outcome.batch_id not in waiting
    ]


def _is_first(run: Run) -> bool:
    with Register.read_only(run.home.register) as register:
        return len(register.events_of("run_finished")) <= 1


def _todo(run: Run, done: DayRecord, records: Sequence[BatchRecord]) -> list[TodoItem]:
    with connect(run.home.warehouse) as con:
        receipts = receipts_of(con, run.as_of, run.machine_date)
        silence = silence_of(con, receipts)
        vanished = reasons_vanished(rows(con, REASONS_VANISHED))
    with Register.read_only(run.home.register) as register:
        refusals = register.events_of("line_refused", as_of_date=run.as_of)
    held = sum(count for name, count in done.counts.items() if name.startswith(HELD_BACK))
    return [
        *([] if receipts.are_fresh(run.settings.landing_max_age_days) else stale_todo(receipts)),
        *silence_todo(silence),
        vanished,
        *register_todo(records, run.as_of, refusals),
        *lost_todo(lost_signals(run, done)),
        *held_back_todo(held, is_dry=run.is_dry),
    ]
