"""The summary of a run: what was done, what a person must do, where to look.

Belongs here: the words, in English, for the data team. Does not belong here: personal data; counts, batch ids, file
names and reasons only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from documents.run_words import receipts_in_words, silence_in_words
from documents.source_warnings import of_last_load as source_warnings
from documents.trial_page import file_name
from exports.delivery.batch_records import BatchRecord, in_doubt, read_batches, to_upload
from exports.delivery.outgoing import DecisionFigures, decision_figures
from exports.ground.duck import connect, count_of
from exports.keeping.retention import PURGE_BY_ITSELF
from exports.register.log import Register
from orchestration.day_record import COUNTED, HELD_BACK, LEFT_ALONE, MONEY_OF_NOBODY, WARNING, DayRecord
from orchestration.resources import Run
from sources.receipts import Receipts, receipts_of, silence_of

MOST_FILES = 10


def summary(run: Run, done: DayRecord) -> list[str]:
    """The whole summary, line by line."""
    with connect(run.home.warehouse) as con:
        figures = decision_figures(con, run.as_of)
        receipts = receipts_of(con, run.as_of, run.machine_date)
        silence = silence_of(con, receipts)
        vanished = count_of(con, "select count(*) from marts.reasons_vanished")
    return [
        "",
        f"As of {run.as_of}{' (dry run: everything below preview/, nothing else changed)' if run.is_dry else ''}",
        *(f"  ! {notice}" for _, notice in run.notices),
        *_receipts(run, receipts),
        *([f"  ! {silence_in_words(silence)}"] if silence else []),
        *_decisions(figures),
        *_vanished(vanished),
        *_deliveries(done),
        *_held_back(done),
        *_nothing_new(figures, done),
        *_other_figures(done),
        *_source_findings(run),
        *_to_do(run, done),
        *where_to_look(run),
        *_first_use(run),
    ]


def _receipts(run: Run, receipts: Receipts) -> Iterator[str]:
    if not receipts.are_fresh(run.settings.landing_max_age_days):
        why = receipts_in_words(receipts, run.settings.landing_max_age_days)
        yield f"  ! signals, letters and lists of arrears wait: {why}"


def _decisions(figures: DecisionFigures) -> Iterator[str]:
    yield f"  {figures.leases:,} leases in arrears, EUR {figures.euros:,.2f}; {figures.deliverable:,} to be signalled"
    held = sorted(((n, code) for code, n in figures.blocked.items() if n), reverse=True)
    if held:
        yield "  held back because (a lease may have several reasons):"
        yield from (f"    {count:>6,}  {code}" for count, code in held)


def _vanished(count: int) -> Iterator[str]:
    if count:
        yield f"  ! {count:,} to be signalled were held back last time by a row that no table has any more: see the report, first"


def _deliveries(done: DayRecord) -> Iterator[str]:
    for outcome in done.outcomes:
        if outcome.status in ("delivered", "partly"):
            amount = f", EUR {outcome.amount:,.2f}" if outcome.amount is not None else ""
            yield f"  {outcome.what}: {outcome.lines} in {outcome.file_name}{amount}"
        elif outcome.status:
            yield f"  {outcome.what}: {outcome.status}: {outcome.words}"


def _held_back(done: DayRecord) -> Iterator[str]:
    words = {
        "later_fact": "a fact of a later day in today's tables would stop them",
        "renumbered": "the tenant seems to be reported already under an older lease number: vroegsignaal status",
        "row_names_nobody": "a row that blocks names nobody: vroegsignaal status",
    }
    for name, count in done.counts.items():
        if name.startswith(HELD_BACK):
            why = name.removeprefix(HELD_BACK)
            yield f"  held back: {count} {why.replace('_', ' ')} ({words[why]})"


def _nothing_new(figures: DecisionFigures, done: DayRecord) -> Iterator[str]:
    are_some = any(outcome.batch_kind == "signals" for outcome in done.outcomes)
    are_held_back = any(name.startswith(HELD_BACK) for name in done.counts)
    if figures.deliverable and "signals" in done.counts and not are_some and not are_held_back:
        yield "  signals: nothing new to deliver; those of this date were delivered before, or wait (see below)"


def _other_figures(done: DayRecord) -> Iterator[str]:
    words = {
        "closed": "accepted signals closed silently",
        "withdrawals_for_a_person": "withdrawals for a person (the address is ambiguous): vroegsignaal status",
        "terms_passed": "terms passed in silence: collection goes on",
        "terms_passed_threatening": "of which threatening: telephone the municipality today",
    }
    for name, what in words.items():
        if done.counts.get(name):
            yield f"  {done.counts[name]} {what}"
    for name, count in done.counts.items():
        if count and name.startswith((WARNING, COUNTED)):
            yield f"  {name.replace('_', ' ')}: {count}"
    yield from (f"  warning: {outcome.words}" for outcome in done.of_kind(MONEY_OF_NOBODY))
    yield from (f"  left alone in the inbox: {outcome.words}" for outcome in done.of_kind(LEFT_ALONE))


def _source_findings(run: Run) -> Iterator[str]:
    """What the readers of VERA, CBS and mapped spreadsheets warn of; the words stand in `check`, `status` and the report."""
    if not run.home.warehouse.exists():
        return
    with connect(run.home.warehouse, read_only=True) as con:
        found = source_warnings(con)
    yield from (f"  warning: {row['source']}: {row['rule'].replace('_', ' ')}: {row['count']:,}" for row in found[:MOST_FILES])
    if len(found) > MOST_FILES:
        yield f"  and {len(found) - MOST_FILES} warnings more about the sources: vroegsignaal status --all"


def _to_do(run: Run, done: DayRecord) -> Iterator[str]:
    records = read_batches(run.home.register, with_lines=False)
    doubtful = in_doubt(records)
    waiting = [] if run.is_dry else to_upload(records, run.as_of)
    bad = done.bad
    if not (doubtful or waiting or bad):
        return
    yield "  To do:"
    yield from (f"    - {outcome.what}: {outcome.words}" for outcome in bad)
    yield from (
        f"    - batch {record.batch.batch_id} is in doubt: ask the desk, then "
        f"vroegsignaal resolve {record.batch.batch_id} delivered|not-delivered"
        for record in doubtful
    )
    yield from (
        f"    - {record.batch.desk}: hand in {record.batch.file_name}{_since(record, run)}, then "
        f"vroegsignaal uploaded {record.batch.batch_id}"
        for record in waiting[-MOST_FILES:]
    )
    if len(waiting) > MOST_FILES:
        yield f"    - and {len(waiting) - MOST_FILES} files more: vroegsignaal status"


def _since(record: BatchRecord, run: Run) -> str:
    since = record.state.delivered_on
    return f" (waits since {since})" if since != run.as_of else " (its checklist lies beside it)"


def where_to_look(run: Run) -> Iterator[str]:
    """Folders and commands that say more of the run."""
    yield "  Where to look:"
    yield f"    files for the desks   {run.home.outbox}"
    yield f"    work lists            {run.home.worklists}"
    yield f"    report of the day     {run.home.reports / f'{run.as_of}.html'}"
    if run.is_dry:
        yield f"    contracts to compare  {run.home.reports / file_name(run.as_of)}"
        yield "    why (not) a lease     vroegsignaal explain --preview (ten leases), explain LEASE_ID --preview (one)"
        yield "    what would be open    vroegsignaal status --preview"
        return
    yield "    why (not) a lease     vroegsignaal explain (ten leases), explain LEASE_ID (one)"
    yield "    what is open          vroegsignaal status"
    yield "    lineage and history   make ui"


def _first_use(run: Run) -> Iterator[str]:
    """What goes on by itself is said once, before it first happens."""
    with Register.read_only(run.home.register) as register:
        ended = register.events_of("run_finished")
    if len(ended) <= 1:
        yield f"  Good to know (said once): {PURGE_BY_ITSELF}"


def failure_lines(events: Iterable[Any]) -> list[str]:
    """What failed in a Dagster run, from the failures' own descriptions; nothing of foreign exceptions."""
    lines = []
    for event in events:
        if event.is_step_failure:
            data = event.step_failure_data
            words = data.user_failure_data.description if data.user_failure_data else None
            lines.append(f"FAILED {event.step_key}: {words or _without_words(data)}")
        elif event.is_failure and not lines:
            lines.append(f"FAILED: {_safe(event)}")
    return lines


def _without_words(data: Any) -> str:
    """Of a failure that describes itself in no words of ours: whether somebody stopped the run, by the error's class."""
    name = getattr(data.error, "cls_name", None)
    stopped = name in ("KeyboardInterrupt", "DagsterExecutionInterruptedError")
    return (
        "stopped from outside (Ctrl-C or SIGTERM); nothing after it was done, run again"
        if stopped
        else "see Dagster for the step"
    )


def _safe(event: Any) -> str:
    error = getattr(event.event_specific_data, "error", None)
    name = getattr(error, "cls_name", None) if error else None
    return f"the run could not start ({name or 'no reason given'})"
