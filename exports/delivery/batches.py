"""A batch: one file for one desk, with an id of its own, its lines and the facts to record once it is delivered.

Belongs here: what a batch is, its id, its file name, and the events it becomes. Does not belong here: doing any of it
(delivery/once.py, reconcile.py), the bytes of the file (workbooks.py) and whether a line may leave (the models).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from exports.ground.canonical import sha256_of_canonical
from exports.ground.files import sha256_of
from exports.ground.home import Home
from exports.register.events import Event

if TYPE_CHECKING:
    from validations.desks import Desk

KINDS = ("signals", "withdrawals", "hold_notices")
COLLECTION = "collection"  # the folder, and so the desk, of hold notices
LINE_EVENT = {
    "signals": "signal_delivered", "withdrawals": "signal_withdrawn", "hold_notices": "hold_notice_delivered",
}  # fmt: skip
RUN = {"by": "run", "who": None, "why": None}


@dataclass(frozen=True)
class Line:
    """One line of the file.

    Attributes:
        signal_id: the signal the line is about.
        lease_id: its lease.
        values: the cells as they leave, by column name: for signals those of delivered/<batch>.parquet (last_name ..
            amount), for withdrawals postcode, house_number, house_number_suffix. Never recorded in the register.
        facts: what the register keeps of the line. Signals: covered, amount, months, oldest_due_on,
            municipality_code, landlord_id, tenant_id, threatening, replaces. Withdrawals: reason. Hold notices:
            case_id, agency_id, message, starts_on, until, reason, hold_status, ends_on.
    """

    signal_id: str
    lease_id: str
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    facts: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Batch:
    """One file for one desk, as it was prepared. `as_of` is the date it was judged on and carries in its name."""

    batch_id: str
    kind: str
    desk: str
    as_of: date
    file_name: str
    file_format: str
    data: bytes = field(repr=False)
    sha256: str
    lines: tuple[Line, ...] = field(repr=False)
    agency_id: str | None = None

    @property
    def signal_ids(self) -> tuple[str, ...]:
        return tuple(line.signal_id for line in self.lines)

    @property
    def lease_ids(self) -> tuple[str, ...]:
        return tuple(line.lease_id for line in self.lines)

    def line_number(self, signal_id: str) -> int:
        """The number in the file of the first line about this signal; the first line is 1."""
        return self.signal_ids.index(signal_id) + 1


def make_batch(
    *,
    kind: str,
    desk: str,
    as_of: date,
    file_format: str,
    data: bytes,
    lines: Sequence[Line],
    attempt: int = 0,
    agency_id: str | None = None,
) -> Batch:
    """A batch with its id and file name filled in.

    Args:
        kind: `signals`, `withdrawals` or `hold_notices` (the latter with desk `collection` and an `agency_id`).
        desk: the code of a desk (validations/desks/), `collection` for hold notices.
        as_of: the date the lines were judged on.
        file_format: `xlsx` or `csv`.
        data: the whole file.
        lines: in the order of the file's lines.
        attempt: how many batches of this kind this desk was prepared for on this date before (batch_records.attempts),
            so that a batch made again after one was abandoned gets an id of its own.
        agency_id: the agency or bailiff that hold notices are for.

    Raises:
        ValueError: an unknown kind or desk, no lines at all, or hold notices without an agency.
    """
    if kind not in KINDS or desk not in _desks():
        raise ValueError(f"no such batch: kind '{kind}' for desk '{desk}'; kinds are {', '.join(KINDS)}")
    if not lines:
        raise ValueError("a batch without lines is not prepared")
    if (kind == "hold_notices") != (agency_id is not None):
        raise ValueError("hold notices, and nothing else, are for one agency: give agency_id")
    batch_id = _batch_id(kind, desk, as_of, [line.signal_id for line in lines], attempt, agency_id)
    return Batch(
        batch_id=batch_id, kind=kind, desk=desk, as_of=as_of, agency_id=agency_id, file_format=file_format,
        file_name=_file_name(kind, as_of, batch_id, file_format, agency_id), data=data, sha256=sha256_of(data),
        lines=tuple(lines),
    )  # fmt: skip


def _desks() -> Mapping[str, Desk]:
    from validations.desks import all_desks  # who only reads batches, as `status` does, does not wait for it

    return all_desks()


def _batch_id(kind: str, desk: str, as_of: date, signal_ids: list[str], attempt: int, agency_id: str | None) -> str:
    distinct = sha256_of_canonical([desk, kind, as_of, signal_ids, attempt, agency_id])
    return f"{as_of:%Y%m%d}-{_desks()[desk].short}-{kind[0]}-{distinct[:8]}"


def _file_name(kind: str, as_of: date, batch_id: str, file_format: str, agency_id: str | None) -> str:
    agency = f"_{re.sub(r'[^A-Za-z0-9-]+', '-', agency_id)}" if agency_id else ""
    return f"{kind}{agency}_{as_of.isoformat()}_{batch_id}.{file_format}"


def outbox_path(home: Home, desk: str, file_name: str) -> Path:
    """Where the file of a batch stands."""
    return home.outbox / desk / file_name


def lines_path(home: Home, batch_id: str) -> Path:
    """Where the lines of a batch of signals are kept as they left."""
    return home.delivered / f"{batch_id}.parquet"


# What a batch becomes in the register.


def prepared_event(batch: Batch, channel: str) -> Event:
    """The event that comes before the file exists; with it alone the batch can be finished after a crash."""
    facts = [{"signal_id": line.signal_id, "lease_id": line.lease_id, **line.facts} for line in batch.lines]
    return Event(
        "batch_prepared",
        batch_id=batch.batch_id,
        payload={
            "kind": batch.kind, "desk": batch.desk, "agency_id": batch.agency_id, "file_name": batch.file_name,
            "sha256": batch.sha256, "format": batch.file_format, "channel": channel,
            "signal_ids": batch.signal_ids, "signals": facts,
        },
    )  # fmt: skip


def line_events(batch: Batch, number: int) -> list[Event]:
    """What is recorded once line `number` (first is 1) has arrived, the signal it replaces closed with it."""
    line = batch.lines[number - 1]
    facts = dict(line.facts)
    if batch.kind == "signals":
        facts |= {"desk": batch.desk, "line_number": number, "signal_as_of": batch.as_of}
    if batch.kind == "withdrawals":
        facts |= RUN
    done = _event(LINE_EVENT[batch.kind], batch, line.signal_id, line.lease_id, facts)
    replaced = facts.get("replaces")
    if not replaced:
        return [done]
    closing = {"reason": "replaced", "replaced_by": line.signal_id, **RUN}
    return [done, _event("signal_closed", batch, str(replaced), line.lease_id, closing)]


def delivered_event(batch: Batch, delivered: Iterable[str], receipt: str | None) -> Event:
    """The event that says the batch arrived, with the number of lines and, for signals, the euros in them."""
    arrived = set(delivered)
    lines = [line for line in batch.lines if line.signal_id in arrived]
    amount = sum((Decimal(str(line.facts.get("amount", 0))) for line in lines), Decimal("0.00"))
    payload = {
        "kind": batch.kind, "desk": batch.desk, "file_name": batch.file_name, "sha256": batch.sha256,
        "lines": len(lines), "amount": amount if batch.kind == "signals" else None, "receipt": receipt,
    }  # fmt: skip
    return Event("batch_delivered", batch_id=batch.batch_id, payload=payload)


def refused_event(batch: Batch, number: int, code: str) -> Event:
    """What is recorded of line `number` (first is 1) that the desk would not take, with the desk's own word for why."""
    line = batch.lines[number - 1]
    facts = {"kind": batch.kind, "desk": batch.desk, "line_number": number, "code": code}
    return _event("line_refused", batch, line.signal_id, line.lease_id, facts)


def batch_event(event_type: str, batch_id: str, **payload: object) -> Event:
    """An event about a batch as a whole."""
    return Event(event_type, batch_id=batch_id, payload=payload)


def _event(event_type: str, batch: Batch, signal_id: str, lease_id: str, payload: Mapping[str, object]) -> Event:
    return Event(event_type, signal_id=signal_id, batch_id=batch.batch_id, lease_id=lease_id, payload=payload)


def as_prepared(record_batch: Batch, todays: Batch) -> Batch:
    """The batch as it was recorded, with the bytes and cells that today's tables still give for it."""
    lines = tuple(replace(line, values=today.values) for line, today in zip(record_batch.lines, todays.lines, strict=True))
    return replace(record_batch, data=todays.data, lines=lines)
