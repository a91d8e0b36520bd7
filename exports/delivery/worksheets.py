"""Work lists for the manager's own people: workbooks that are pleasant to work from and are never sent.

Belongs here: a table of rows as a tidy sheet. Does not belong here: what stands in a list (documents/), and files that
leave (workbooks.py, which takes checked lines only).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from exports.delivery.list_sheet import Cell, ListSheet
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
    if len(rows) > MOST_ROWS:
        raise ValueError(f"the list '{title}' has more rows than a sheet holds ({MOST_ROWS})")
    cells = [_cells(values) for values in zip(*rows, strict=True)] or [[] for _ in wanted]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, XLSX_OPTIONS) as book:
        book.set_properties({"title": title, "created": MADE_ON})
        sheet = book.add_worksheet(_sheet_name(title), worksheet_class=ListSheet)
        widths = [column.width or _needed(column.title, column_cells) for column, column_cells in zip(wanted, cells, strict=True)]
        _write_titles(book, sheet, wanted, widths)
        _make_room(sheet, cells, widths, len(rows))
        sheet.put_rows(
            list(zip(*cells, strict=True)), {kind: book.add_format({**ROW, **style}) for kind, style in STYLES.items()}
        )
        _dress(sheet, title, len(wanted), len(rows))
    return target.getvalue()


def _needed(title: str, cells: Sequence[Cell]) -> int:
    """How wide a column has to be for its title and what stands in it, within bounds."""
    longest = max(len(title), max((len(_shown(*cell)) for cell in cells), default=0))
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


def _make_room(sheet: Worksheet, columns: Sequence[Sequence[Cell]], widths: Sequence[int], rows: int) -> None:
    """Higher rows where a text is broken: not every program makes room for it by itself."""
    lines = [1] * rows
    for cells, width in zip(columns, widths, strict=True):
        for number, broken in _broken(cells, width):
            lines[number] = max(lines[number], broken)
    for number, most in enumerate(lines, start=1):
        if most > 1:
            sheet.set_row(number, min(LINE_HEIGHT * most, HIGHEST_ROW))


def _broken(cells: Sequence[Cell], width: int) -> Iterator[tuple[int, int]]:
    """(place, number of lines) of each cell of a column that takes more than one."""
    known: dict[str, int] = {}
    for place, (kind, value) in enumerate(cells):
        if value is None:
            continue
        shown = value if kind == "text" else _shown(kind, value)
        if len(shown) <= width and "\n" not in shown:
            continue
        if shown not in known:
            known[shown] = _lines(shown, width)
        yield place, known[shown]


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


def _cells(values: Iterable[object]) -> list[Cell]:
    """The cells of one column. Texts and dates come back again and again, and are looked at once."""
    known: dict[object, Cell] = {None: _cell(None)}
    cells = []
    for value in values:
        if value is not None and type(value) is not str and type(value) is not date:
            cells.append(_cell(value))
            continue
        if value not in known:
            known[value] = _cell(value)
        cells.append(known[value])
    return cells


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
