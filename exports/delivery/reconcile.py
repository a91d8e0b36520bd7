"""What an earlier run left: finding each open batch, finding out whether it arrived, and people's word about it.

Belongs here: the look back at the start of a run, and `resolve` and `uploaded`. Does not belong here: sending
(delivery/once.py) and asking the receiving side (channels/).

Nothing is guessed. Where nothing can have left, the batch is found unsent; where it certainly arrived, it is recorded
as delivered under this run's date; where that is unknown, it is in doubt, its leases are held back, and a person is
asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from exports.delivery.batch_records import BatchRecord, read_batches
from exports.delivery.batches import Batch, batch_event, delivered_event, line_events, outbox_path
from exports.delivery.channels import COMMITTING, Arrival, Arrived, Channels
from exports.delivery.delivered_lines import keep_only
from exports.delivery.once import nothing, whole_events
from exports.delivery.outbox import remove_files, stands
from exports.ground.failures import PermanentFailure
from exports.ground.files import PARTIAL_SUFFIX
from exports.ground.home import Home
from exports.register.events import Event
from exports.register.log import Register
from exports.register.state import ABANDONED, FOUND_UNSENT, IN_DOUBT, PREPARED

Step = Callable[[str], None]
RESOLUTIONS = ("delivered", "not-delivered")


@dataclass(frozen=True)
class Finding:
    """What a run found of a batch that an earlier run left.

    Attributes:
        found: `delivered`, `partly`, `found_unsent` or `in_doubt`.
        reason: the channel's word for why, or where it arrived; no personal data.
    """

    batch_id: str
    kind: str
    desk: str
    found: str
    reason: str


class WordRefused(PermanentFailure):
    """A person's word about a batch that cannot be recorded; nothing was. `facts` say what is so, by name."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code, " ".join([f"{code}; nothing was recorded:", *(f"{name}={fact}" for name, fact in facts.items())]))
        self.facts = facts


def reconcile(register_path: Path, home: Home, channels: Channels, as_of: date, *, at: Step = nothing) -> list[Finding]:
    """Look back at every open batch, at the start of a run, before anything is judged.

    Args:
        register_path: the register (a dry run gives the preview's).
        home: where delivered/ and outbox/ lie.
        channels: the channels as they are set now; one that was used and is no longer set leaves its batch in doubt.
        as_of: the date of this run: `delivered_on` of what is found delivered.
        at: called with the name of each step just done.

    Returns:
        One finding for each open batch; those already found unsent or in doubt are said again.
    """
    _remove_half_files(home)
    findings = []
    for record in read_batches(register_path):
        if record.status == ABANDONED:
            remove_files(home, record)
        if record.is_open:
            findings.append(_look(record, register_path, home, channels, as_of))
            at("looked")
    return findings


def resolve(batch_id: str, outcome: str, who: str, why: str, *, register_path: Path, home: Home, as_of: date) -> BatchRecord:
    """Record a person's word about a batch in doubt: `delivered` or `not-delivered`.

    `delivered` records every line as delivered on `as_of`; `not-delivered` lets its leases be judged again.

    Raises:
        WordRefused: no such batch, one of which nothing is in doubt, or another word.
    """
    record = _one(register_path, batch_id)
    if outcome not in RESOLUTIONS:
        raise WordRefused("unknown_outcome", known=", ".join(RESOLUTIONS))
    if record.status not in (IN_DOUBT, FOUND_UNSENT):
        raise WordRefused("not_in_doubt", batch=batch_id, status=record.status)
    said = batch_event("batch_resolved", batch_id, outcome=outcome, who=who, why=why)
    events = [said]
    if outcome == "delivered":
        events += whole_events(record.batch, "person", record.recorded)
    with Register.open(register_path) as register:
        register.append(events, as_of)
    if outcome != "delivered":
        remove_files(home, record)
    return record


def uploaded(batch_id: str, who: str, why: str, *, register_path: Path, as_of: date) -> BatchRecord:
    """Record that a person brought a file of the outbox to its desk.

    Raises:
        WordRefused: no such batch, its file does not stand in the outbox as delivered, or it was recorded before.
    """
    record = _one(register_path, batch_id)
    if not record.state.delivered_on or record.channel != "folder":
        raise WordRefused("not_in_outbox", batch=batch_id, status=record.status, channel=record.channel)
    if record.state.uploaded_on is not None:
        raise WordRefused("uploaded_before", batch=batch_id, day=str(record.state.uploaded_on))
    with Register.open(register_path) as register:
        register.append([batch_event("batch_uploaded", batch_id, who=who, why=why)], as_of)
    return record


def _one(register_path: Path, batch_id: str) -> BatchRecord:
    for record in read_batches(register_path, batch_id):
        return record
    raise WordRefused("no_such_batch", batch=batch_id)


def _look(record: BatchRecord, register_path: Path, home: Home, channels: Channels, as_of: date) -> Finding:
    """One open batch: ask, record, say."""
    batch = record.batch
    if record.status == IN_DOUBT:
        return _finding(batch, "in_doubt", record.state.reason or "unknown")
    arrival = _arrival(record, home, channels)
    events, found = _conclusion(record, arrival)
    if events:
        with Register.open(register_path) as register:
            register.append(events, as_of)
    if found == "partly":
        keep_only(home, batch.batch_id, {*arrival.delivered, *record.recorded})
    return _finding(batch, found, arrival.reason)


def _arrival(record: BatchRecord, home: Home, channels: Channels) -> Arrival:
    """Whether the batch arrived, asked where it went; what has not begun to leave has not arrived."""
    if record.channel == "folder":
        return _in_outbox(record.batch, home)
    if record.status in (PREPARED, FOUND_UNSENT):
        return Arrival(Arrived.NO, "not_sent")
    channel = channels.named(record.channel, record.batch.desk)
    if record.channel in COMMITTING and not record.may_count:
        if channel is not None:
            channel.tidy(record.batch)
        return Arrival(Arrived.NO, "not_committed")
    if channel is None:
        return Arrival(Arrived.UNKNOWN, "channel_not_set")
    return channel.arrived(_with_data(record.batch, home))


def _in_outbox(batch: Batch, home: Home) -> Arrival:
    """The folder is ours: the file stands there whole, or nothing left. A dry run looks in the real outbox too."""
    places = (outbox_path(home, batch.desk, batch.file_name), home.root / "outbox" / batch.desk / batch.file_name)
    if any(stands(place, batch.sha256) for place in places):
        return Arrival(Arrived.YES, "in_outbox")
    return Arrival(Arrived.NO, "not_in_outbox")


def _conclusion(record: BatchRecord, arrival: Arrival) -> tuple[list[Event], str]:
    """The events that follow from the answer, and the word for it."""
    batch, answer = record.batch, arrival.answer
    if answer is Arrived.YES:
        return whole_events(batch, arrival.reason, record.recorded), "delivered"
    came = [key for key in batch.signal_ids if key in record.recorded or key in arrival.delivered]
    late = [event for key in came if key not in record.recorded for event in line_events(batch, batch.line_number(key))]
    if answer is Arrived.UNKNOWN:
        return [*late, batch_event("batch_in_doubt", batch.batch_id, reason=arrival.reason)], "in_doubt"
    if came:
        return [*late, delivered_event(batch, came, arrival.reason)], "partly"
    if record.status == FOUND_UNSENT:
        return [], "found_unsent"
    return [batch_event("batch_found_unsent", batch.batch_id)], "found_unsent"


def _with_data(batch: Batch, home: Home) -> Batch:
    """The batch with the bytes that still stand in the outbox; a channel compares size and digest with them."""
    path = outbox_path(home, batch.desk, batch.file_name)
    return replace(batch, data=path.read_bytes()) if stands(path, batch.sha256) else batch


def _remove_half_files(home: Home) -> None:
    for folder in (home.delivered, *home.outbox.glob("*/")):
        for half in folder.glob(f"*{PARTIAL_SUFFIX}"):
            half.unlink(missing_ok=True)


def _finding(batch: Batch, found: str, reason: str) -> Finding:
    return Finding(batch.batch_id, batch.kind, batch.desk, found, reason)
