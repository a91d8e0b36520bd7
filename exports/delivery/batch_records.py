"""What the register says of each batch on its way: how far it came, and what may therefore not be done again.

Belongs here: a prepared batch read back with its lines' facts, and the questions runs and people ask about batches.
Does not belong here: which event means which state (register/state.py) and changing any of it (delivery/once.py,
reconcile.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from exports.delivery.batches import LINE_EVENT, Batch, Line
from exports.ground.duck import kept_open
from exports.register.events import BATCH_EVENTS, RecordedEvent
from exports.register.log import Register
from exports.register.state import (
    DELIVERED,
    FOUND_UNSENT,
    IN_DOUBT,
    BatchState,
    done_on,
    open_batch_events,
    states_after,
)

# A channel's own word for "from here on the receiving side may hold it for delivered"; recorded as `<channel>.commit`.
COMMIT_SUFFIX = ".commit"


@dataclass(frozen=True)
class BatchRecord:
    """A batch as the register knows it.

    Attributes:
        batch: what was prepared, without its bytes and cells.
        state: where it stands (register_state).
        channel: the channel it last went by, or was to go by.
        may_count: whether that channel was past the point from which the receiving side may hold it for delivered.
        recorded: signal ids of lines already recorded as delivered, one by one or with the batch.
    """

    batch: Batch
    state: BatchState
    channel: str
    may_count: bool = False
    recorded: frozenset[str] = field(default=frozenset())

    @property
    def status(self) -> str:
        """Prepared, sending, found_unsent, in_doubt (these four are open), delivered or abandoned."""
        return self.state.state

    @property
    def is_open(self) -> bool:
        return self.state.is_pending


def read_batches(register_path: Path, batch_id: str | None = None, *, with_lines: bool = True) -> list[BatchRecord]:
    """All batches of the register, or only this one, in the order in which they were prepared.

    Without lines, for who asks where batches stand: what each line says, and whether it is recorded, stays unread.
    """
    with kept_open(register_path, for_reading=True), Register.read_only(register_path) as register:
        events = register.events_of(BATCH_EVENTS, batch_id=batch_id, emptied=() if with_lines else ("signals", "signal_ids"))
        return _records(register, events, with_lines=with_lines)


def read_open_batches(register_path: Path) -> list[BatchRecord]:
    """The batches neither delivered nor abandoned, in the order in which they were prepared.

    Asked many times a run; so it reads a few rows, where `read_batches` reads the years.
    """
    with kept_open(register_path, for_reading=True), Register.read_only(register_path) as register:
        return _records(register, open_batch_events(register))


def _records(register: Register, events: Sequence[RecordedEvent], *, with_lines: bool = True) -> list[BatchRecord]:
    states = states_after(events)
    channels = {event.batch_id: event.payload["channel"] for event in events if event.event_type == "batch_sending"}
    lines = register.signal_ids_by_batch(list(LINE_EVENT.values()), [s.batch_id for s in states]) if with_lines else {}
    return [_record(state, channels.get(state.batch_id), lines.get(state.batch_id, frozenset())) for state in states]


def _record(state: BatchState, last_channel: str | None, recorded: frozenset[str]) -> BatchRecord:
    last = last_channel or state.channel
    return BatchRecord(
        batch=_prepared_batch(state),
        state=state,
        channel=last.removesuffix(COMMIT_SUFFIX),
        may_count=last.endswith(COMMIT_SUFFIX),
        recorded=recorded,
    )


def _prepared_batch(state: BatchState) -> Batch:
    lines = tuple(
        Line(
            signal_id=str(facts["signal_id"]),
            lease_id=str(facts.get("lease_id") or ""),
            facts={key: value for key, value in facts.items() if key not in ("signal_id", "lease_id")},
        )
        for facts in state.signals
    )
    return Batch(
        batch_id=state.batch_id, kind=state.kind, desk=state.desk, agency_id=state.agency_id, as_of=state.as_of,
        file_name=state.file_name, file_format=state.file_format, data=b"", sha256=state.sha256, lines=lines,
    )  # fmt: skip


# Questions runs and people ask.


def attempts(register_path: Path, kind: str, desk: str, as_of: date) -> int:
    """How many batches of this kind were prepared for this desk on this date (make_batch, `attempt`)."""
    with Register.read_only(register_path) as register:
        prepared = register.events_of("batch_prepared", as_of_date=as_of, emptied=("signals", "signal_ids"))
    return sum((event.payload["kind"], event.payload["desk"]) == (kind, desk) for event in prepared)


def unsent(records: Iterable[BatchRecord]) -> list[BatchRecord]:
    """Batches of which nothing can have left: today's run sends them as they are or abandons them."""
    return [record for record in records if record.status == FOUND_UNSENT]


def in_doubt(records: Iterable[BatchRecord]) -> list[BatchRecord]:
    """Batches that wait for `vroegsignaal resolve`."""
    return [record for record in records if record.status == IN_DOUBT]


def to_upload(records: Iterable[BatchRecord], as_of: date) -> list[BatchRecord]:
    """Files in the outbox on `as_of` that nobody recorded as uploaded, those of that day included."""
    return [
        record
        for record in records
        if record.status == DELIVERED
        and record.channel == "folder"
        and record.state.uploaded_on is None
        and (record.state.delivered_on or as_of) <= as_of
    ]


def waiting_for_upload(records: Iterable[BatchRecord], as_of: date, days: int = 2) -> list[BatchRecord]:
    """Of these, the files that nobody recorded for more than `days` days."""
    return [record for record in to_upload(records, as_of) if (record.state.delivered_on or as_of) + timedelta(days=days) < as_of]


@dataclass(frozen=True)
class Taken:
    """What a run for a date must leave alone: it was done under that very date, or may have been done.

    Attributes:
        leases: leases with a signal delivered under this date, or in an open batch of signals.
        withdrawals: signal ids withdrawn or closed under this date, or in an open batch of withdrawals.
        notices: (signal_id, case_id, message) delivered under this date, or in an open batch of hold notices.
    """

    leases: frozenset[str]
    withdrawals: frozenset[str]
    notices: frozenset[tuple[str, str, str]]


def taken(register_path: Path, as_of: date) -> Taken:
    """What is left out at the doing, though the models (which judge by earlier days alone) propose it.

    Call it after unsent batches were sent or abandoned; what is still open then is held back.
    """
    with Register.read_only(register_path) as register:
        done = done_on(register, as_of)
        # Whatever day it was recorded under: a person may have withdrawn it since, and this run is for an earlier date.
        ended = frozenset(str(e.signal_id) for e in register.events_of(("signal_withdrawn", "signal_closed")))
    waiting: dict[str, list[Line]] = {kind: [] for kind in LINE_EVENT}
    for record in read_open_batches(register_path):
        waiting[record.batch.kind] += record.batch.lines
    return Taken(
        leases=done.delivered_leases | {line.lease_id for line in waiting["signals"]},
        withdrawals=ended | {line.signal_id for line in waiting["withdrawals"]},
        notices=done.notices | {_notice(line) for line in waiting["hold_notices"]},
    )


def _notice(line: Line) -> tuple[str, str, str]:
    return line.signal_id, str(line.facts["case_id"]), str(line.facts["message"])
