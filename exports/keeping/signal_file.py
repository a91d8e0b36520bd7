"""Everything that is held of one signal, gathered from where it is kept: register, evidence, delivered lines, outbox.

Belongs here: gathering. Does not belong here: judging or describing it (documents/dossier.py). What is not there any more
is None or empty, never an error: that it is gone is part of the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from exports.delivery.batches import lines_path, outbox_path
from exports.ground.duck import in_memory, rows
from exports.ground.files import sha256_of_file
from exports.ground.home import Home
from exports.keeping.evidence import records_of
from exports.register.chain import Verdict
from exports.register.events import RecordedEvent
from exports.register.log import Register

RUN_EVENTS = ("run_finished", "batch_delivered", "landing_loaded")


class NoSuchSignal(Exception):
    """The register knows no such signal: it never left, or it is of a year up to `dropped_until`, which was dropped."""

    def __init__(self, dropped_until: int | None) -> None:
        super().__init__("the register has no delivery of this signal")
        self.dropped_until = dropped_until


@dataclass(frozen=True)
class SignalFile:
    """One signal, as far as it is still known.

    Attributes:
        delivered: its `signal_delivered` event.
        batch: the events of its batch, in order.
        life: the events about the signal after delivery, in order.
        withdrawal_batch: those of the batch that carried its withdrawal, if one did.
        landing: the `landing_loaded` event of the run that judged it, with the digests of the source files.
        record: its evidence record; None once purged.
        record_sha256: the digest of that record's text.
        record_place: the file in evidence/ that holds it.
        line: its cells as they left; None once purged.
        file_sha256: the digest of the file as it still stands in the outbox; None once it is gone.
        seen_until: the date of the latest run: what this file can know of.
        register: whether the chain is whole, and its head.
    """

    signal_id: str
    delivered: RecordedEvent
    batch: Sequence[RecordedEvent]
    life: Sequence[RecordedEvent]
    withdrawal_batch: Sequence[RecordedEvent]
    landing: RecordedEvent | None
    purges: Sequence[RecordedEvent]
    record: Mapping[str, Any] | None
    record_sha256: str | None
    record_place: str | None
    line: Mapping[str, Any] | None
    file_sha256: str | None
    seen_until: date
    register: Verdict
    others: Sequence[RecordedEvent] = field(default=())

    @property
    def handed_in_on(self) -> date | None:
        """The day it was handed in at its desk: for a file that a person uploads that upload, None until it is recorded."""
        ways = [e.payload["channel"] for e in self.batch if e.event_type in ("batch_prepared", "batch_sending")]
        uploaded = next((event for event in self.batch if event.event_type == "batch_uploaded"), None)
        if ways and ways[-1] == "folder":
            return uploaded.as_of_date if uploaded else None
        return self.delivered.as_of_date

    def batch_event(self, event_type: str) -> RecordedEvent | None:
        """The newest event of this type of its batch."""
        return next((event for event in reversed(self.batch) if event.event_type == event_type), None)


def _of_batch(register: Register, batch_id: str, signal_id: str) -> list[RecordedEvent]:
    """What happened to a batch as a whole and to this signal in it; the other tenants in it are not this one's file."""
    return [event for event in register.events_of(batch_id=batch_id) if event.signal_id in (None, signal_id)]


def gather(home: Home, signal_id: str) -> SignalFile:
    """All that is held of `signal_id`.

    Raises:
        NoSuchSignal: the register has no delivery of it.
    """
    with Register.read_only(home.register) as register:
        about = register.events_of(signal_id=signal_id)
        delivered = next((event for event in about if event.event_type == "signal_delivered"), None)
        if delivered is None:
            dropped = register.anchors()
            raise NoSuchSignal(dropped[-1].year if dropped else None)
        life = [event for event in about if event.seq > delivered.seq]
        carried = next((e.batch_id for e in life if e.event_type == "signal_withdrawn" and e.batch_id), None)
        judged_on = date.fromisoformat(str(delivered.payload["signal_as_of"]))
        loads = register.events_of("landing_loaded", as_of_date=judged_on)
        others = register.events_of("signal_delivered", lease_id=delivered.lease_id)
        runs = register.events_of(RUN_EVENTS)
        batch = _of_batch(register, str(delivered.batch_id), signal_id)
        withdrawal_batch = _of_batch(register, carried, signal_id) if carried else []
        purges, verdict = register.events_of("purged"), register.verify()
    record = records_of(home, [signal_id], as_of=judged_on).get(signal_id)
    return SignalFile(
        signal_id=signal_id,
        delivered=delivered,
        life=life,
        landing=next((event for event in reversed(loads) if event.seq < delivered.seq), None),
        record=record.values if record else None,
        record_sha256=record.sha256 if record else None,
        record_place=str(record.path.relative_to(home.evidence)) if record else None,
        line=_line(lines_path(home, str(delivered.batch_id)), signal_id),
        file_sha256=_standing(home, batch),
        seen_until=max((event.as_of_date for event in runs), default=delivered.as_of_date),
        others=[event for event in others if event.signal_id != signal_id],
        batch=batch,
        withdrawal_batch=withdrawal_batch,
        purges=purges,
        register=verdict,
    )


def _line(path: Path, signal_id: str) -> dict[str, Any] | None:
    if not path.exists():
        return None
    with in_memory() as con:
        found = rows(con, "select * from read_parquet(?) where signal_id = ?", [str(path), signal_id])
    return found[0] if found else None


def _standing(home: Home, batch: Sequence[RecordedEvent]) -> str | None:
    prepared = next((event for event in batch if event.event_type == "batch_prepared"), None)
    if prepared is None:
        return None
    path = outbox_path(home, str(prepared.payload["desk"]), str(prepared.payload["file_name"]))
    return sha256_of_file(path) if path.exists() else None
