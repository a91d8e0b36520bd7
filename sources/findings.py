"""What was found while preparing other systems' data, described without a single value from it.

Belongs here: the shape of a finding and the refusal that carries them, for all of `sources`. Does not belong here: the
problems of the landing tables themselves (`validations/problems.py`), or how findings are shown.

Texts are Dutch: the reader is the functional manager who sets the export or the mapping right. They name files, titles,
codes and counts; never an id, a name, an amount or any other cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from sources.ways import Way

Severity = Literal["refused", "warning", "note"]

_CODE = re.compile(r"[A-Za-z0-9_.\- ]{1,20}")


@dataclass(frozen=True)
class Finding:
    """One thing worth knowing about a source.

    Attributes:
        severity: `refused` stops the load, `warning` needs a look, `note` is information.
        source: the file, folder or table it is about.
        rule: a short code for tests and counting.
        text: one Dutch sentence, or two: what is so, and what to do.
        count: how many rows or records it is about.
        files: names of files that nobody asked for, for who looks at the folder himself: shown there, and kept nowhere.
        ways: questions of which an answer resolves it. blocks: a line of each block of the mapping in which the answer goes.
        lease_ids: the leases concerned, where the reader knows them: for `explain`, never part of a text.
    """

    severity: Severity
    source: str
    rule: str
    text: str
    count: int = 1
    lease_ids: tuple[str, ...] = field(default=(), repr=False)
    files: tuple[str, ...] = field(default=(), repr=False)
    ways: tuple[Way, ...] = field(default=(), repr=False, compare=False)
    blocks: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.source}: {self.text}"


class SourcesRefused(Exception):
    """Other systems' data could not be prepared; nothing of it was taken over. `findings` holds every finding."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        """One line for each finding that refuses."""
        lines = [f"- {finding}" for finding in self.findings if finding.severity == "refused"]
        return "\n".join(["Niet overgenomen; wat eerder geladen is, blijft zoals het was.", *lines])


def refuse_if_needed(findings: Iterable[Finding]) -> None:
    """Raises SourcesRefused where any of the findings refuses."""
    found = tuple(findings)
    if any(finding.severity == "refused" for finding in found):
        raise SourcesRefused(found)


def safe_code(code: str | None) -> str:
    """A code from the data, fit to be shown: what is no plain short code might be a name typed in the wrong field."""
    if not code:
        return "(leeg)"
    return code if _CODE.fullmatch(code) else "(geen gewone code)"


def safe_codes(codes: str | None) -> str:
    """Codes joined by slashes, such as `VOR/PRO`, each fit to be shown."""
    return "/".join(safe_code(part) for part in (codes or "").split("/"))


def amount_of(count: int, one: str, many: str) -> str:
    """`1 boeking` or `12 boekingen`."""
    return f"{count} {one if count == 1 else many}"
