"""What a sieve gave back (`landing/sieved/`), read in place of the three large tables: whole and of this very day, or refused.

Belongs here: the record that a sieve leaves, and every reason to refuse it. Does not belong here: sieving (distribution), or
loading the rows (landing.py).

What is left of a table are rows of the leases that concern the run. What only the whole table can show travels in the record: its
rows, its file's digest and time, rows that name nobody, the days of payments, and our balances where the source states its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sources.landing_report import LandingFinding, TableReport
from sources.landing_sieved import Sieved
from sources.landing_state import look

FORMAT = 2
RECORD = "sieve.json"
BALANCES = "balances"


class SieveRefused(Exception):
    """What lies in landing/sieved/ is not about this run, or is not whole; the text says why and what to do."""


@dataclass(frozen=True)
class Ground:
    """What a sieve was made on, and a run must find the same.

    Attributes:
        as_of: the as-of date, ISO.
        register: number and hash of the register's last event.
        checksum: of the statements that the buckets carried out.
        parameters: the digest of the settings that rules go by.
        duckdb: its version.
    """

    as_of: str
    register: str
    checksum: str
    parameters: str
    duckdb: str


WORDS = {
    "as_of": "for another as-of date", "register": "with another state of the register",
    "checksum": "by other statements", "parameters": "with other settings", "duckdb": "with another version of DuckDB",
}  # fmt: skip


def read_sieved(landing_dir: Path, folder: Path, ground: Ground) -> Sieved:
    """The sieve in `folder`.

    Raises:
        SieveRefused: it is not whole, is about something else than `ground`, or landing/ changed since.
    """
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        found, is_ours = Ground(**record["ground"]), record["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        raise _refused("it is not whole: the sieve did not end") from None
    if not is_ours:
        raise _refused("it was made by another version")
    differing = [words for name, words in WORDS.items() if getattr(found, name) != getattr(ground, name)]
    if differing:
        raise _refused(f"it was made {', '.join(differing)}")
    changed = _changed(landing_dir, record["seen"])
    if changed:
        raise _refused(f"{changed} file(s) in landing/ changed since it was made")
    tables = {name: _report(name, facts) for name, facts in record["tables"].items()}
    for name, facts in record["tables"].items():
        if sorted(path.name for path in (folder / name).glob("*.parquet")) != sorted(facts["parts"]):
            raise _refused("it is not whole: parts of it are missing, or others lie among them")
    return Sieved(
        folders={name: folder / name for name in tables},
        tables=tables,
        findings=tuple(_finding(each) for each in record["findings"]),
        digests=record["digests"],
        payment_days=tuple(date.fromisoformat(day) for day in record["payment_days"]),
        balances=folder / BALANCES if record["has_balances"] else None,
    )


def _refused(why: str) -> SieveRefused:
    return SieveRefused(
        f"landing/sieved/ is not used: {why}. Nothing was changed. Sieve again (`vroegsignaal sieve plan --as-of DATE`, then "
        "`vroegsignaal sieve run`), or take the folder away: a run without it reads the tables whole."
    )


def seen(landing_dir: Path) -> dict[str, list[int]]:
    """How each file in landing/ stands: bytes, times and inode, by its path there."""
    return {name: [s.size, s.modified_ns, s.changed_ns, s.inode] for name, s in look(landing_dir).items()}


def _changed(landing_dir: Path, before: Mapping[str, list[int]]) -> int:
    now = seen(landing_dir)
    return sum(before.get(name) != now.get(name) for name in {*before, *now})


def _report(name: str, facts: Mapping[str, Any]) -> TableReport:
    time = facts["file_time"]
    return TableReport(
        name, facts["rows"], facts["file_name"], facts["format"], facts["sha256"], datetime.fromisoformat(time) if time else None,
        tuple(facts["unlisted"]), absent=facts["file_name"] is None, from_elsewhere=facts["from_elsewhere"],
    )  # fmt: skip


def _finding(kept: Mapping[str, Any]) -> LandingFinding:
    euros = None if kept["euros"] is None else Decimal(kept["euros"])
    return LandingFinding(kept["kind"], kept["count"], kept["credits"], euros)
