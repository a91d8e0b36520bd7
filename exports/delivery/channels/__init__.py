"""Channels: the ways a batch leaves, behind one small interface. One module per way: folder, sftp, api.

Belongs here: the interface, what a channel is handed and what it answers, and which channel serves which desk.
Does not belong here: what is recorded when (delivery/once.py) or what is in a file (workbooks.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from exports.delivery.batches import Batch


# Channels by which nothing counts as delivered before they called the recorder's `sending("commit")`.
COMMITTING = frozenset({"sftp"})


class Arrived(Enum):
    """What the receiving side can show of a batch that may have left."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    PARTLY = "partly"


@dataclass(frozen=True)
class LineProblem:
    """One line that the desk would not take: its number in the file (first line is 1) and the desk's code for why."""

    line_number: int
    code: str


@dataclass(frozen=True)
class Confirmation:
    """What a channel can say of what it did.

    Attributes:
        where: the place it went to, for the register: no secret, no personal value.
        checked: how it was compared with what we sent: `sha256`, `size`, `answer` or `file`.
        delivered: keys (Line.key) of the lines that arrived; None means all of them, as one file.
        refused: lines the desk would not take; they will not be tried again in this batch.
        unsent: keys of lines that certainly did not arrive.
        unknown: keys of lines of which nobody can say.
        reason: why lines are unsent or unknown, one short word.
    """

    where: str
    checked: str
    delivered: tuple[str, ...] | None = None
    refused: tuple[LineProblem, ...] = ()
    unsent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True)
class Arrival:
    """The answer to "did this batch arrive?". `delivered` lists the keys that did, where lines go one by one."""

    answer: Arrived
    reason: str
    delivered: tuple[str, ...] = field(default=())


class Recorder(Protocol):
    """What a channel reports to the protocol while it sends, so that a kill at any instant leaves the truth behind."""

    def sending(self, stage: str) -> None:
        """Record, before it happens, that something may leave. `commit` is the stage that can make it count."""

    def line_delivered(self, key: str) -> None:
        """Record at once that this line arrived (channels that send line by line)."""

    def at(self, step: str) -> None:
        """A named instant between two steps; does nothing outside tests."""


class Channel(Protocol):
    """One way out. `send` either returns a Confirmation or raises TransientFailure or PermanentFailure (nothing was
    delivered) or InDoubt; it may be called again for the same batch and then delivers it at most once.

    `name` is the word in settings and register.
    """

    name: str

    def carries(self, kind: str) -> bool:
        """Whether this channel takes batches of this kind; others go to the folder."""

    def send(self, batch: Batch, recorder: Recorder) -> Confirmation:
        """Bring the batch to its desk."""

    def arrived(self, batch: Batch) -> Arrival:
        """After a break: did it arrive? Never raises for a receiving side that is away: that is `unknown`."""

    def tidy(self, batch: Batch) -> None:
        """Take away what a broken attempt may have left on the receiving side, as far as it can be reached. Never raises."""

    def close(self) -> None:
        """Let go of connections."""


@dataclass(frozen=True)
class Channels:
    """Which channel serves which desk. What no desk's channel carries goes to `folder`.

    Attributes:
        folder: the channel of every desk that has none of its own.
        by_desk: desk -> its channel.
    """

    folder: Channel
    by_desk: Mapping[str, Channel] = field(default_factory=dict)

    def at(self, desk: str, kind: str) -> Channel:
        """The channel for this kind of batch at this desk."""
        own = self.by_desk.get(desk)
        return own if own is not None and own.carries(kind) else self.folder

    def named(self, name: str, desk: str) -> Channel | None:
        """The channel a batch was recorded under, or None where settings no longer name it for that desk."""
        if name == self.folder.name:
            return self.folder
        own = self.by_desk.get(desk)
        return own if own is not None and own.name == name else None

    def close(self) -> None:
        for channel in (self.folder, *self.by_desk.values()):
            channel.close()
