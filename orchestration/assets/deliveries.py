"""What leaves: evidence kept, withdrawals, closings, signals and hold notices, each desk by itself, exactly once.

Belongs here: the order of the doing, and each desk's outcome. Does not belong here: what is due (the models), what a
line may hold (validations/), bytes and protocol (exports/). A desk's failure is its outcome and stops nobody else; the
last step, `day_closed`, fails the run for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from typing import Any

import dagster as dg
import duckdb

from documents.run_words import receipts_in_words
from exports.delivery import outgoing
from exports.delivery.batch_records import BatchRecord, read_open_batches, taken, unsent
from exports.delivery.channels import Channel
from exports.delivery.once import Care, Outcome, deliver, resume_or_abandon
from exports.ground.duck import connect
from exports.keeping.evidence import keep_decisions, keep_signals
from exports.register.log import Register
from exports.register.portable import update_copy
from orchestration import warehouse_snapshot
from orchestration.assets.register import refresh_copy
from orchestration.channels import care_of, channels_of
from orchestration.consistency import refuse_unless_of_this_day
from orchestration.day_record import (
    DECISIONS,
    FEEDBACK,
    HELD_BACK,
    NOTICES,
    ROW_NAMES_NOBODY,
    SIGNALS,
    STALE,
    TERMS,
    WITHDRAWALS,
    PartRecord,
    part,
)
from orchestration.due_batches import Made, due_of, made_beside
from orchestration.failures import in_words, without_personal_data
from orchestration.progress import step
from orchestration.resources import Day, Run
from sources.receipts import receipts_of
from validations.desks import signal_desks

OWNERS = ["team:data"]
GROUP = "deliveries"
BACKUP = "backup/register.jsonl"
DESKS = signal_desks()
NOBODY_WORDS = (
    "{count} signals are held back: a row of objections, arrangements or the like is in force and names a tenant or lease that "
    "no table has, so it is unknown whom it protects. `vroegsignaal status` lists the rows: fix them in the source, or accept "
    "each once with `vroegsignaal accept-row TABLE KEY --why ...`; then run again"
)


def _asset(name: str, deps: list[list[str]], description: str) -> Callable[[Callable[..., Any]], dg.AssetsDefinition]:
    return dg.asset(key=["deliveries", name], group_name=GROUP, deps=deps, description=description, owners=OWNERS, pool="duckdb")


@dg.asset(
    key=["evidence", "decisions"],
    group_name=GROUP,
    deps=[["marts", "signal_decisions"], ["marts", "decision_facts"], ["marts", "signals_held_back"]],
    description="Every decision of this date with the facts behind each rule, kept as evidence/decisions_<date>.parquet: "
    "ids, dates, amounts and flags, no name, address or contact data.",
    owners=OWNERS,
    pool="duckdb",
)
@without_personal_data
def evidence_decisions(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    with part(run, DECISIONS, ask=refuse_unless_of_this_day), connect(run.home.warehouse) as con:
        count = keep_decisions(con, run.home, run.as_of)
        figures = outgoing.decision_figures(con, run.as_of)
    metadata: dict[str, Any] = {"dagster/row_count": count, "leases in arrears": figures.leases}
    metadata |= {"euros in arrears": float(figures.euros), "to deliver": figures.deliverable}
    metadata |= {f"blocked: {reason}": found for reason, found in figures.blocked.items()}
    return dg.MaterializeResult(metadata=metadata)


@_asset(
    "withdrawals",
    [
        *(["exports", f"withdrawals_{desk}"] for desk in DESKS),
        ["marts", "withdrawal_lines"],
        ["marts", "withdrawals_due"],
        ["marts", "closings_due"],
        ["marts", "settlements_due"],
        ["deliveries", "feedback_registered"],
    ],
    "Delivered signals taken back (settled, objection, tenant died), one file per desk; accepted ones that are settled are "
    "closed silently. What a file could get wrong at the desk is on a list for a person instead.",
)
@without_personal_data
def withdrawals(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    with step("withdrawals"), part(run, WITHDRAWALS, ask=refuse_unless_of_this_day, after=[FEEDBACK]) as record:
        proposals, unread = _proposals(run, record, "withdrawals", outgoing.withdrawals)
        with connect(run.home.warehouse) as con:
            closings = outgoing.closings(con)
            for_a_person = outgoing.count_for_a_person(con)
        _keep_settlements(run)
        closed = _close(run, closings)
        outcomes = _deliver_all(run, record, "withdrawals", proposals, unread)
        lines = sum(outcome.lines for outcome in outcomes)
        record.count(withdrawn=lines, closed=closed, withdrawals_for_a_person=for_a_person)
    return dg.MaterializeResult(metadata={"withdrawn": lines, "closed": closed, "for a person": for_a_person})


def _close(run: Run, closings: list[outgoing.Closing]) -> int:
    with Register.open(run.home.register) as register:
        ended = {e.signal_id for e in register.events_of(event_types=("signal_closed", "signal_withdrawn"))}
        events = [closing.event() for closing in closings if closing.signal_id not in ended]
        if events:
            register.append(events, run.as_of)
    return len(events)


def _keep_settlements(run: Run) -> None:
    """What a person took back, or has to, stays off until its arrears were settled once: the register keeps that they were."""
    with Register.open(run.home.register) as register, connect(run.home.warehouse) as con:
        known = {str(event.signal_id) for event in register.events_of(event_types=("arrears_settled",))}
        events = outgoing.settlements(con, known)
        if events:
            register.append(events, run.as_of)


@_asset(
    "signals",
    [
        *(["exports", f"signals_{desk}"] for desk in DESKS),
        ["marts", "signal_lines"],
        ["marts", "signal_covered_charges"],
        ["marts", "signals_held_back"],
        ["evidence", "decisions"],
        ["deliveries", "withdrawals"],
    ],
    "Signals delivered, one file per desk, through the contract of eleven columns and nothing else. On the 20th by "
    "schedule; on any date from the command line.",
)
@without_personal_data
def signals(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    with step("signals"), part(run, SIGNALS, ask=refuse_unless_of_this_day, after=[DECISIONS]) as record:
        proposals, unread = _proposals(run, record, "signals", outgoing.signals)
        why_not = _why_stale(run)
        if why_not is not None:
            waiting = sum(len(outgoing.without(each, taken(run.home.register, run.as_of)).lines) for each in proposals)
            record.note("signals", not waiting, f"{waiting} signals wait: {why_not}", kind=STALE)
            return dg.MaterializeResult(metadata={"lines": 0, "why not": why_not})
        with made_beside(run, proposals) as made, connect(run.home.warehouse) as con:
            keep_signals(con, run.home, run.as_of)
            held_back = outgoing.count_held_back(con)
        outcomes = _deliver_all(run, record, "signals", proposals, unread, made)
        if ROW_NAMES_NOBODY in held_back:
            record.note("signals", False, NOBODY_WORDS.format(count=held_back[ROW_NAMES_NOBODY]), kind=ROW_NAMES_NOBODY)
        record.count(
            signals=sum(outcome.lines for outcome in outcomes), **{f"{HELD_BACK}{why}": n for why, n in held_back.items()}
        )
    euros = sum((outcome.amount or Decimal(0) for outcome in outcomes), Decimal(0))
    # Lines in files: of a desk served by hand, a person has yet to hand the file in.
    metadata: dict[str, Any] = {f"lines for {o.desk}": o.lines for o in outcomes}
    metadata |= {"lines": sum(o.lines for o in outcomes), "euros": float(euros)}
    metadata |= {f"held back: {why}": count for why, count in held_back.items()}
    return dg.MaterializeResult(metadata=metadata)


@_asset(
    "hold_notices",
    [["exports", "hold_notices"], ["marts", "hold_notices_due"], ["deliveries", "feedback_registered"]],
    "Notices for collection agencies and bailiffs: pause for help, later resume; one file per agency, each once.",
)
@without_personal_data
def hold_notices(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    with step("hold notices"), part(run, NOTICES, ask=refuse_unless_of_this_day, after=[FEEDBACK]) as record:
        with connect(run.home.warehouse) as con:
            proposals = outgoing.hold_notices(con)
        outcomes = _deliver_all(run, record, "hold_notices", proposals)
        lines = sum(outcome.lines for outcome in outcomes)
        record.count(hold_notices=lines)
    return dg.MaterializeResult(metadata={"notices": lines, "files": len(outcomes)})


def _why_stale(run: Run) -> str | None:
    """Why it may not be said now that the rent was not paid; None where the receipts are fresh."""
    most = run.settings.landing_max_age_days
    with connect(run.home.warehouse) as con:
        receipts = receipts_of(con, run.as_of, run.machine_date)
    return None if receipts.are_fresh(most) else receipts_in_words(receipts, most)


def _proposals(
    run: Run, record: PartRecord, kind: str, read: Callable[[duckdb.DuckDBPyConnection, str], outgoing.Proposal]
) -> tuple[list[outgoing.Proposal], set[str]]:
    """What is due at each desk, and the desks whose tables could not be read as they ought to be: those get nothing."""
    found, unread = [], set()
    with connect(run.home.warehouse) as con:
        for desk in DESKS:
            try:
                found.append(read(con, desk))
            except Exception as error:  # one desk never stops another; the day is closed as failed
                record.note(f"{kind} to {desk}", False, in_words(error))
                unread.add(desk)
    return found, unread


def _deliver_all(
    run: Run,
    record: PartRecord,
    kind: str,
    proposals: Iterable[outgoing.Proposal],
    unread: Collection[str] = (),
    made: Collection[Made] = (),
) -> list[Outcome]:
    """Bring each desk its file; what an earlier run left unsent goes first, as it was, or is judged again.

    At the desks in `unread` all stays as it is, since it is unknown what is due there. `made`: batches that were made of what
    was due a moment ago.
    """
    outcomes: list[Outcome] = []
    channels = channels_of(run)
    todays = {(proposal.desk, proposal.agency_id): proposal for proposal in proposals}
    left = [r for r in unsent(read_open_batches(run.home.register)) if r.batch.kind == kind and r.batch.desk not in unread]
    try:
        for desk, agency_id in dict.fromkeys([*todays, *((r.batch.desk, r.batch.agency_id) for r in left)]):
            mine = [r for r in left if (r.batch.desk, r.batch.agency_id) == (desk, agency_id)]
            try:
                care = care_of(run.settings, desk)
                outcomes += _deliver_desk(run, todays.get((desk, agency_id)), mine, channels.at(desk, kind), care, made)
            except Exception as error:  # one desk never stops another; the day is closed as failed
                record.note(f"{kind} to {desk}", False, in_words(error))
    finally:
        channels.close()
    for outcome in outcomes:
        record.delivered(outcome)
    return outcomes


def _deliver_desk(
    run: Run,
    proposal: outgoing.Proposal | None,
    left: list[BatchRecord],
    channel: Channel,
    care: Care,
    made: Collection[Made],
) -> list[Outcome]:
    register, home, as_of = run.home.register, run.home, run.as_of
    outcomes = []
    for record in left:
        todays = outgoing.same_again(proposal, record.batch) if proposal else None
        outcomes.append(resume_or_abandon(record, todays, channel, register, home, as_of, care))
    if proposal is None:
        return outcomes
    due = due_of(run, proposal)
    if due.proposal.lines:
        # What was left may have gone, or been given up, since: then another file is due than the one that was made.
        batch = next((each.batch.result() for each in made if each.due == due), None) or due.batch(run)
        outcomes.append(deliver(batch, channel, register, home, as_of, care))
    return outcomes


@_asset(
    "terms_listed",
    [["marts", "terms_passed"], ["deliveries", "withdrawals"]],
    "Terms that passed in silence, each listed once: no fault, collection goes on. Only a threatening situation asks for "
    "the telephone.",
)
@without_personal_data
def terms_listed(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    with (
        part(run, TERMS, ask=refuse_unless_of_this_day, after=[WITHDRAWALS]) as record,
        Register.open(run.home.register) as register,
    ):
        # Listed before, or taken back this very morning: nobody need telephone about who has just paid.
        over = ("term_passed", "signal_withdrawn", "signal_closed")
        listed = {str(event.signal_id) for event in register.events_of(event_types=over)}
        with connect(run.home.warehouse) as con:
            events = outgoing.terms_passed(con, listed)
        if events:
            register.append(events, run.as_of)
        threatening = sum(bool(event.payload["threatening"]) for event in events)
        record.count(terms_passed=len(events), terms_passed_threatening=threatening)
    return dg.MaterializeResult(metadata={"newly passed": len(events), "of which threatening": threatening})


@_asset(
    "register_written",
    [
        ["deliveries", "signals"],
        ["deliveries", "withdrawals"],
        ["deliveries", "hold_notices"],
        ["deliveries", "terms_listed"],
        ["deliveries", "feedback_registered"],
    ],
    "The register's copy in the warehouse rebuilt, so that `marts.signals` shows this run too, and the portable copy of the "
    "register (backup/register.jsonl) brought up to date. The copy that people read is begun; `day_closed` ends it.",
)
@without_personal_data
def register_written(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    with step("register copied for readers"):
        refresh_copy(run)
        with Register.read_only(run.home.register) as register:
            head = register.head()
        warehouse_snapshot.begin(run.home)  # made by day_closed, or where the run ends before it (resources.py)
        if not run.is_dry:
            update_copy(run.home.register, run.home.root / BACKUP)
    return dg.MaterializeResult(metadata={"events": head.seq, "chain head": head.hash})


default_assets = [evidence_decisions, withdrawals, signals, hold_notices, terms_listed, register_written]
