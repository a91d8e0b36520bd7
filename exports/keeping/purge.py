"""One purge: its date and terms, what the register knows of each signal, and how anything is taken away.

Belongs here: what every part of a purge asks. Does not belong here: which files and lines go (purge_files.py), the
databases (purge_tables.py), the terms (retention.py), holding the home and Dagster's storage (orchestration/purge.py).

Each part looks first and acts only if asked to, so that a rehearsal and the act count the same things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from exports.delivery.batch_records import BatchRecord, read_batches
from exports.ground.home import Home
from exports.keeping.retention import Retention
from exports.register.log import Register

REGISTER_COPY = "register.jsonl"


@dataclass(frozen=True)
class Item:
    """One class of data: how much of it went (or would go), and what stays whatever its age, with the reason."""

    name: str
    count: int
    kept: str = ""


@dataclass(frozen=True)
class Life:
    """What a purge needs to know of one signal."""

    signal_id: str
    lease_id: str
    batch_id: str
    delivered_on: date
    ended_on: date | None

    @property
    def is_active(self) -> bool:
        return self.ended_on is None


@dataclass
class Gone:
    """What went, for whatever holds copies of it: signals without contact data, signals without lines, files' digests.

    `announced`: how many superseded exports this purge says will go at the next.
    """

    contacts: set[str] = field(default_factory=set)
    lines: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    announced: int = 0


@dataclass(frozen=True)
class Purge:
    """One purge: the home, the date, the terms, and whether it is only a rehearsal.

    `superseded`: the files in landing/ that a newer export has taken the place of (sources/superseded.py).
    """

    home: Home
    as_of: date
    terms: Retention
    dry_run: bool
    lives: Mapping[str, Life]
    batches: Sequence[BatchRecord]
    superseded: Sequence[Path] = ()
    gone: Gone = field(default_factory=Gone)

    @classmethod
    def of(cls, home: Home, as_of: date, terms: Retention, *, dry_run: bool, superseded: Sequence[Path] = ()) -> Purge:
        """A purge of `home` that knows what the register knows."""
        return cls(home, as_of, terms, dry_run, lives_of(home), read_batches(home.register), superseded)

    def over(self, since: date | None, days: int) -> bool:
        """Whether a term of so many days that began on `since` has passed."""
        return since is not None and since + timedelta(days=days) <= self.as_of

    def evidence_over(self, life: Life) -> bool:
        """Whether what a signal rested on need not be shown any more."""
        years = 365 * self.terms.evidence_years
        ended = self.over(life.ended_on, self.terms.evidence_days) or self.over(life.delivered_on, years)
        return ended and not life.is_active

    def take(self, paths: Iterable[Path]) -> int:
        """Take these files away (a rehearsal counts them)."""
        count = 0
        for path in list(paths):
            count += 1
            if not self.dry_run:
                path.unlink(missing_ok=True)
        return count


def lives_of(home: Home) -> dict[str, Life]:
    """What the register says of each signal it still knows."""
    with Register.read_only(home.register) as register:
        delivered = register.events_of("signal_delivered")
        ended = register.events_of(("signal_withdrawn", "signal_closed"))
    ends = {event.signal_id: event.as_of_date for event in reversed(ended)}
    return {
        str(e.signal_id): Life(str(e.signal_id), str(e.lease_id), str(e.batch_id), e.as_of_date, ends.get(e.signal_id))
        for e in delivered
    }
