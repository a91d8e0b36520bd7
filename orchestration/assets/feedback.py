"""What municipalities sent back: read from the inbox before the models, registered and put away after them.

Belongs here: the order read, match, register, archive, which loses nothing and doubles nothing wherever it is cut off.
Does not belong here: reading files (exports/inbox/incoming.py), the contract (validations/feedback.py) or matching (the models).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import dagster as dg

from exports.ground.duck import connect, rows
from exports.inbox.incoming import (
    FeedbackFile,
    InboxFile,
    keep_files,
    kept_files,
    left_alone,
    load_feedback_rows,
    put_away,
    read_inbox,
    wait_until_quiet,
)
from exports.register.events import Event, neutral_file_name
from exports.register.log import Register
from orchestration.assets.landing import LANDED
from orchestration.consistency import refuse_unless_matched_now, refuse_what_was_recorded_of_signals_since
from orchestration.day_record import COUNTED, FEEDBACK, INBOX, LEFT_ALONE, REFUSED_FEEDBACK, PartRecord, part
from orchestration.failures import without_personal_data
from orchestration.fetching import fetch_all
from orchestration.progress import step
from orchestration.resources import Day, Run

OWNERS = ["team:data"]


@dg.multi_asset(
    name="feedback_rows",
    specs=[
        dg.AssetSpec(
            ["inbox", "feedback_rows"],
            deps=LANDED,
            group_name="inbox",
            description="The rows of feedback files that arrived and passed the contract. `nee` rows are only counted; "
            "a file with any column beyond the allowed ones is refused whole.",
            owners=OWNERS,
            kinds={"duckdb"},
        )
    ],
    pool="duckdb",
)
@without_personal_data
def feedback_rows(context: dg.AssetExecutionContext, day: Day) -> Iterator[dg.MaterializeResult[None]]:
    """Read what lies in the inbox and has stopped growing."""
    run = day.run
    with step("feedback read"), part(run, INBOX) as record:
        _fetch(run, record)
        quiet = wait_until_quiet(run.home.inbox, run.settings.inbox_quiet_seconds, time.sleep, time.time)
        files = read_files(run, quiet)
        with connect(run.home.warehouse, memory_limit=run.settings.memory_limit) as con:
            count = load_feedback_rows(con, [file for file in files if file.refusal is None])
            keep_files(con, files)
        for words in left_alone(quiet):
            record.note("inbox", True, words, kind=LEFT_ALONE)
    yield dg.MaterializeResult(
        asset_key=["inbox", "feedback_rows"],
        metadata={
            "dagster/row_count": count,
            "files": len(files),
            "files refused": sum(file.refusal is not None for file in files),
            "rows with nee": sum(file.refused_count for file in files),
            "left alone": "; ".join(left_alone(quiet)) or "nothing",
        },
    )


def _fetch(run: Run, record: PartRecord) -> None:
    """What desks put on their sFTP servers comes first; a desk that is down stops nothing but is named."""
    if run.is_dry or run.only_feedback:
        return
    _, failed = fetch_all(run.home, run.settings)
    for desk, words in failed.items():
        record.note(f"feedback of {desk}", False, words)


def read_files(run: Run, found: list[InboxFile]) -> list[FeedbackFile]:
    """The files to act on: all that are ready, or the one the sensor started this run for."""
    files = read_inbox(found, known_files(run))
    if run.only_feedback:
        files = [file for file in files if file.sha256 == run.only_feedback]
    return files


def known_files(run: Run) -> set[str]:
    """The SHA-256 digests of the files that the register says were read or refused."""
    with Register.read_only(run.home.register) as register:
        return {event.payload["file_sha256"] for event in register.events_of(event_types=("feedback_read", "feedback_refused"))}


@dg.asset(
    key=["deliveries", "feedback_registered"],
    group_name="deliveries",
    deps=[["marts", "acceptances_due"], ["intermediate", "int_feedback_matches"], ["inbox", "feedback_rows"]],
    description="What the feedback files said, as events in the register: acceptances, rows for a person, counts. "
    "Only then is a file archived, or put into quarantine with a note that names the rule it broke.",
    owners=OWNERS,
    pool="duckdb",
)
@without_personal_data
def feedback_registered(context: dg.AssetExecutionContext, day: Day) -> dg.MaterializeResult[None]:
    run = day.run
    with part(run, FEEDBACK, ask=refuse_unless_matched_now, after=[INBOX]) as record:
        counts = _register_files(run, record)
    return dg.MaterializeResult(metadata=counts)


def _register_files(run: Run, record: PartRecord) -> dict[str, int]:
    """Register what the files said that were read, each once, and put them away; gives the figures."""
    with connect(run.home.warehouse) as con:
        matches = rows(con, "select * from intermediate.int_feedback_matches order by file_sha256, row_number")
        read = kept_files(con, run.home.inbox)
    known = known_files(run)  # asked now: this step may be done again after it was cut off
    files = [file for file in read if file.sha256 not in known]
    if files:
        refuse_what_was_recorded_of_signals_since(run, {file.sha256 for file in read})
    for file in files:
        events = events_of(file, [match for match in matches if match["file_sha256"] == file.sha256])
        with Register.open(run.home.register) as register:
            register.append(events, run.as_of)
        if file.hint:
            run.notices.append(("layout", file.hint))
        if file.refusal is not None:
            record.note(
                "feedback file", False, _refused_words(file, file.refusal.rule), kind=REFUSED_FEEDBACK, rule=file.refusal.rule
            )
    if not run.is_dry:
        for file in read:
            put_away(file, run.home)
    outcomes = [match["outcome"] for match in matches]
    counts = {
        "accepted": outcomes.count("accepted"),
        "repeated": outcomes.count("repeated"),
        "for a person": len([word for word in outcomes if word not in ("accepted", "repeated")]),
        "files read": sum(file.refusal is None for file in files),
        "files refused": sum(file.refusal is not None for file in files),
    }
    record.count(**{f"{COUNTED}{name}": n for name, n in counts.items()})
    return counts


def _refused_words(file: FeedbackFile, rule: str) -> str:
    return (
        f"a feedback file ({file.sha256[:12]}) was refused whole by rule {rule}; "
        "it lies in inbox/quarantine/ with a note that says what to ask the sender"
    )


def events_of(file: FeedbackFile, matches: list[dict[str, Any]]) -> list[Event]:
    """All a file has to say to the register, in one append: its rows' outcomes and its own reading."""
    name = neutral_file_name(file.file_name, file.sha256)
    identity: dict[str, Any] = {"file_sha256": file.sha256, "file_name": name}
    if file.refusal is not None:
        return [Event("feedback_refused", payload=identity | {"rule": file.refusal.rule})]
    accepted = [match for match in matches if match["outcome"] == "accepted"]
    repeated = [match for match in matches if match["outcome"] == "repeated"]
    unmatched = [match for match in matches if match["outcome"] not in ("accepted", "repeated")]
    counts = {
        "rows": file.row_count,
        "accepted": len(accepted),
        "refused": file.refused_count,
        "repeated": len(repeated),
        "unmatched": len(unmatched),
    }
    return [
        *(_acceptance(file, match) for match in accepted),
        *(_for_a_person(identity, match) for match in unmatched),
        Event("feedback_read", payload=identity | counts),
    ]


def _acceptance(file: FeedbackFile, match: dict[str, Any]) -> Event:
    facts = {
        "accepted_on": match["accepted_on"],
        "by": "feedback",
        "file_sha256": file.sha256,
        "row": match["row_number"],
        "who": None,
        "why": None,
    }
    return Event("help_accepted", signal_id=match["signal_id"], payload=facts)


def _for_a_person(identity: dict[str, Any], match: dict[str, Any]) -> Event:
    facts = identity | {"row": match["row_number"], "reason": match["outcome"], "candidate": match["signal_id"]}
    return Event("feedback_unmatched", payload=facts)


default_assets = [feedback_rows, feedback_registered]
