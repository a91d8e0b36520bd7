"""From checked lines to bytes: the workbook or csv file that a desk gets.

Belongs here: writing cells as what they are (text as text, never a formula; whole numbers, amounts, real dates). Does
not belong here: what may be written (validations/outgoing.py is the gate, and it is checked again here), how a desk
wants it (layouts.py), and where the bytes go (files.py, batches.py).

The bytes depend on the lines alone: no clock, no user name and no random order gets into them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports.delivery.layouts import Layout
from validations.desks import CsvStyle
from validations.outgoing import CheckedFrame, Line, ensure_checked

MADE_ON = datetime(2000, 1, 1)  # inside each workbook in place of the clock
MOST_LINES = 1_048_575  # rows of a sheet, less the titles
LINE_END = "\r\n"
XLSX_OPTIONS = {
    "in_memory": True,  # personal data don't pass through a temporary folder
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
NUMBER_FORMATS = {"text": "@", "integer": "0", "amount": "0.00", "date": "dd-mm-yyyy"}


class NotWritable(Exception):
    """The lines cannot be written this way; the text says why and holds no value."""


def render(checked: CheckedFrame, layout: Layout, file_format: str) -> bytes:
    """The file that `layout` describes, with the checked lines in their order.

    Args:
        checked: what came through the gate; nothing else is taken.
        layout: of the same kind, with the same titles.
        file_format: `xlsx` or `csv`, one the desk takes.

    Raises:
        GateBypassed: `checked` did not come through the gate or was changed since.
        NotWritable: layout and lines do not belong together, the desk takes no such format, or too many lines.
    """
    lines = ensure_checked(checked)
    if (layout.kind, layout.titles) != (lines.kind, lines.titles):
        raise NotWritable(f"the layout for {layout.kind} at {layout.desk} does not fit these {lines.kind} lines")
    if file_format not in layout.formats:
        raise NotWritable(f"{layout.desk} takes {' or '.join(layout.formats)}, not '{file_format}'")
    if len(lines) > MOST_LINES:
        raise NotWritable(f"a file holds at most {MOST_LINES} lines, this one would have {len(lines)}")
    return WRITERS[file_format](lines, layout)


def _xlsx(lines: CheckedFrame, layout: Layout) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, XLSX_OPTIONS) as book:
        book.set_properties({"created": MADE_ON})
        sheet = book.add_worksheet(layout.sheet)
        title_format = book.add_format({"bold": True, "bottom": 1})
        formats = {name: book.add_format({"num_format": pattern}) for name, pattern in NUMBER_FORMATS.items()}
        for place, column in enumerate(layout.columns):
            sheet.set_column(place, place, column.width, formats[column.format])
            sheet.write_string(0, place, column.theirs, title_format)
        sheet.freeze_panes(1, 0)
        # House and telephone numbers are text on purpose; no green corners about that.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_LINES + 1}"})
        for number, line in enumerate(lines.rows, start=1):
            _write_line(sheet, number, line, layout, formats)
    return target.getvalue()


def _write_line(sheet: Worksheet, number: int, line: Line, layout: Layout, formats: Mapping[str, Format]) -> None:
    for place, (value, column) in enumerate(zip(line, layout.columns, strict=True)):
        if value is not None:  # an empty cell is not there at all
            CELL_WRITERS[column.format](sheet, number, place, value, formats[column.format])


def _write_text(sheet: Worksheet, row: int, place: int, value: str, cell_format: Format) -> None:
    if sheet.write_string(row, place, value, cell_format) != 0:
        raise NotWritable(f"line {row}, column {place + 1} does not fit in a cell")


def _write_number(sheet: Worksheet, row: int, place: int, value: int | Decimal, cell_format: Format) -> None:
    # A Decimal is written digit by digit: as a binary number, 976.93 would stand in the file as 976.9299999999999.
    sheet.write_number(row, place, value, cell_format)


def _write_date(sheet: Worksheet, row: int, place: int, value: date, cell_format: Format) -> None:
    sheet.write_datetime(row, place, value, cell_format)


CELL_WRITERS: dict[str, Callable[..., None]] = {
    "text": _write_text,
    "integer": _write_number,
    "amount": _write_number,
    "date": _write_date,
}


def _csv(lines: CheckedFrame, layout: Layout) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=layout.csv.delimiter, lineterminator=LINE_END)
    writer.writerow(layout.first_row)
    for line in lines.rows:
        writer.writerow([_csv_text(value, layout.csv) for value in line])
    return target.getvalue().encode(layout.csv.encoding)


def _csv_text(value: object, style: CsvStyle) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", style.decimal)
    if isinstance(value, date):
        return value.strftime(style.date)
    return str(value)  # text as it is, also where it begins with = + - or @; whole numbers as digits


WRITERS: dict[str, Callable[[CheckedFrame, Layout], bytes]] = {"xlsx": _xlsx, "csv": _csv}
