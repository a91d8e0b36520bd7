"""What a person may record, and when: withdrawals and refusals by hand, acceptances, uploads, batches in doubt.

Belongs here: the rules of these acts and the events they become; used by the command line and by Dagster's launchpad
alike. Does not belong here: argument parsing or the models' own proposals.

An act is recorded under the date of the latest run: the next run judges by it, the run that is past does not change.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from exports import reconcile
from exports.duck import FileIsHeld
from exports.events import Event, EventRefused
from exports.failures import BorderFailure
from exports.home import Home
from exports.register import RecordedEvent, Register
from orchestration import read_copy
from orchestration.guards import machine_date, read_as_of
from orchestration.lock import HomeIsHeld, hold
from orchestration.settings import Settings

RUN_EVENTS = ("run_finished", "batch_delivered", "landing_loaded")


class ActRefused(Exception):
    """The act does not fit what the register says; the text says what is so and what to do."""


def default_who() -> str:
    """The user name of whoever acts."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown user"


def withdraw(home: Home, signal_id: str, *, who: str, why: str) -> str:
    """Record a withdrawal done by hand at the desk; the signal is withdrawn from then on."""
    with hold_for(home, "withdraw"):
        _delivered_and_active(home, signal_id)
        facts = {"reason": "by_hand", "by": "person", "who": who, "why": why or "done by hand at the desk"}
        _append(home, Event("signal_withdrawn", signal_id=signal_id, payload=facts))
    return (
        f"{signal_id} is recorded as withdrawn by hand. Its lease stays off until these arrears were settled once; to have it "
        "signalled sooner: vroegsignaal release LEASE --why ..."
    )


def refuse(home: Home, signal_id: str, *, who: str, why: str) -> str:
    """Record that the desk did not take the row; the signal is closed, the lease stays off until settled or released."""
    with hold_for(home, "refuse"):
        _delivered_and_active(home, signal_id)
        facts = {
            "reason": "refused_by_desk",
            "replaced_by": None,
            "by": "person",
            "who": who,
            "why": why or "the desk did not take the row",
        }
        _append(home, Event("signal_closed", signal_id=signal_id, payload=facts))
    return (
        f"{signal_id} is recorded as refused by the desk; its lease stays off. Mend its row, then let it go again: "
        "vroegsignaal release LEASE --why ..."
    )


def accept(home: Home, signal_id: str, accepted_on: str, *, who: str, why: str) -> str:
    """Record an acceptance matched by hand."""
    try:
        day = read_as_of(accepted_on)
    except ValueError:
        raise ActRefused("Write the date of acceptance as 2026-04-20.") from None
    with hold_for(home, "accept"):
        delivered = _delivered_and_active(home, signal_id)
        accepted = [e for e in _events(home, ("help_accepted",)) if e.signal_id == signal_id]
        if accepted:
            raise ActRefused(f"{signal_id} was accepted already, on {accepted[0].payload['accepted_on']}; nothing was changed.")
        if day < delivered.as_of_date:
            raise ActRefused(
                f"{signal_id} was delivered on {delivered.as_of_date}; an acceptance of before that day is another's."
            )
        if day > max(machine_date(), _date_of_latest_run(home)):
            raise ActRefused("The date of acceptance lies in the future.")
        facts = {
            "accepted_on": str(day),
            "by": "person",
            "file_sha256": None,
            "row": None,
            "who": who,
            "why": why or "matched by hand",
        }
        _append(home, Event("help_accepted", signal_id=signal_id, payload=facts))
    hold_until = day + timedelta(days=30)
    return f"{signal_id}: help accepted on {day}; collection is paused until {hold_until}."


def dismiss(home: Home, file: str, row: int, *, who: str, why: str) -> str:
    """Take an unmatched feedback row off the list."""
    with hold_for(home, "dismiss"):
        rows = [
            event
            for event in _events(home, ("feedback_unmatched",))
            if event.payload["row"] == row
            and (event.payload["file_name"] == file or event.payload["file_sha256"].startswith(file))
        ]
        if not rows:
            raise ActRefused(f"No row {row} of that file is on the list. `vroegsignaal status` shows the list.")
        facts = {"file_sha256": rows[-1].payload["file_sha256"], "row": row, "who": who, "why": why or "nothing to do"}
        _append(home, Event("unmatched_dismissed", payload=facts))
    return f"Row {row} is off the list."


def uploaded(home: Home, batch_id: str, *, who: str, why: str) -> str:
    """Record a person's upload of a batch's file."""
    with hold_for(home, "uploaded"):
        _known_batch(home, batch_id)
        reconcile.uploaded(
            batch_id,
            who,
            why or "uploaded at the desk",
            register_path=home.register,
            as_of=_date_of_latest_run(home),
        )
        read_copy.refresh(home)
    return f"{batch_id} is recorded as uploaded by {who}."


def resolve(home: Home, batch_id: str, outcome: str, *, who: str, why: str) -> str:
    """Say of a batch in doubt whether the desk has its file."""
    with hold_for(home, "resolve"):
        _known_batch(home, batch_id)
        reconcile.resolve(
            batch_id,
            outcome,
            who,
            why or "asked at the desk",
            register_path=home.register,
            home=home,
            as_of=_date_of_latest_run(home),
        )
        read_copy.refresh(home)
    return f"{batch_id} is recorded as {outcome}."


@contextmanager
def hold_for(home: Home, what: str) -> Iterator[None]:
    """Hold the home for an act; waits for a run under way.

    Raises:
        ActRefused: for whatever keeps the act from being recorded, in that refusal's own words.
    """
    try:
        with hold(home, as_of="-", what=what, wait_seconds=Settings().wait_for_home_seconds, say=print):
            yield
    except (BorderFailure, EventRefused, FileIsHeld, HomeIsHeld) as refused:
        raise ActRefused(str(refused)) from None


def record(home: Home, events: Sequence[Event]) -> None:
    """Append what a person recorded, and renew what people read."""
    with Register.open(home.register) as register:
        register.append(events, _date_of_latest_run(home))
    read_copy.refresh(home)


def events_of(home: Home, *event_types: str) -> list[RecordedEvent]:
    """What the register says of these kinds of event.

    Raises:
        ActRefused: nothing was ever recorded in this home.
    """
    return _events(home, event_types)


def _append(home: Home, event: Event) -> None:
    record(home, [event])


def _date_of_latest_run(home: Home) -> date:
    return max((event.as_of_date for event in _events(home, RUN_EVENTS)), default=machine_date())


def _events(home: Home, event_types: tuple[str, ...]) -> list[RecordedEvent]:
    return _read(home.register, event_types)


def _read(register: Path, event_types: tuple[str, ...]) -> list[RecordedEvent]:
    if not register.exists():
        raise ActRefused("This home has no register yet: nothing was ever delivered from it.")
    with Register.read_only(register) as opened:
        return opened.events_of(event_types=event_types)


def _delivered_and_active(home: Home, signal_id: str) -> RecordedEvent:
    delivered = [e for e in _events(home, ("signal_delivered",)) if e.signal_id == signal_id]
    if not delivered:
        raise ActRefused(f"No signal {signal_id} was delivered. `vroegsignaal status` lists the active ones.")
    ended = [e for e in _events(home, ("signal_withdrawn", "signal_closed")) if e.signal_id == signal_id]
    if ended:
        word = "withdrawn" if ended[-1].event_type == "signal_withdrawn" else "closed"
        raise ActRefused(f"{signal_id} was {word} already on {ended[-1].as_of_date}; nothing was changed.")
    return delivered[-1]


def _known_batch(home: Home, batch_id: str) -> None:
    if not any(event.batch_id == batch_id for event in _events(home, ("batch_prepared",))):
        raise ActRefused(f"There is no batch {batch_id}. `vroegsignaal status` lists them.")
