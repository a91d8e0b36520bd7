"""What the register's events together say about batches and signals: what Python needs to deliver once, no more.

Belongs here: where a batch stands, which signals are active, what was already done under a date. Does not belong here:
legal judgement (the models judge from the copied events) and appending (register/log.py). Nothing is stored; all of it is
derived from events at each call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from exports.register.events import BATCH_EVENTS, RecordedEvent
from exports.register.log import Register

PREPARED, FOUND_UNSENT, SENDING, IN_DOUBT = "prepared", "found_unsent", "sending", "in_doubt"
DELIVERED, ABANDONED = "delivered", "abandoned"
PENDING = frozenset({PREPARED, FOUND_UNSENT, SENDING, IN_DOUBT})

STATE_AFTER = {
    "batch_prepared": PREPARED,
    "batch_found_unsent": FOUND_UNSENT,
    "batch_sending": SENDING,
    "batch_in_doubt": IN_DOUBT,
    "batch_delivered": DELIVERED,
    "batch_abandoned": ABANDONED,
}
OUTCOMES = {"delivered": DELIVERED, "not-delivered": ABANDONED}
# Nothing opens a batch again after one of these.
ENDED = "select batch_id from events where event_type in ('batch_delivered', 'batch_abandoned', 'batch_resolved')"


@dataclass(frozen=True)
class BatchState:
    """Where one batch stands.

    Attributes:
        kind: signals, withdrawals or hold_notices.
        agency_id: for hold notices.
        signal_ids: in line order. `signals`: the facts of each line, as prepared.
        as_of: the date of the run that prepared it; `prepared_seq` is the number of that event.
        state: prepared, found_unsent, sending, in_doubt, delivered or abandoned.
        reason: why it is in doubt or was abandoned.
        resolved: the outcome a person recorded (delivered, not-delivered), None where none did.
        delivered_on: as-of date of the run that recorded the delivery.
        receipt: what the receiving side gave.
        uploaded_on: the date a person's upload was recorded under.
    """

    batch_id: str
    kind: str
    desk: str
    agency_id: str | None
    file_name: str
    sha256: str
    file_format: str
    channel: str
    signal_ids: tuple[str, ...]
    signals: tuple[Mapping[str, object], ...]
    as_of: date
    prepared_seq: int
    state: str = PREPARED
    reason: str | None = None
    resolved: str | None = None
    delivered_on: date | None = None
    receipt: str | None = None
    uploaded_on: date | None = None

    @property
    def is_pending(self) -> bool:
        """Neither delivered nor abandoned: its leases must wait."""
        return self.state in PENDING


@dataclass(frozen=True)
class ActiveSignal:
    """A signal that was delivered and neither withdrawn nor closed since.

    `facts` is the payload of its delivery (covered charges, amount, desk); `accepted_on` is None while no help was
    accepted.
    """

    signal_id: str
    lease_id: str
    batch_id: str
    desk: str
    delivered_on: date
    signal_as_of: date
    accepted_on: date | None
    facts: Mapping[str, object] = field(hash=False)

    @property
    def state(self) -> str:
        return "delivered" if self.accepted_on is None else "help_accepted"


@dataclass(frozen=True)
class Done:
    """What was already recorded under one as-of date, so that a second run for it does not do it again."""

    delivered: frozenset[str]
    delivered_leases: frozenset[str]
    withdrawn: frozenset[str]
    closed: frozenset[str]
    notices: frozenset[tuple[str, str, str]]  # signal_id, case_id, message
    terms_passed: frozenset[str]


def open_batch_events(register: Register) -> list[RecordedEvent]:
    """The events of the batches that are neither delivered nor abandoned: few, however long the register is."""
    return register.events("list_contains(?::varchar[], event_type) and batch_id not in (" + ENDED + ")", [list(BATCH_EVENTS)])


def states_after(events: Iterable[RecordedEvent]) -> list[BatchState]:
    """The states in which events about batches, in their order, leave those batches; in the order of preparation."""
    states: dict[str, BatchState] = {}
    for event in events:
        if event.event_type == "batch_prepared":
            states[str(event.batch_id)] = _prepared(event)
        elif event.batch_id is not None and event.batch_id in states:
            states[event.batch_id] = _moved_on(states[event.batch_id], event)
    return list(states.values())


def pending_batches(register: Register) -> list[BatchState]:
    """The batches not yet known to be delivered or not, in the order of preparation."""
    return [batch for batch in states_after(open_batch_events(register)) if batch.is_pending]


def active_signals(register: Register) -> list[ActiveSignal]:
    """Signals delivered and neither withdrawn nor closed, in order of delivery."""
    ended = "select signal_id from events where event_type in ('signal_withdrawn', 'signal_closed')"
    rows = register.events(
        "event_type in ('signal_delivered', 'help_accepted')"
        f" and signal_id not in (select signal_id from ({ended}) where signal_id is not null)"
    )
    accepted = {e.signal_id: date.fromisoformat(e.payload["accepted_on"]) for e in reversed(rows) if _is_help(e)}
    return [_active(event, accepted.get(event.signal_id)) for event in rows if not _is_help(event)]


def done_on(register: Register, as_of: date) -> Done:
    """What is recorded under `as_of` about signals: deliveries, withdrawals, closings, notices, terms passed."""
    events = register.subjects(("signal_delivered", "signal_withdrawn", "signal_closed", "term_passed"), as_of)

    def ids(event_type: str) -> frozenset[str]:
        return frozenset(signal_id for found, signal_id, _ in events if found == event_type)

    return Done(
        delivered=ids("signal_delivered"),
        delivered_leases=frozenset(lease_id for found, _, lease_id in events if found == "signal_delivered"),
        withdrawn=ids("signal_withdrawn"),
        closed=ids("signal_closed"),
        notices=frozenset(
            (str(e.signal_id), e.payload["case_id"], e.payload["message"])
            for e in register.events_of("hold_notice_delivered", as_of_date=as_of)
        ),
        terms_passed=ids("term_passed"),
    )


def _prepared(event: RecordedEvent) -> BatchState:
    facts = event.payload
    return BatchState(
        batch_id=str(event.batch_id),
        kind=facts["kind"],
        desk=facts["desk"],
        agency_id=facts.get("agency_id"),
        file_name=facts["file_name"],
        sha256=facts["sha256"],
        file_format=facts["format"],
        channel=facts["channel"],
        signal_ids=tuple(facts["signal_ids"]),
        signals=tuple(facts["signals"]),
        as_of=event.as_of_date,
        prepared_seq=event.seq,
    )


def _moved_on(batch: BatchState, event: RecordedEvent) -> BatchState:
    facts = event.payload
    if event.event_type == "batch_uploaded":
        return replace(batch, uploaded_on=event.as_of_date)
    if event.event_type == "batch_resolved":
        batch = replace(batch, resolved=facts["outcome"])
        state = OUTCOMES[facts["outcome"]]
    else:
        state = STATE_AFTER[event.event_type]
    if batch.state == DELIVERED:
        return batch  # nothing takes a delivery back; a later word about the batch changes only what is noted above
    arrived = state == DELIVERED
    return replace(
        batch,
        state=state,
        reason=facts.get("reason") if state in {IN_DOUBT, ABANDONED} else None,
        delivered_on=event.as_of_date if arrived else None,
        receipt=facts.get("receipt") if arrived else None,
    )


def _is_help(event: RecordedEvent) -> bool:
    return event.event_type == "help_accepted"


def _active(event: RecordedEvent, accepted_on: date | None) -> ActiveSignal:
    return ActiveSignal(
        signal_id=str(event.signal_id),
        lease_id=str(event.lease_id),
        batch_id=str(event.batch_id),
        desk=event.payload["desk"],
        delivered_on=event.as_of_date,
        signal_as_of=date.fromisoformat(event.payload["signal_as_of"]),
        accepted_on=accepted_on,
        facts=event.payload,
    )
