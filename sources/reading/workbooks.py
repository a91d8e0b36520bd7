"""Workbooks of other people, opened once for all the blocks and sheets that read them.

Belongs here: opening one behind its limits, and keeping the last small one open while a mapping is read. Does not belong here:
the guard (exports/inbox/xlsx_guard.py), what a sheet holds (cells.py), or which sheets are read (sheets.py).

The guard looks at every cell, which takes longer than reading them: a sheet a month, read by two blocks, would pay that 24 times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from exports.inbox.sheets import ZIP_MAGIC, Sheet, sheets
from exports.inbox.spreadsheets import Limits
from validations.unreadable import Unreadable

LIMITS = Limits(max_bytes=256_000_000, max_unpacked=1_000_000_000, max_rows=1_048_576, max_cells=40_000_000)
# A workbook below 20 MB is read within 1 GB of memory; a larger one may hold more, in proportion, up to `LIMITS`.
SMALL_BYTES, SMALL_CELLS, SMALL_UNPACKED = 20_000_000, 4_000_000, 250_000_000
LARGEST_KEPT = 4_000_000  # bytes; of a larger one the cells would stand in memory beside their texts


def limits_of(size: int) -> Limits:
    """The limits of a workbook of so many bytes: cells and unpacked bytes may not outgrow the file by far."""
    times = max(1.0, size / SMALL_BYTES)
    cells, unpacked = int(SMALL_CELLS * times), int(SMALL_UNPACKED * times)
    return replace(LIMITS, max_cells=min(LIMITS.max_cells, cells), max_unpacked=min(LIMITS.max_unpacked, unpacked))


def is_workbook(path: Path) -> bool:
    """Whether a file begins as an xlsx does."""
    with path.open("rb") as stream:
        return stream.read(8).startswith(ZIP_MAGIC)


def workbook_at(path: Path) -> Mapping[str, Sheet]:
    """All worksheets of an xlsx by name.

    Raises:
        Unreadable: it is no sound workbook, or larger than the limits.
    """
    facts = path.stat()
    if facts.st_size > LIMITS.max_bytes:
        raise Unreadable("too_large")
    if facts.st_size > LARGEST_KEPT:
        return sheets(path.read_bytes(), limits_of(facts.st_size))
    return _kept(path, facts.st_size, facts.st_mtime_ns)


@lru_cache(maxsize=1)
def _kept(path: Path, size: int, written: int) -> Mapping[str, Sheet]:
    return sheets(path.read_bytes(), limits_of(size))


def close_workbooks() -> None:
    """Keeps none any longer: they hold personal data."""
    _kept.cache_clear()
