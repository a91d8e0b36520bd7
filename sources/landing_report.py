"""What a load of the landing tables found: the record that the run, the register and the report are written from.

Belongs here: counts, file names, digests and times. Does not belong here: loading, refusing, or any cell of the tables: a
report is shown and logged, so it holds no values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from sources.landing_kept import Loaded

# How the kinds of finding end that concern a whole table.
FEWER_ROWS = "_with_fewer_rows_than_before"
PERHAPS_CENTS = "_perhaps_in_cents"
OPEN_LINE = "_without_an_end_to_the_last_line"
# And those of rows.
BACKWARDS = "_ending_before_they_begin"
FUTURE = "_dated_in_the_future"


class NumberedFile(Protocol):
    """A landing file that knows the lines on which its rows begin."""

    def lines_of(self, rows: tuple[int, ...]) -> tuple[int, ...]: ...


@dataclass(frozen=True)
class TableReport:
    """One table as it was loaded.

    Attributes:
        table: its name.
        rows: how many there are now.
        file_name: the file's own name, None where an optional table is absent.
        format: `csv` or `parquet`, or None.
        sha256: of the file, hexadecimal, or None.
        file_time: the file's modification time in UTC, or None.
        unlisted_columns: titles in the file that the contract does not name; their cells were never read in.
        absent: an optional table that was not given, and so is empty.
        from_elsewhere: given by another source (VERA, a mapped spreadsheet) rather than the landing folder.
        loaded: what the next load compares, to know whether this one would give the same; None where there is no file.
        sources: then the SHA-256 digests of the files of that source, as they lie in landing/: what a person can compare.
    """

    table: str
    rows: int
    file_name: str | None = None
    format: str | None = None
    sha256: str | None = None
    file_time: datetime | None = None
    unlisted_columns: tuple[str, ...] = ()
    absent: bool = False
    from_elsewhere: bool = False
    loaded: Loaded | None = field(default=None, repr=False, compare=False)
    sources: tuple[str, ...] = ()

    def once_asked(self, clean: str) -> TableReport:
        """The same, of which the next load knows what was asked of its rows (`Loaded.clean`)."""
        return replace(self, loaded=replace(self.loaded, clean=clean)) if self.loaded else self


@dataclass(frozen=True)
class LandingFinding:
    """Something a person should look at that refuses nothing, such as `leases_naming_unknown_tenants`.

    Attributes:
        kind: what it is. count: how many rows.
        credits, euros: of the rows that are money received (receipts, credit notes, write-offs, allocations), how many
            and their sum; None where the table holds no money.
        rows, lines: the first of them, by number and by the file's line, where that helps to find them.
    """

    kind: str
    count: int
    credits: int = 0
    euros: Decimal | None = None
    rows: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class LandingReport:
    """A whole load: one TableReport per table, findings, names of files passed over, and shrinks a person accepted.

    `files` says on which lines of a table's file its rows stand. `bank_cut_off_on` is export_info's: receipts are in the
    ledger up to and including that day.
    """

    tables: Mapping[str, TableReport]
    findings: tuple[LandingFinding, ...] = ()
    ignored_files: tuple[str, ...] = ()
    accepted_shrinks: tuple[str, ...] = ()
    bank_cut_off_on: date | None = None
    files: Mapping[str, NumberedFile] = field(default_factory=dict, repr=False, compare=False)

    def payload(self) -> dict[str, dict[str, object]]:
        """Table name -> {rows, sha256, file_time (ISO), sources where it was made of other files}: what the register's
        event `landing_loaded` keeps.
        """
        return {
            name: {
                "rows": table.rows,
                "sha256": table.sha256,
                "file_time": table.file_time.isoformat() if table.file_time else None,
                **({"sources": list(table.sources)} if table.sources else {}),
            }
            for name, table in self.tables.items()
        }
