"""The chain through the register: each event vouches for the one before it, so that tampering shows.

Belongs here: hashing an event, walking the chain and saying where and how it is broken. Does not belong here: opening
files or knowing what events mean. What the chain alone cannot show is that its newest events were taken away; for that
the head printed in each report is handed to the walk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from exports.ground.canonical import Plain, encoded, plain

GENESIS = "0" * 64


class Link(NamedTuple):
    """An event as stored: the columns of the table `events` in their order, the payload as canonical JSON text."""

    seq: int
    recorded_at: datetime
    as_of_date: date
    event_type: str
    signal_id: str | None
    batch_id: str | None
    lease_id: str | None
    payload: str
    previous_hash: str
    hash: str


class Anchor(NamedTuple):
    """What is kept of a dropped year: where its part of the chain ended. `Anchor(0, 0, GENESIS)` is the beginning."""

    year: int
    last_seq: int
    last_hash: str


BEGINNING = Anchor(0, 0, GENESIS)


class Head(NamedTuple):
    """The newest event's number and hash: who knows both can see whether anything before it was touched."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found. `broken_seq` and `reason` are None where the chain is whole.

    Attributes:
        events: how many events stand in the register.
        head: the newest event's number and hash.
        broken_seq: the first event that is not as it was recorded (or the number of the first that is missing).
        reason: `changed`, `removed`, `reordered` or `gap` (a number that was never given out was skipped).
        message: one sentence for a person.
    """

    events: int
    head: Head
    broken_seq: int | None = None
    reason: str | None = None
    message: str = "the register is whole"

    @property
    def ok(self) -> bool:
        return self.broken_seq is None


class Break(NamedTuple):
    seq: int
    reason: str


EXPLAINED = {
    "changed": "event {seq} is not what was recorded",
    "removed": "event {seq} was taken away",
    "reordered": "event {seq} does not stand in the place it was recorded in",
    "gap": "number {seq} was skipped though the next event follows the one before it",
}


def hash_of(link: Link, *, seq: int | None = None) -> str:
    """The hash of an event: SHA-256 over the canonical JSON of the previous hash and every other column."""
    facts: dict[str, Plain] = {
        "seq": link.seq if seq is None else seq,
        "recorded_at": link.recorded_at.isoformat(timespec="microseconds"),
        "as_of_date": plain(link.as_of_date),
        "event_type": link.event_type,
        "signal_id": link.signal_id,
        "batch_id": link.batch_id,
        "lease_id": link.lease_id,
        "payload": link.payload,
        "previous_hash": link.previous_hash,
    }
    return hashlib.sha256(encoded(facts).encode("utf-8")).hexdigest()


def sealed(link: Link) -> Link:
    """The event with its own hash filled in."""
    return link._replace(hash=hash_of(link))


def walk(links: Iterable[Link], start: Anchor, expected: Head | None = None) -> Verdict:
    """Follow the chain from `start` through `links` (in order of seq), to the first break if there is one.

    Args:
        links: all events of the register.
        start: the last anchor of the dropped years, or `BEGINNING`.
        expected: a head noted earlier (in a report, in a copy); it must still stand in the chain.
    """
    count, before = 0, Head(start.last_seq, start.last_hash)
    first_break, seen_expected = None, expected is None or expected == before
    for link in links:
        count += 1
        first_break = first_break or _break_at(link, before, start)
        before = Head(link.seq, link.hash)
        seen_expected = seen_expected or before == expected
    if first_break is None and not seen_expected:
        first_break = _break_of_expected(expected, before)
    if first_break is None:
        return Verdict(events=count, head=before)
    message = EXPLAINED[first_break.reason].format(seq=first_break.seq)
    return Verdict(count, before, first_break.seq, first_break.reason, message)


def _break_at(link: Link, before: Head, start: Anchor) -> Break | None:
    follows, due = link.previous_hash == before.hash, before.seq + 1
    if hash_of(link) != link.hash:
        return Break(link.seq, "reordered" if _moved(link, before.seq) else "changed")
    if link.seq == due and follows:
        return None
    if link.seq > due:
        return Break(due, "gap" if follows else "removed")
    if link.seq < due:
        return Break(link.seq, "reordered")
    # Sound in itself and in its place, but vouching for another predecessor than the one that stands there now.
    return Break(start.last_seq + 1, "removed") if before.seq == start.last_seq else Break(before.seq, "changed")


def _moved(link: Link, near: int, reach: int = 2000) -> bool:
    """Whether the event is sound under another number than the one it carries now."""
    return any(hash_of(link, seq=seq) == link.hash for seq in _around(near, reach))


def _around(seq: int, reach: int) -> Iterator[int]:
    return iter(range(max(1, seq - reach), seq + reach))


def _break_of_expected(expected: Head | None, last: Head) -> Break | None:
    if expected is None:
        return None
    return Break(last.seq + 1, "removed") if expected.seq > last.seq else Break(expected.seq, "changed")
