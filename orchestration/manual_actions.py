"""What a person may record, and when: manual withdrawals and refusals, acceptances, uploads, batches in doubt.

Belongs here: the rules of these actions and the events they become; used by the command line and by Dagster's launchpad
alike, in Dutch: whoever records them is a credit controller. Does not belong here: argument parsing or the models' own proposals.

An action is dated by the day it is recorded, or by an earlier one that whoever records it names (`--on`): never by the date of
the latest run, which may be another. A run judges by the manual actions of the days before its own date.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from documents.legal_terms import term_on
from documents.manual_action_words import refusal_in_words
from exports.delivery import reconcile
from exports.ground.duck import FileIsHeld
from exports.ground.failures import BorderFailure
from exports.ground.home import Home
from exports.register.events import Event, EventRefused, RecordedEvent
from exports.register.log import Register
from orchestration import guards, warehouse_snapshot
from orchestration.demo_mark import demo_files
from orchestration.guards import read_as_of
from orchestration.lock import HomeIsHeld, hold
from orchestration.settings import Settings

NOT_TO_BE_RECORDED = (
    "Zo kan het niet worden vastgelegd: in --who, --why en nummers mag geen e-mailadres, telefoonnummer of postcode staan, "
    "en --who mag niet leeg zijn: het register blijft jaren staan. Er is niets vastgelegd."
)
OUTCOMES = {"delivered": "aangekomen", "not-delivered": "niet aangekomen"}
RUN_EVENTS = ("run_finished", "batch_delivered", "landing_loaded")


class ActionRefused(Exception):
    """The action does not fit what the register says; the text says what is so and what to do."""


def default_who() -> str:
    """The user name of whoever acts."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "onbekend"


def withdraw(home: Home, signal_id: str, *, who: str, why: str, on: str = "") -> str:
    """Record a manual withdrawal at the desk; the signal is withdrawn from then on."""
    with hold_for(home, "withdraw"):
        delivered = _delivered_and_active(home, signal_id)
        facts = {"reason": "by_hand", "by": "person", "who": who, "why": why or "met de hand ingetrokken bij het meldpunt"}
        event = Event("signal_withdrawn", signal_id=signal_id, payload=facts)
        record(home, [event], on, not_before=delivered.as_of_date)
    return (
        f"{signal_id} is vastgelegd als met de hand ingetrokken. De huurovereenkomst blijft eruit tot deze achterstand eens "
        "voldaan was; mag zij eerder weer worden gemeld: vroegsignaal release CONTRACT --why ..."
    )


def refuse(home: Home, signal_id: str, *, who: str, why: str, on: str = "") -> str:
    """Record that the desk did not take the row; the signal is closed, the lease stays off until settled or released."""
    with hold_for(home, "refuse"):
        delivered = _delivered_and_active(home, signal_id)
        facts = {
            "reason": "refused_by_desk",
            "replaced_by": None,
            "by": "person",
            "who": who,
            "why": why or "het meldpunt nam de regel niet aan",
        }
        event = Event("signal_closed", signal_id=signal_id, payload=facts)
        record(home, [event], on, not_before=delivered.as_of_date)
    return (
        f"{signal_id} is vastgelegd als geweigerd door het meldpunt; de huurovereenkomst blijft eruit. Herstel de regel, en laat "
        "haar dan weer meedoen: vroegsignaal release CONTRACT --why ..."
    )


def telephoned(home: Home, signal_id: str, *, who: str, why: str, on: str = "") -> str:
    """Record that the municipality was telephoned about a threatening situation: the file has no place to say so."""
    with hold_for(home, "telephoned"):
        delivered = _delivered_and_active(home, signal_id)
        if not delivered.payload["threatening"]:
            raise ActionRefused(f"Toen {signal_id} werd gemeld was er geen ontruiming aangezegd; er is niets veranderd.")
        if any(event.signal_id == signal_id for event in _events(home, ("municipality_telephoned",))):
            raise ActionRefused(f"{signal_id}: dat de gemeente is gebeld was al vastgelegd; er is niets veranderd.")
        facts = {"who": who, "why": why or "verteld dat er een ontruiming is aangezegd"}
        event = Event("municipality_telephoned", signal_id=signal_id, payload=facts)
        record(home, [event], on, not_before=delivered.as_of_date)
    return f"{signal_id}: vastgelegd dat de gemeente is gebeld."


def accept(home: Home, signal_id: str, accepted_on: str, *, who: str, why: str, file: str = "", line: int = 0) -> str:
    """Record an acceptance matched manually; with `file` and `line` (as Excel counts) that row is off the list by it."""
    try:
        day = read_as_of(accepted_on)
    except ValueError:
        raise ActionRefused("Schrijf de datum van acceptatie als 2026-04-20.") from None
    with hold_for(home, "accept"):
        delivered = _delivered_and_active(home, signal_id)
        accepted = [e for e in _events(home, ("help_accepted",)) if e.signal_id == signal_id]
        if accepted:
            raise ActionRefused(
                f"{signal_id} was al geaccepteerd, op {accepted[0].payload['accepted_on']}; er is niets veranderd."
            )
        if day < delivered.as_of_date:
            raise ActionRefused(
                f"{signal_id} is gemeld op {delivered.as_of_date}; een acceptatie van daarvoor hoort bij een ander."
            )
        if day > _today(home):
            raise ActionRefused("De datum van acceptatie moet nog komen; er is niets vastgelegd.")
        row = feedback_row(home, file, line) if file else {"file_sha256": None, "row": None}
        facts = {
            "accepted_on": str(day),
            "by": "person",
            **row,
            "who": who,
            "why": why or "met de hand gekoppeld",
        }
        record(home, [Event("help_accepted", signal_id=signal_id, payload=facts)])
    hold_until = day + timedelta(days=term_on("hold_days", day))
    return f"{signal_id}: hulp geaccepteerd op {day}; de incasso staat stil tot {hold_until}."


def dismiss(home: Home, file: str, line: int, *, who: str, why: str, on: str = "") -> str:
    """Take an unmatched feedback row off the list: the file's name or its name in the archive, the line as Excel counts."""
    with hold_for(home, "dismiss"):
        facts = feedback_row(home, file, line) | {"who": who, "why": why or "niets te doen"}
        record(home, [Event("unmatched_dismissed", payload=facts)], on)
    return f"Regel {line} is van de lijst."


def uploaded(home: Home, batch: str, *, who: str, why: str, on: str = "") -> str:
    """Record a person's upload of a batch's file, named by the batch or by the file: from that day it was handed in."""
    with hold_for(home, "uploaded"):
        prepared = _known_batch(home, batch)
        day = day_of_act(home, on, not_before=prepared.as_of_date)
        why = why or "ingeleverd bij het meldpunt"
        reconcile.uploaded(str(prepared.batch_id), who, why, register_path=home.register, as_of=day)
        warehouse_snapshot.refresh(home)
    return f"{prepared.batch_id} is vastgelegd als ingeleverd door {who} op {day}."


def resolve(home: Home, batch: str, outcome: str, *, who: str, why: str, on: str = "") -> str:
    """Say of a batch in doubt whether the desk has its file."""
    with hold_for(home, "resolve"):
        prepared = _known_batch(home, batch)
        day = day_of_act(home, on, not_before=prepared.as_of_date)
        why = why or "nagevraagd bij het meldpunt"
        batch_id = str(prepared.batch_id)
        reconcile.resolve(batch_id, outcome, who, why, register_path=home.register, home=home, as_of=day)
        warehouse_snapshot.refresh(home)
    return f"{batch_id} is vastgelegd als {OUTCOMES.get(outcome, outcome)}."


@contextmanager
def hold_for(home: Home, what: str) -> Iterator[None]:
    """Hold the home for a manual action; waits for a run under way.

    Raises:
        ActionRefused: for whatever keeps the action from being recorded.
    """
    try:
        with hold(home, as_of="-", what=what, wait_seconds=Settings().wait_for_home_seconds, say=print, in_dutch=True):
            yield
    except reconcile.WordRefused as refused:
        raise ActionRefused(refusal_in_words(refused)) from None
    except BorderFailure as refused:
        raise ActionRefused(str(refused)) from None
    except HomeIsHeld as held:
        raise ActionRefused(held.dutch) from None
    except EventRefused:
        raise ActionRefused(NOT_TO_BE_RECORDED) from None
    except FileIsHeld:
        raise ActionRefused(
            "Een bestand van Vroegsignaal staat open in een ander programma. Sluit het daar en doe dit opnieuw."
        ) from None


def record(home: Home, events: Sequence[Event], on: str = "", *, not_before: date | None = None) -> None:
    """Append what a person recorded, dated as `day_of_act` says, and renew what people read."""
    day = day_of_act(home, on, not_before=not_before)
    with Register.open(home.register) as register:
        register.append(events, day)
    warehouse_snapshot.refresh(home)


def day_of_act(home: Home, on: str = "", *, not_before: date | None = None) -> date:
    """The day a manual action is dated by: today, or the earlier one named in `on`.

    Args:
        home: whose latest run, or demo, is looked at.
        on: a date as 2026-04-20; empty for today.
        not_before: what the action is about did not exist before this day.

    Raises:
        ActionRefused: no date, one to come, or one before what it is about.
    """
    today = _today(home)
    try:
        day = read_as_of(on) if on else max(today, not_before or today)
    except ValueError:
        raise ActionRefused("Schrijf de dag (--on) als 2026-04-20.") from None
    if on and day > today:
        raise ActionRefused("De dag (--on) moet nog komen; er is niets vastgelegd.")
    if not_before is not None and day < not_before:
        raise ActionRefused(f"De dag (--on) ligt vóór {not_before}, toen dit werd gemaakt; er is niets vastgelegd.")
    return day


def _today(home: Home) -> date:
    """The machine's date; a later one where a run acted for it; in a demo, which has a day of its own, the latest run's."""
    latest = _date_of_latest_run(home)
    return latest if demo_files(home.register) is not None else max(guards.machine_date(), latest)


def events_of(home: Home, *event_types: str) -> list[RecordedEvent]:
    """What the register says of these kinds of event.

    Raises:
        ActionRefused: nothing was ever recorded in this home.
    """
    return _events(home, event_types)


def _date_of_latest_run(home: Home) -> date:
    return max((event.as_of_date for event in _events(home, RUN_EVENTS)), default=guards.machine_date())


def _events(home: Home, event_types: tuple[str, ...]) -> list[RecordedEvent]:
    return _read(home.register, event_types)


def _read(register: Path, event_types: tuple[str, ...]) -> list[RecordedEvent]:
    if not register.exists():
        raise ActionRefused("Hier is nog geen register: er is nog nooit iets gemeld.")
    with Register.read_only(register) as opened:
        return opened.events_of(event_types=event_types)


def _delivered_and_active(home: Home, signal_id: str) -> RecordedEvent:
    delivered = [e for e in _events(home, ("signal_delivered",)) if e.signal_id == signal_id]
    if not delivered:
        raise ActionRefused(f"Er is geen melding {signal_id} gedaan. `vroegsignaal status` noemt de lopende.")
    ended = [e for e in _events(home, ("signal_withdrawn", "signal_closed")) if e.signal_id == signal_id]
    if ended:
        word = "ingetrokken" if ended[-1].event_type == "signal_withdrawn" else "afgesloten"
        raise ActionRefused(f"{signal_id} was al {word} op {ended[-1].as_of_date}; er is niets veranderd.")
    return delivered[-1]


def _known_batch(home: Home, batch: str) -> RecordedEvent:
    """The preparation of a batch, found by its id or by the name of its file."""
    name = Path(batch).name
    for event in _events(home, ("batch_prepared",)):
        if event.batch_id == batch or event.payload["file_name"] == name:
            return event
    raise ActionRefused(f"Er is geen bestand of batch {batch}. `vroegsignaal status` noemt ze.")


def feedback_row(home: Home, file: str, line: int) -> dict[str, object]:
    """The row of a feedback file that a person means, as the register knows it: file_sha256, and row (below the titles).

    Args:
        home: whose register is asked.
        file: its name; as it lies in inbox/archive/ where two files had that name; or the start of its SHA-256 digest.
        line: as Excel counts: the titles are line 1, the first row line 2.

    Raises:
        ActionRefused: two files have that name, no such line waits for a person, or it was dealt with before.
    """
    name = Path(file).name
    read = _events(home, ("feedback_read", "feedback_unmatched"))
    names = {str(e.payload["file_sha256"]): str(e.payload["file_name"]) for e in read}
    meant = sorted(sha256 for sha256, given in names.items() if name in (given, f"{sha256[:12]}_{given}"))
    meant = meant or sorted(sha256 for sha256 in names if len(name) >= 8 and sha256.startswith(name))
    if len(meant) > 1:
        archived = ", ".join(f"{sha256[:12]}_{names[sha256]}" for sha256 in meant)
        raise ActionRefused(
            f"{len(meant)} bestanden hadden die naam; noem het bestand zoals het in inbox/archive/ heet: {archived}."
        )
    waiting = {(e.payload["file_sha256"], e.payload["row"]) for e in read if e.event_type == "feedback_unmatched"}
    row = {"file_sha256": meant[0], "row": line - 1} if meant else None
    if row is None or (row["file_sha256"], row["row"]) not in waiting:
        raise ActionRefused(
            f"Regel {line} van dat bestand staat niet op de lijst (zoals Excel telt: de titels zijn regel 1). "
            "`vroegsignaal status` laat de lijst zien."
        )
    dealt_with = _events(home, ("unmatched_dismissed", "help_accepted"))
    if any((e.payload.get("file_sha256"), e.payload.get("row")) == tuple(row.values()) for e in dealt_with):
        raise ActionRefused(f"Regel {line} van dat bestand was al afgehandeld; er is niets veranderd.")
    return row
