"""Delivering a batch exactly once (docs/outputs.md, "Delivery, exactly once"): what is done in which order, and recorded.

    prepared ─▶ lines kept ─▶ file in its place ─▶ sending ─▶ sent ─▶ delivered, with every line's own event

Belongs here: that order, for a new batch and for one that an earlier run left unsent. Does not belong here: finding
what an earlier run left (reconcile.py), how a file travels (channels/), or whether a line may leave (the models).

A kill between any two steps leaves a register from which the next run can see whether anything can have left.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from exports.delivery.batch_records import COMMIT_SUFFIX, BatchRecord, read_open_batches
from exports.delivery.batches import (
    LINE_EVENT,
    Batch,
    as_prepared,
    batch_event,
    delivered_event,
    line_events,
    outbox_path,
    prepared_event,
    refused_event,
)
from exports.delivery.channels import Channel, Confirmation, LineProblem
from exports.delivery.delivered_lines import LinesNotWritten, keep_only, write_lines
from exports.delivery.outbox import remove_files, stands
from exports.ground.duck import kept_open
from exports.ground.failures import BorderFailure, InDoubt, PermanentFailure, RetryPolicy, Unsettled, with_retries
from exports.ground.files import write_atomically
from exports.ground.home import Home
from exports.register.events import Event
from exports.register.log import Register
from exports.register.state import FOUND_UNSENT

Step = Callable[[str], None]


def nothing(_: str) -> None:
    """The usual answer to a named instant: carry on."""


@dataclass(frozen=True)
class Outcome:
    """What became of a batch in this run.

    Attributes:
        status: `delivered`, `partly` (line by line, some lines did not arrive), `not_delivered` (nothing left; a later
            run sends it as it is or judges again), `abandoned` (judged again) or `in_doubt`.
        code: why, one short word, where it is not `delivered`.
        detail: where it arrived, or what the channel said of its failure; no personal data.
        lines: how many lines arrived, of `lines_in_batch`.
        unknown: lines of which it is unknown whether they arrived.
        amount: euros in the lines that arrived, for signals.
        refused: lines the desk would not take.
    """

    batch_id: str
    kind: str
    desk: str
    file_name: str
    status: str
    code: str | None = None
    detail: str = ""
    lines: int = 0
    lines_in_batch: int = 0
    unknown: int = 0
    amount: Decimal | None = None
    refused: tuple[LineProblem, ...] = field(default=())

    @property
    def is_good(self) -> bool:
        """Whether nobody needs to look at it."""
        return self.status in ("delivered", "abandoned")

    @property
    def missing(self) -> int:
        """How many lines did not arrive."""
        return self.lines_in_batch - self.lines


@dataclass(frozen=True)
class Care:
    """How patiently a batch is sent. `at` is called with the name of each step just done; tests stop there."""

    retries: RetryPolicy = field(default_factory=RetryPolicy)
    sleep: Callable[[float], None] = time.sleep
    at: Step = nothing


@dataclass(frozen=True)
class Delivery:
    """One batch on its way through one channel, with everything the steps need."""

    batch: Batch
    channel: Channel
    register_path: Path
    home: Home
    as_of: date
    care: Care = field(default_factory=Care)

    def at(self, step: str) -> None:
        """A named instant between two steps."""
        self.care.at(step)

    def record(self, *events: Event) -> None:
        """Append to the register, all of them or none, under this run's date."""
        with Register.open(self.register_path) as register:
            register.append(events, self.as_of)


class Trail:
    """The Recorder a channel is given: writes down what may leave before it does, and what arrived once it has."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._stage: str | None = None
        self.arrived: list[str] = []

    def sending(self, stage: str) -> None:
        if stage == self._stage:
            return
        name = self._delivery.channel.name + (COMMIT_SUFFIX if stage == "commit" else "")
        self._delivery.record(batch_event("batch_sending", self._delivery.batch.batch_id, channel=name))
        self._stage = stage
        self.at(f"sending_{stage}")

    def line_delivered(self, key: str) -> None:
        batch = self._delivery.batch
        if key in self.arrived:
            return
        self._delivery.record(*line_events(batch, batch.line_number(key)))
        self.arrived.append(key)
        self.at("line_recorded")

    def at(self, step: str) -> None:
        self._delivery.at(step)


def deliver(batch: Batch, channel: Channel, register_path: Path, home: Home, as_of: date, care: Care | None = None) -> Outcome:
    """Prepare a new batch and bring it to its desk; a failure is recorded and returned, not raised.

    Args:
        batch: made by make_batch.
        channel: the way out.
        register_path: the register that records it (a dry run gives the preview's).
        home: where delivered/ and outbox/ lie (a dry run gives the preview).
        as_of: the date of this run; the signals' `delivered_on`.
        care: how often a transient failure is tried again.

    Raises:
        PermanentFailure: the register already knows this batch, or one of its lines in another batch; nothing was done.
        FileIsHeld, OSError: the register could not be written. The next run finds what was left.
    """
    _refuse_doubles(batch, register_path)
    delivery = Delivery(batch, channel, register_path, home, as_of, care or Care())
    delivery.record(prepared_event(batch, channel.name))
    delivery.at("prepared")
    return _carry(delivery)


def resume_or_abandon(
    record: BatchRecord,
    todays: Batch | None,
    channel: Channel,
    register_path: Path,
    home: Home,
    as_of: date,
    care: Care | None = None,
) -> Outcome:
    """Send an unsent batch as it was where today's tables still give exactly its lines, else abandon it.

    Args:
        record: a batch with status `found_unsent`.
        todays: what today's tables give for exactly the leases of that batch (for withdrawals and notices: exactly its
            signals), or None where they no longer all give a line. Compared by SHA-256 and by lease, line by line.
        channel: the way out as it is set now.
        register_path: as for `deliver`.
        home: as for `deliver`.
        as_of: as for `deliver`.
        care: as for `deliver`.

    Returns:
        The outcome; `abandoned` is good news: those leases are judged again, in this very run.
    """
    if record.status != FOUND_UNSENT:
        raise PermanentFailure("not_unsent", f"batch {record.batch.batch_id} is {record.status}, not found unsent")
    if todays is None or todays.sha256 != record.batch.sha256 or todays.lease_ids != record.batch.lease_ids:
        return _abandon(Delivery(record.batch, channel, register_path, home, as_of, care or Care()), record)
    batch = as_prepared(record.batch, todays)
    delivery = Delivery(batch, channel, register_path, home, as_of, care or Care())
    if channel.name != record.channel:
        Trail(delivery).sending("start")
    return _carry(delivery)


def _refuse_doubles(batch: Batch, register_path: Path) -> None:
    with kept_open(register_path, for_reading=True), Register.read_only(register_path) as register:
        if register.events_of("batch_prepared", batch_id=batch.batch_id, emptied=("signals", "signal_ids")):
            raise PermanentFailure("already_prepared", f"batch {batch.batch_id} was prepared before; nothing was done")
        delivered = register.batches_of(LINE_EVENT["signals"], batch.signal_ids) if batch.kind == "signals" else []
        waiting = [r.batch.batch_id for r in read_open_batches(register_path) if _waits_for_the_same(r.batch, batch)]
    others = [*delivered, *waiting]
    if others:
        raise PermanentFailure(
            "already_in_a_batch",
            f"a line of batch {batch.batch_id} stands in batch {others[0]}; nothing was done, so that no tenant is "
            "reported twice",
        )


def _waits_for_the_same(other: Batch, batch: Batch) -> bool:
    return other.kind == "signals" == batch.kind and not set(other.lease_ids).isdisjoint(batch.lease_ids)


def _abandon(delivery: Delivery, record: BatchRecord) -> Outcome:
    delivery.record(batch_event("batch_abandoned", record.batch.batch_id, reason="lines_changed"))
    delivery.at("abandoned")
    delivery.channel.tidy(record.batch)
    remove_files(delivery.home, record)
    return _outcome(record.batch, "abandoned", "lines_changed")


def _carry(delivery: Delivery) -> Outcome:
    """From prepared to its outcome; every failure is distinguished by whether anything can have been delivered."""
    trail = Trail(delivery)
    try:
        _put_in_place(delivery)
        receipt = with_retries(lambda: delivery.channel.send(delivery.batch, trail), delivery.care.retries, delivery.care.sleep)
    except (InDoubt, Unsettled) as doubt:
        return _record_doubt(delivery, doubt.code, doubt.message)
    except BorderFailure as failure:
        return _record_unsent(delivery, failure.code, failure.message)
    delivery.at("sent")
    if receipt.delivered is None:
        return _record_whole(delivery, receipt)
    return _record_by_line(delivery, trail, receipt)


def _put_in_place(delivery: Delivery) -> None:
    batch = delivery.batch
    try:
        write_lines(delivery.home, batch)
        delivery.at("lines_kept")
        write_atomically(outbox_path(delivery.home, batch.desk, batch.file_name), batch.data)
        delivery.at("placed")
    except (OSError, LinesNotWritten) as problem:
        if stands(outbox_path(delivery.home, batch.desk, batch.file_name), batch.sha256):
            return  # renamed into place before the disk refused: whoever looks there may have taken it
        raise PermanentFailure(
            "disk_refuses",
            f"batch {batch.batch_id} could not be written below {delivery.home.output.name}/ "
            f"({type(problem).__name__}); free some space or fix the folder's rights, then run again",
        ) from None


def _record_whole(delivery: Delivery, confirmation: Confirmation) -> Outcome:
    batch = delivery.batch
    delivery.record(*whole_events(batch, confirmation.where))
    delivery.at("recorded")
    return _outcome(batch, "delivered", None, confirmation.where, arrived=batch.signal_ids)


def whole_events(batch: Batch, receipt: str | None, already: frozenset[str] = frozenset()) -> list[Event]:
    """What is recorded in one go once a whole batch arrived; `already` are the lines recorded before."""
    events = [delivered_event(batch, batch.signal_ids, receipt)]
    for number, line in enumerate(batch.lines, start=1):
        if line.signal_id not in already:
            events += line_events(batch, number)
    return events


def _record_by_line(delivery: Delivery, trail: Trail, confirmation: Confirmation) -> Outcome:
    """The end of a batch whose lines went one by one: arrived lines have their own event by now."""
    batch, arrived = delivery.batch, confirmation.delivered or ()
    for key in arrived:
        trail.line_delivered(key)
    if confirmation.unknown:
        return _record_doubt(delivery, confirmation.reason or "no_answer", "", confirmation)
    if not arrived and confirmation.unsent:
        return _record_unsent(delivery, confirmation.reason or "not_sent", "")
    if not arrived:
        delivery.record(
            *_refusals(batch, confirmation.refused), batch_event("batch_abandoned", batch.batch_id, reason="refused_by_desk")
        )
        keep_only(delivery.home, batch.batch_id, ())
        return _outcome(batch, "not_delivered", "refused_by_desk", refused=confirmation.refused)
    delivery.record(*_refusals(batch, confirmation.refused), delivered_event(batch, arrived, confirmation.where))
    delivery.at("recorded")
    keep_only(delivery.home, batch.batch_id, arrived)
    if len(arrived) == len(batch.lines):
        return _outcome(batch, "delivered", None, confirmation.where, arrived=arrived)
    return _outcome(batch, "partly", confirmation.reason or "refused_by_desk", confirmation.where, arrived, confirmation.refused)


def _refusals(batch: Batch, refused: tuple[LineProblem, ...]) -> list[Event]:
    return [refused_event(batch, problem.line_number, problem.code) for problem in refused]


def _record_doubt(delivery: Delivery, code: str, detail: str, confirmation: Confirmation | None = None) -> Outcome:
    batch = delivery.batch
    refused = confirmation.refused if confirmation else ()
    delivery.record(*_refusals(batch, refused), batch_event("batch_in_doubt", batch.batch_id, reason=code))
    delivery.at("doubt_recorded")
    arrived = (confirmation.delivered or ()) if confirmation else ()
    return _outcome(batch, "in_doubt", code, detail, arrived, refused, len(confirmation.unknown) if confirmation else 0)


def _record_unsent(delivery: Delivery, code: str, detail: str) -> Outcome:
    delivery.record(batch_event("batch_found_unsent", delivery.batch.batch_id))
    delivery.at("unsent_recorded")
    return _outcome(delivery.batch, "not_delivered", code, detail)


def _outcome(
    batch: Batch,
    status: str,
    code: str | None,
    detail: str = "",
    arrived: tuple[str, ...] = (),
    refused: tuple[LineProblem, ...] = (),
    unknown: int = 0,
) -> Outcome:
    amount = None
    if batch.kind == "signals":
        came = set(arrived)
        amount = sum((Decimal(str(x.facts["amount"])) for x in batch.lines if x.signal_id in came), Decimal("0.00"))
    return Outcome(
        batch.batch_id, batch.kind, batch.desk, batch.file_name, status, code, detail, len(arrived), len(batch.lines), unknown,
        amount, refused,
    )  # fmt: skip
