"""Spreadsheets that others send: bytes in, a table of plain text out, or a refusal that names a rule and no value.

Belongs here: recognising xlsx and csv by their bytes, limits on what they hold, and one rectangle of text of either. Does
not belong here: what the columns mean (validations), where the bytes come from or go (inbox/incoming.py), writing workbooks
(workbooks.py), how delimited text (delimited.py, delimited_proof.py) and sheets (sheets.py) are opened, or the words of
a refusal (unreadable.py).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass

from exports.inbox.delimited import TOP, find_top, rows_of
from exports.inbox.delimited_proof import prove
from exports.inbox.sheets import ODD_CELLS, ZIP_MAGIC, refuse_old_excel, sheets
from validations.unreadable import ADVICE, Unreadable

__all__ = ["ADVICE", "Limits", "Unreadable", "read_lines", "read_table"]


@dataclass(frozen=True)
class Limits:
    """How much a file may hold before it is refused. All are far above what a desk or municipality ever sends, and low enough
    that one file takes seconds and some hundreds of megabytes.

    Attributes:
        max_bytes: size of the file itself.
        max_unpacked: bytes of all parts of a workbook together, unpacked.
        max_ratio: unpacked size to packed size, from 20 MB unpacked on; an honest workbook stays below 50.
        max_parts: entries in the workbook's zip directory.
        max_rows: rows up to and including the last one with a value, titles included.
        max_columns: columns up to and including the last one with a value.
        max_cells: rows times columns; one far-off cell makes a reader set aside the whole area before it.
        max_cell_chars: characters in one cell; Excel's own limit.
    """

    max_bytes: int = 64_000_000
    max_unpacked: int = 100_000_000
    max_ratio: int = 100
    max_parts: int = 1_000
    max_rows: int = 250_001
    max_columns: int = 200
    max_cells: int = 1_500_000
    max_cell_chars: int = 32_767


def read_table(data: bytes, limits: Limits | None = None) -> list[list[str]]:
    """Read the one table in `data`, xlsx or csv, recognised by its bytes and not by its name.

    Returns:
        Rows of equal width, cells as trimmed text: whole numbers without `.0`, dates as yyyy-mm-dd (with a time of day:
        yyyy-mm-dd hh:mm:ss), booleans `true`/`false`, nothing as ''. The first row is the first one that holds a value
        (the titles); later empty rows keep their place, trailing ones are dropped.

    Raises:
        Unreadable: and nothing else, whatever the bytes.
    """
    return read_lines(data, limits)[1]


def read_lines(data: bytes, limits: Limits | None = None) -> tuple[int, list[list[str]]]:
    """(how many empty lines stand above the first row, the rows as `read_table` gives them): with it a row is named by the
    line that Excel shows. Raises as `read_table` does.
    """
    limits = limits or Limits()
    if not data:
        raise Unreadable("empty_file")
    if len(data) > limits.max_bytes:
        raise Unreadable("too_large")
    refuse_old_excel(data)
    return _rectangle(_workbook_rows(data, limits) if data.startswith(ZIP_MAGIC) else _csv_rows(data, limits), limits)


def _rectangle(rows: Iterable[list[str]], limits: Limits) -> tuple[int, list[list[str]]]:
    """Trim cells, drop what is empty round the table (above it, counted), make rows equally wide; refuse what is over a limit."""
    kept: list[list[str]] = []
    above = width = 0
    for number, row in enumerate(rows, start=1):
        if number > limits.max_rows:
            raise Unreadable("too_many_rows")
        cells = _trimmed(row)
        if not kept and not cells:
            above += 1
            continue
        _refuse_oversized(cells, limits)
        width = max(width, len(cells))
        kept.append(cells)
        if len(kept) * width > limits.max_cells:
            raise Unreadable("too_many_cells")
    while kept and not kept[-1]:
        kept.pop()
    if not kept:
        raise Unreadable("empty_file")
    return above, [cells + [""] * (width - len(cells)) for cells in kept]


def _trimmed(row: list[str]) -> list[str]:
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _refuse_oversized(cells: list[str], limits: Limits) -> None:
    if len(cells) > limits.max_columns:
        raise Unreadable("too_many_columns")
    if cells and max(map(len, cells)) > limits.max_cell_chars:
        raise Unreadable("cell_too_long")


# --- csv ---------------------------------------------------------------------------------------------------------


def _csv_rows(data: bytes, limits: Limits) -> Iterator[list[str]]:
    top = find_top(data[:TOP], ";,", known=lambda cells: 0)
    if top.width > limits.max_columns and len(_trimmed(list(top.titles))) > limits.max_columns:
        raise Unreadable("too_many_columns")
    proof = prove([data], top, lambda: nullcontext(data))
    if proof.records is not None and proof.records > limits.max_rows:
        raise Unreadable("too_many_rows")
    if proof.records is not None and proof.records * top.width > limits.max_cells:
        raise Unreadable("too_many_cells")
    yield from ([] for record in top.first if record.start < top.start)  # lines that hold nothing
    yield list(top.titles)
    yield from rows_of(io.StringIO(data[top.offset :].decode("utf-8"), newline=""), top)


# --- xlsx --------------------------------------------------------------------------------------------------------


def _workbook_rows(data: bytes, limits: Limits) -> Iterator[list[str]]:
    """The rows of the one sheet that holds values."""
    filled = [rows for sheet in sheets(data, limits).values() if any(map(any, rows := sheet.rows()))]
    if len(filled) > 1:
        raise Unreadable("several_sheets")
    if not filled:
        raise Unreadable("empty_file")
    rows = filled[0]
    for cell, rule in ODD_CELLS.items():
        lines = [line for line, row in enumerate(rows, start=1) if cell in row]
        if lines:
            raise Unreadable(rule, lines, len(lines))
    yield from rows
