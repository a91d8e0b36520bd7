"""The home: the one folder under which everything a run reads and writes lies (docs/outputs.md, "Places").

Belongs here: the names of the places and the dry run's variant of them. Does not belong here: what is in the files,
settings from the environment, or locking.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MAPPING = "mapping.toml"  # the file in landing/ that says how own exports are read
SIEVED = "sieved"  # the folder in landing/ with what a sieve made of the exports: no export itself


@dataclass(frozen=True)
class Home:
    """Places of one run. A preview reads what the real home holds and writes everything below `preview/`.

    Attributes:
        root: the home itself.
        output: where this run writes: the root, or `preview/` below it in a dry run.
    """

    root: Path
    output: Path

    @classmethod
    def at(cls, root: Path) -> Home:
        """The real home at `root`; nothing is created."""
        resolved = Path(root).expanduser().absolute()
        return cls(root=resolved, output=resolved)

    def preview(self) -> Home:
        """The same home for a dry run: inputs and history of the real one, everything written goes below `preview/`."""
        return Home(root=self.root, output=self.root / "preview")

    @property
    def is_preview(self) -> bool:
        return self.output != self.root

    # Read by every run, written by none.
    @property
    def landing(self) -> Path:
        return self.root / "landing"

    @property
    def mapping(self) -> Path:
        """What says how own exports are read; absent where there are none."""
        return self.landing / MAPPING

    @property
    def sieve(self) -> Path:
        """Where a sieve works: its plan and its buckets of rows, gone when it has ended."""
        return self.root / "sieve"

    @property
    def sieved(self) -> Path:
        """What a sieve returned, for the next run alone."""
        return self.landing / SIEVED

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def inbox_archive(self) -> Path:
        return self.inbox / "archive"

    @property
    def inbox_quarantine(self) -> Path:
        return self.inbox / "quarantine"

    @property
    def delivered_read(self) -> Path:
        return self.root / "delivered"

    @property
    def evidence_read(self) -> Path:
        return self.root / "evidence"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"

    @property
    def lock(self) -> Path:
        return self.root / ".lock"

    @property
    def run_note(self) -> Path:
        """Who holds the home, for the message a second run gives; removed when the run ends."""
        return self.root / ".running"

    # Written by a run: below the root, or below preview/ in a dry run.
    @property
    def outbox(self) -> Path:
        return self.output / "outbox"

    @property
    def worklists(self) -> Path:
        return self.output / "worklists"

    @property
    def delivered(self) -> Path:
        return self.output / "delivered"

    @property
    def evidence(self) -> Path:
        return self.output / "evidence"

    @property
    def reports(self) -> Path:
        return self.output / "reports"

    @property
    def warehouse(self) -> Path:
        return self.output / "warehouse.duckdb"

    @property
    def register(self) -> Path:
        return self.output / "register.duckdb"
