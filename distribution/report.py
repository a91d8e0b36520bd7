"""What a sieve says: the shape of a worker's report, and the words when a sieve refuses or has ended.

Belongs here: those. Does not belong here: finding out (`sieve.py`). Words hold counts, tables, tasks and classes, never a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What a worker reports of a task: `place`, its folder, with counts; or `failed`, a class.
Report = Mapping[str, Any]


class SieveFailed(Exception):
    """The sieve did not end well and gave nothing back; the text names tasks, counts and classes, and holds no value."""


def astray(what: str) -> SieveFailed:
    """The refusal of a wrong routing."""
    return SieveFailed(
        f"Rows are not where they belong: {what}. Nothing was given back, since a lease would be judged without all of its rows. "
        "Run without a sieve, and report this."
    )


@dataclass(frozen=True)
class Ended:
    """A sieve that ended well.

    Attributes:
        buckets: how many. leases: whose rows were given back. rows, kept: landing table -> rows of all, and of those leases.
        tasks: kind -> (how many, seconds of CPU of all together, of the longest). mib: the largest that a worker was.
    """

    buckets: int
    leases: int
    rows: Mapping[str, int]
    kept: Mapping[str, int]
    tasks: Mapping[str, tuple[int, float, float]]
    mib: int

    def lines(self) -> list[str]:
        """For a terminal."""
        printed = [f"Sieved into {self.buckets} bucket(s): the rows of {self.leases:,} lease(s) are left."]
        printed += [f"  {name:<20}{self.kept[name]:>14,} of {rows:>14,} rows" for name, rows in self.rows.items()]
        printed += [
            f"  {kind:<10}{count:>5} task(s) {cpu:>9.1f} s of CPU, the longest {longest:.1f} s"
            for kind, (count, cpu, longest) in self.tasks.items()
        ]
        printed += [f"  The largest worker was {self.mib:,} MiB."]
        return [*printed, "Now: vroegsignaal run, for the same date."]
