"""The end of a run in Dutch, after the data team's summary: of every dry run, and of a home that reads its own exports.

Belongs here: gathering what the text is about. Does not belong here: its words (documents/run_text.py).
"""

from __future__ import annotations

from documents.receipts_words import silence_todo, stale_todo
from documents.run_text import dry_run_text, run_text
from documents.todo_item import TodoItem
from documents.todo_register import held_back_todo, lost_todo, register_todo
from exports.delivery.batch_records import read_batches
from exports.delivery.outgoing import decision_figures
from exports.ground.duck import connect
from exports.ground.home import Home
from exports.register.log import Register
from orchestration.day_record import HELD_BACK, ROW_NAMES_NOBODY, STALE, DayRecord, lost_signals
from orchestration.resources import Run
from sources.mapping_rules import FILE_NAME
from sources.receipts import receipts_of, silence_of


def reads_own_exports(home: Home) -> bool:
    """Whether an administrator, who reads Dutch, made this home's mapping."""
    return (home.landing / FILE_NAME).exists()


def summary_in_dutch(run: Run, done: DayRecord) -> list[str]:
    """Line by line; nothing where only the data team reads."""
    if not run.is_dry and not reads_own_exports(run.home):
        return []
    with connect(run.home.warehouse) as con:
        figures = decision_figures(con, run.as_of)
    if run.is_dry:
        return dry_run_text(figures, run.as_of)
    failed = [outcome.what for outcome in done.bad if outcome.kind not in (STALE, ROW_NAMES_NOBODY)]  # those have a thing to do
    return run_text(figures, run.as_of, _todo(run, done), failed)


def _todo(run: Run, done: DayRecord) -> list[TodoItem]:
    with connect(run.home.warehouse) as con:
        receipts = receipts_of(con, run.as_of, run.machine_date)
        silence = silence_of(con, receipts)
    with Register.read_only(run.home.register) as register:
        refusals = register.events_of("line_refused", as_of_date=run.as_of)
    held = sum(count for name, count in done.counts.items() if name.startswith(HELD_BACK))
    return [
        *([] if receipts.are_fresh(run.settings.landing_max_age_days) else stale_todo(receipts)),
        *silence_todo(silence),
        *register_todo(read_batches(run.home.register), run.as_of, refusals),
        *lost_todo(lost_signals(run, done)),
        *held_back_todo(held),
    ]
