"""What a load is given of tables of which it reads the rows of some leases only.

Belongs here: that one shape. Does not belong here: reading it off a sieve's record, or refusing it (`sieved.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sources.landing_report import LandingFinding, TableReport


@dataclass(frozen=True)
class Sieved:
    """A sieve that is about this run.

    Attributes:
        folders: landing table -> the folder of parts that is read in its place.
        tables: landing table -> the report of the whole table, as if all of it had been loaded.
        findings: of the whole tables; they stand in place of those of the rows that are left.
        digests: file in landing/ -> its SHA-256 digest, as read by the sieve.
        payment_days: every day on which a payment was booked.
        balances: folder with our balances of the leases that are not left, or None.
    """

    folders: Mapping[str, Path]
    tables: Mapping[str, TableReport]
    findings: tuple[LandingFinding, ...]
    digests: Mapping[str, str]
    payment_days: tuple[date, ...] = field(default=())
    balances: Path | None = None
