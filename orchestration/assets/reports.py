"""What people get at the end of the day, and the day's closing.

Belongs here: having the work lists and the report made, and failing the run where a part of it did not go well. Does
not belong here: what they look like (documents/).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import dagster as dg
import duckdb

from documents.day_report import BatchLine, RegisterFacts, make_day_report
from documents.letters.make import make_letters
from documents.manager import ManagerFacts
from documents.receipts_words import in_dutch, silence_todo
from documents.todo_register import lost_todo, register_todo
from documents.website_text import make_website_text
from documents.worklists import make_worklists
from documents.writeback import make_writeback
from exports.delivery.account import DeskAccount
from exports.delivery.batch_records import BatchRecord, read_batches
from exports.ground.duck import connect
from exports.register.chain import Head
from exports.register.events import Event
from exports.register.log import Register
from orchestration import warehouse_snapshot
from orchestration.cli.summary import summary
from orchestration.cli.summary_in_dutch import is_in_dutch_alone, summary_in_dutch
from orchestration.consistency import refusal, refuse_unless_of_this_day
from orchestration.day_record import (
    ENDED,
    LETTERS,
    PARTS,
    REPORT,
    SIGNALS,
    WITHDRAWALS,
    WORKLISTS,
    DayRecord,
    PartOutcome,
    lost_signals,
    part,
    read_day,
)
from orchestration.failures import without_personal_data
from orchestration.notifications import notify_of_run
from orchestration.progress import remember, say, step
from orchestration.resources import Day, Run
from sources.receipts import Receipts, receipts_of, silence_of

OWNERS = ["team:data"]
DEMO_MANAGER = ManagerFacts(
    name="Voorbeeld Vastgoedbeheer",
    objection_address="bezwaar@voorbeeld.example",
    privacy_statement="www.voorbeeld.example/privacy",
    website="www.voorbeeld.example",
    address="Voorbeeldplein 1, 3511 AA Utrecht",
    telephone="030 000 0000",
    iban="NL00 BANK 0000 0000 00",
    collection_register="voorbeeld-0000",
    complaints_address="klacht@voorbeeld.example",
)


def why_withheld(con: duckdb.DuckDBPyConnection, run: Run) -> str | None:
    """In Dutch, why nobody may be asked for rent now; None where the receipts are fresh."""
    receipts = _receipts(con, run)
    return None if receipts.are_fresh(run.settings.landing_max_age_days) else in_dutch(receipts)


def _receipts(con: duckdb.DuckDBPyConnection, run: Run) -> Receipts:
    return receipts_of(con, run.as_of, run.machine_date)


def manager_of(run: Run) -> ManagerFacts:
    """The manager's own name and addresses, from the settings; the demo's where the home is a demo and none are set."""
    given = run.settings.manager
    if not given.objection_address and run.is_demo:
        return DEMO_MANAGER
    return ManagerFacts(**given.model_dump())


@dg.asset(
    key=["reports", "worklists"],
    group_name="reports",
    deps=[["reports", "letters"], ["marts", "collection_agenda"], ["marts", "decision_facts"]],
    description="Lists for the manager's own people, never sent: the agenda with each lease's next step, what is held "
    "back and why, withdrawals by hand, feedback nobody fits, holds, terms; and the file that writes today's reports "
    "back to the landlord's system. Lease numbers, no names.",
    owners=["team:credit-control"],
    pool="duckdb",
)
@without_personal_data
def worklists(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    with (
        step("work lists"),
        part(run, WORKLISTS, ask=refuse_unless_of_this_day, after=[WITHDRAWALS, LETTERS]),
        connect(run.home.warehouse, read_only=True) as con,
    ):
        made = [
            *make_worklists(con, run.home, run.as_of, manager_of(run), why_withheld(con, run)),
            *make_writeback(con, run.home, run.as_of, manager_of(run)),
        ]
    return dg.MaterializeResult(metadata={"files": len(made), "folder": dg.MetadataValue.path(str(run.home.worklists))})


@dg.asset(
    key=["reports", "letters"],
    group_name="reports",
    deps=[["deliveries", "register_written"], ["marts", "collection_agenda"]],
    description="The letters due today as Word documents (text 1 and text 2 of the work instruction), each naming exactly "
    "the data its landlord agreed to share, with an index; and the templates for letter systems that fill them in.",
    owners=["team:credit-control"],
    pool="duckdb",
)
@without_personal_data
def letters(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    with step("letters"), part(run, LETTERS, ask=refuse_unless_of_this_day, after=[WITHDRAWALS]) as record:
        with connect(run.home.warehouse, read_only=True) as con:
            made = make_letters(con, run.home, run.as_of, manager_of(run), why_withheld(con, run))
        count = sum(path.suffix == ".docx" for path in made)
        record.count(letters=count)
    return dg.MaterializeResult(metadata={"letters due today": count})


@dg.asset(
    key=["reports", "day_report"],
    group_name="reports",
    deps=[["deliveries", "register_written"], ["deliveries", "feedback_registered"], ["evidence", "decisions"]],
    description="The day on one page, in Dutch: what a person must do, the funnel from arrears to signals, why the rest was "
    "held back, what came back. One file, nothing fetched from anywhere; a second without lease numbers or small counts "
    "for whoever is outside the house.",
    owners=["team:credit-control"],
    pool="duckdb",
)
@without_personal_data
def day_report(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    with part(run, REPORT, ask=refuse_unless_of_this_day, after=[WITHDRAWALS]):
        made, head = _make_report(run)
    return dg.MaterializeResult(metadata={"report": dg.MetadataValue.path(str(made[0])), "chain head": head.hash})


def _make_report(run: Run) -> tuple[list[Path], Head]:
    records = read_batches(run.home.register)
    lost = lost_todo(lost_signals(run, read_day(run)))
    with Register.read_only(run.home.register) as register:
        head = register.head()
        refusals = register.events_of("line_refused", as_of_date=run.as_of)
    with step("report of the day"), connect(run.home.warehouse, read_only=True) as con:
        made = make_day_report(
            con,
            run.home,
            run.as_of,
            manager_of(run),
            todo=[*register_todo(records, run.as_of, refusals), *lost, *silence_todo(silence_of(con, _receipts(con, run)))],
            register=RegisterFacts(events=head.seq, head=head.hash, batches=_batch_lines(records, run)),
            is_demo=run.is_demo,
            withheld=why_withheld(con, run),
        )
        make_website_text(con, run.home, run.as_of, manager_of(run))
    return made, head


def _batch_lines(records: list[BatchRecord], run: Run) -> list[BatchLine]:
    todays = [r for r in records if run.as_of in (r.state.delivered_on, r.state.as_of) or r.is_open]
    return [
        BatchLine(
            batch_id=record.batch.batch_id,
            desk=record.batch.desk,
            kind=record.batch.kind,
            file_name=record.batch.file_name,
            lines=len(record.batch.lines),
            status=record.status,
            sha256=record.batch.sha256,
        )
        for record in todays
    ]


@dg.asset(
    key=["reports", "day_closed"],
    group_name="reports",
    deps=[
        ["deliveries", "register_written"],
        ["reports", "worklists"],
        ["reports", "letters"],
        ["reports", "day_report"],
    ],
    # Each morning's run is there by nine; a day without one is late.
    freshness_policy=dg.FreshnessPolicy.cron(
        deadline_cron="0 9 * * *", lower_bound_delta=timedelta(hours=12), timezone="Europe/Amsterdam"
    ),
    description="The day closed: the summary of what was done and what a person must do. Fails where a part failed.",
    owners=OWNERS,
    pool="duckdb",
)
@without_personal_data
def day_closed(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    refuse_unless_of_this_day(run)
    done = read_day(run)
    _refuse_an_unended_day(run, done)
    done = replace(done, outcomes=[*done.outcomes, *(_lost(account) for account in lost_signals(run, done))])
    bad = done.bad
    _record(run, done)
    text = "\n".join(summary(run, done))
    if not is_in_dutch_alone(run):
        say(text)
    if not run.is_dry:
        remember()
    for problem in notify_of_run(run, done):
        say(f"  ! {problem}")
    if dutch := summary_in_dutch(run, done):
        say("\n".join(dutch))
    if bad:
        raise dg.Failure(
            description="The day did not go well in every part:\n" + "\n".join(f"- {o.what}: {o.words}" for o in bad),
            allow_retries=False,
        )
    return dg.MaterializeResult(
        metadata={
            "summary": dg.MetadataValue.md(f"```\n{text}\n```"),
            "auditors' docs (made by `make docs`)": dg.MetadataValue.path(str(run.home.reports / "docs.html")),
            "rule catalogue": dg.MetadataValue.path(str(run.home.reports / "rules.html")),
        }
    )


def _lost(account: DeskAccount) -> PartOutcome:
    words = (
        f"{account.lost} of {account.decided} signals decided for {account.desk} neither left nor were held back: is the desk "
        "served (docs/desks.md), and did its delivery fail above?"
    )
    return PartOutcome(f"decided against delivered at {account.desk}", False, words, desk=account.desk)


def _refuse_an_unended_day(run: Run, done: DayRecord) -> None:
    """A day ends only where each of its parts did, and signals too where they were asked for.

    Raises:
        NotOfThisDay: of some part nobody knows that it ended; nothing was recorded.
    """
    states = {name: ENDED for name in (SIGNALS,)} | done.states
    unended = [name for name in PARTS if states.get(name) != ENDED]
    if unended:
        raise refusal(run, f"these parts of the day are not known to have ended: {', '.join(unended)}")


def _record(run: Run, done: DayRecord) -> None:
    counts = {name: n for name, n in done.counts.items() if name.isidentifier()}
    facts = {"outcome": "failed" if done.bad else "ok", "counts": counts, "signals": SIGNALS in done.states}
    with Register.open(run.home.register) as register:
        register.append([Event("run_finished", payload=facts)], run.as_of)
    warehouse_snapshot.refresh(run.home)


default_assets = [letters, worklists, day_report, day_closed]
