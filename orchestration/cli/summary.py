"""The summary of a run: what was done, what a person must do, where to look.

Belongs here: the words, in English, for the data team. Does not belong here: personal data; counts, batch ids, file
names and reasons only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from exports.batch_records import BatchRecord, in_doubt, read_batches, to_upload
from exports.delivery import Outcome as DeliveryOutcome
from exports.register import Register
from exports.retention import PURGE_BY_ITSELF
from orchestration.resources import Run

MOST_FILES = 10


def summary(run: Run) -> list[str]:
    """The whole summary, line by line."""
    return [
        "",
        f"As of {run.as_of}{' (dry run: everything below preview/, nothing else changed)' if run.is_dry else ''}",
        *(f"  ! {notice}" for notice in run.notices),
        *_decisions(run),
        *_deliveries(run),
        *_held_back(run),
        *_nothing_new(run),
        *_other_figures(run),
        *_to_do(run),
        *_where(run),
        *_first_use(run),
    ]


def _decisions(run: Run) -> Iterator[str]:
    figures = run.figures.get("decisions")
    if figures is None:
        return
    yield f"  {figures.leases:,} leases in arrears, EUR {figures.euros:,.2f}; {figures.deliverable:,} to be signalled"
    held = sorted(((n, code) for code, n in figures.blocked.items() if n), reverse=True)
    if held:
        yield "  held back because (a lease may have several reasons):"
        yield from (f"    {count:>6,}  {code}" for count, code in held)


def _deliveries(run: Run) -> Iterator[str]:
    for outcome in run.outcomes:
        told = outcome.figures.get("outcome")
        if isinstance(told, DeliveryOutcome) and told.status in ("delivered", "partly"):
            amount = f", EUR {told.amount:,.2f}" if told.amount is not None else ""
            yield f"  {told.kind} to {told.desk}: {told.lines} in {told.file_name}{amount}"
        elif isinstance(told, DeliveryOutcome):
            yield f"  {told.kind} to {told.desk}: {told.status}: {told.words}"


def _held_back(run: Run) -> Iterator[str]:
    words = {
        "later_fact": "a fact of a later day in today's tables would stop them",
        "renumbered": "the tenant seems to be reported already under an older lease number: vroegsignaal status",
        "row_names_nobody": "a row that blocks names nobody: vroegsignaal status",
    }
    for why, count in run.figures.get("held back", {}).items():
        yield f"  held back: {count} {why.replace('_', ' ')} ({words[why]})"


def _nothing_new(run: Run) -> Iterator[str]:
    figures = run.figures.get("decisions")
    if figures and figures.deliverable and run.figures.get("signals") == [] and not run.figures.get("held back"):
        yield "  signals: nothing new to deliver; those of this date were delivered before, or wait (see below)"


def _other_figures(run: Run) -> Iterator[str]:
    words = {
        "closed": "accepted signals closed silently",
        "withdrawals for a person": "withdrawals for a person (the address is ambiguous): vroegsignaal status",
        "terms passed": "terms passed in silence: collection goes on",
        "terms passed, threatening": "of which threatening: telephone the municipality today",
    }
    for name, what in words.items():
        if run.figures.get(name):
            yield f"  {run.figures[name]} {what}"
    for kind, count in run.figures.get("landing_findings", []):
        yield f"  warning: {kind.replace('_', ' ')}: {count}"
    for kind, count, euros in run.figures.get("money_of_nobody", []):
        of_what = kind.partition("_naming_unknown_")[2]
        yield f"  warning: {count} rows of money received name unknown {of_what}, EUR {euros:,.2f} together: it counts for nobody"
    for name, count in (run.figures.get("feedback") or {}).items():
        if count:
            yield f"  feedback, {name}: {count}"
    yield from (f"  left alone in the inbox: {words}" for words in run.figures.get("inbox_left_alone", []))


def _to_do(run: Run) -> Iterator[str]:
    records = read_batches(run.home.register)
    doubtful = in_doubt(records)
    waiting = [] if run.is_dry else to_upload(records, run.as_of)
    bad = [outcome for outcome in run.outcomes if not outcome.is_good]
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


def _where(run: Run) -> Iterator[str]:
    yield "  Where to look:"
    yield f"    files for the desks   {run.home.outbox}"
    yield f"    work lists            {run.home.worklists}"
    yield f"    report of the day     {run.figures.get('report', run.home.reports)}"
    if run.is_dry:
        yield "    why (not) a lease     vroegsignaal explain LEASE_ID --preview"
        yield "    what would be open    vroegsignaal status --preview"
        return
    yield "    why (not) a lease     vroegsignaal explain LEASE_ID"
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
            told = data.user_failure_data.description if data.user_failure_data else None
            lines.append(f"FAILED {event.step_key}: {told or 'see Dagster for the step'}")
        elif event.is_failure and not lines:
            lines.append(f"FAILED: {_safe(event)}")
    return lines


def _safe(event: Any) -> str:
    error = getattr(event.event_specific_data, "error", None)
    name = getattr(error, "cls_name", None) if error else None
    return f"the run could not start ({name or 'no reason given'})"
