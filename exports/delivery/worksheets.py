"""Work lists for the manager's own people: workbooks that are pleasant to work from and are never sent.

Belongs here: a table of rows as a tidy sheet. Does not belong here: what stands in a list (documents/), and files that
leave (workbooks.py, which takes checked lines only).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from exports.delivery.list_sheet import Cell, ColumnCells, ListSheet
from exports.delivery.workbooks import MADE_ON, XLSX_OPTIONS
from exports.ground.files import write_atomically

NARROWEST, WIDEST = 8, 60
LINE_HEIGHT, HIGHEST_ROW = 15, 409  # in points; a sheet holds no higher row
FILTER_BUTTON = 2  # what the button beside a title takes, in characters
LONGEST_TEXT = 32_000  # a cell holds 32,767 characters
MOST_ROWS = 1_048_575
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
STYLES: dict[str, dict[str, object]] = {
    "text": {"text_wrap": True, "align": "left", "indent": 1},
    "integer": {"num_format": "0"},
    "amount": {"num_format": "#,##0.00"},  # Excel shows the separators of the reader's own country: 1.234,56
    "date": {"num_format": "dd-mm-yyyy", "align": "left", "indent": 1},
}
ROW = {"valign": "top", "bottom": 4, "bottom_color": "#C0C8D0"}
HEADER = {"bold": True, "indent": 1, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "valign": "vcenter", "text_wrap": True}


@dataclass(frozen=True)
class ListColumn:
    """One column of a work list. `width` in characters; where not given, what its content needs."""

    title: str
    width: int | None = None


def write_worklist(path: Path, title: str, columns: Sequence[ListColumn | str], rows: Iterable[Sequence[object]]) -> int:
    """Write a work list as xlsx, whole or not at all, mode 0600; gives the number of rows.

    Args:
        path: where it is to stand.
        title: the name of the list: on the sheet's tab, in the print header and the document's properties.
        columns: titles, or `ListColumn` where a width matters.
        rows: cells in the columns' order: text, whole numbers, Decimals (euros, two decimals), dates, booleans (shown
            as ja/nee) or None. Text is always text, never a formula.

    Raises:
        ValueError: a row has another number of cells than there are columns, or there are more rows than a sheet holds.
        TypeError: a cell is a float or another thing that a list does not hold.
        OSError: the disk is full; what stood at `path` stays.
    """
    lines = [tuple(row) for row in rows]
    write_atomically(path, worklist_bytes(title, columns, lines))
    return len(lines)


def worklist_bytes(title: str, columns: Sequence[ListColumn | str], rows: Sequence[Sequence[object]]) -> bytes:
    """The bytes of a work list; they depend on the arguments alone. Arguments and errors as for `write_worklist`."""
    wanted = [column if isinstance(column, ListColumn) else ListColumn(column) for column in columns]
    if any(len(row) != len(wanted) for row in rows):
        raise ValueError(f"each row of the list '{title}' has {len(wanted)} cells, one a column")
    return bytes_of_columns(title, wanted, list(zip(*rows, strict=True)) or [()] * len(wanted))


def bytes_of_columns(title: str, columns: Sequence[ListColumn], values: Sequence[Sequence[object]]) -> bytes:
    """The bytes of a work list of which the cells are given column by column, each with as many."""
    rows = len(values[0])
    if rows > MOST_ROWS:
        raise ValueError(f"the list '{title}' has more rows than a sheet holds ({MOST_ROWS})")
    cells = [_cells(of_column) for of_column in values]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, XLSX_OPTIONS) as book:
        book.set_properties({"title": title, "created": MADE_ON})
        sheet = book.add_worksheet(_sheet_name(title), worksheet_class=ListSheet)
        widths = [column.width or _needed(column.title, of_column) for column, of_column in zip(columns, cells, strict=True)]
        _write_titles(book, sheet, columns, widths)
        formats = {kind: book.add_format({**ROW, **style}) for kind, style in STYLES.items()}
        sheet.put_columns(cells, _heights(cells, widths, rows), formats)
        _dress(sheet, title, len(columns), rows)
    return target.getvalue()


def _needed(title: str, column: ColumnCells) -> int:
    """How wide a column has to be for its title and what stands in it, within bounds."""
    longest = max(len(title), max((len(_shown(*cell)) for cell in column.cells.values()), default=0))
    return min(max(longest + 3, NARROWEST), WIDEST)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column: its own, and those it is broken into."""
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line) // max(width + 1, 1))) for line in text.split("\n"))


def _write_titles(book: Workbook, sheet: Worksheet, columns: Sequence[ListColumn], widths: Sequence[int]) -> None:
    style = book.add_format(HEADER)
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, column.title, style)
    lines = max((_lines(column.title, width - FILTER_BUTTON) for column, width in zip(columns, widths, strict=True)), default=1)
    sheet.set_row(0, 8 + LINE_HEIGHT * lines)


def _heights(columns: Sequence[ColumnCells], widths: Sequence[int], rows: int) -> list[int]:
    """Higher rows where a text is broken, 0 for any other: not every program makes room for it by itself."""
    most = [1] * rows
    for column, width in zip(columns, widths, strict=True):
        lines = {key: _lines(_shown(*cell), width) for key, cell in column.cells.items()}
        if max(lines.values(), default=1) > 1:
            most = list(map(max, most, column.in_rows(lines)))
    heights = {lines: min(LINE_HEIGHT * lines, HIGHEST_ROW) if lines > 1 else 0 for lines in set(most)}
    return list(map(heights.__getitem__, most))


def _dress(sheet: Worksheet, title: str, columns: int, rows: int) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), max(columns - 1, 0))
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header("&L" + title.replace("&", "&&"))
    sheet.set_footer("&RPagina &P van &N")


def _cells(values: Sequence[object]) -> ColumnCells:
    """The cells of one column. Texts, dates and whole numbers come back again and again, and are looked at once."""
    kinds = set(map(type, values)) - {type(None)}
    is_equal_the_same = kinds <= {str, date} or kinds in ({int}, {bool})  # 1 is True and 1.00, and yet another cell
    keys: Sequence[Any] = values if is_equal_the_same else range(len(values))
    first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    return ColumnCells(keys, first, {key: _cell(values[row]) for key, row in first.items()})


def _cell(value: object) -> Cell:
    """What kind of cell a value makes, and what to write. Booleans are words, since a list is read by people."""
    if value is None:
        return "text", None
    if isinstance(value, bool):
        return "text", "ja" if value else "nee"
    if isinstance(value, str):
        return "text", _writable(value)
    if isinstance(value, int):
        return "integer", value
    if isinstance(value, Decimal):
        return "amount", value
    if isinstance(value, date) and not isinstance(value, datetime):
        return "date", value
    raise TypeError(f"a work list holds text, whole numbers, Decimals, dates and yes or no, no {type(value).__name__}")


def _writable(text: str) -> str:
    if text.isascii() and len(text) <= LONGEST_TEXT:
        return text
    sound = text.encode("utf-8", "replace").decode().replace("\ufffe", "").replace("\uffff", "")
    if len(sound) <= LONGEST_TEXT // 2:
        return sound
    signs = sound.encode("utf-16-le")  # as a cell counts them, two bytes each
    return sound if len(signs) <= 2 * LONGEST_TEXT else signs[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore") + "…"


def _shown(kind: str, value: object) -> str:
    if value is None:
        return ""
    if kind == "date":
        return "00-00-0000"
    return f"{value:,.2f}" if kind == "amount" else str(value)


def _sheet_name(title: str) -> str:
    return title.translate(NOT_IN_SHEET_NAMES).strip()[:31] or "Lijst"
