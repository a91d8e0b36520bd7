"""Spreadsheets that others send: bytes in, a table of plain text out, or a refusal that names a rule and no value.

Belongs here: recognising xlsx and csv by their bytes, limits on what they hold, and turning cells into text as a person
sees them. Does not belong here: what the columns mean (validations), where the bytes come from or go (inbox.py),
writing workbooks (workbooks.py), and the checks on a workbook's inside (xlsx_guard.py).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

import python_calamine

from exports.xlsx_guard import BadWorkbook, guarded_workbook

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .xls, and the wrapper round a password-protected .xlsx
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
UTF8_BOM = b"\xef\xbb\xbf"
EXCEL_SEPARATOR_LINES = {"sep=;": ";", "sep=,": ","}  # what Excel itself writes and reads on a csv's first line


@dataclass(frozen=True)
class Limits:
    """How much a file may hold before it is refused. All are far above what a desk or municipality ever sends.

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
    max_unpacked: int = 200_000_000
    max_ratio: int = 100
    max_parts: int = 1_000
    max_rows: int = 250_001
    max_columns: int = 200
    max_cells: int = 6_000_000
    max_cell_chars: int = 32_767


# rule: (what to do, in Dutch, for the note beside a refused file; the same in English, for messages and logs)
ADVICE: dict[str, tuple[str, str]] = {
    "empty_file": ("Het bestand is leeg. Stuur het opnieuw.", "The file is empty. Send it again."),
    "too_large": (
        "Het bestand is te groot. Stuur alleen de gevraagde kolommen, zo nodig in delen.",
        "The file is too large. Send the agreed columns only, in parts if need be.",
    ),
    "password_protected": (
        "Het bestand is met een wachtwoord beveiligd. Stuur het zonder wachtwoord, over de afgesproken veilige weg.",
        "The file is protected by a password. Send it without one, by the agreed secure way.",
    ),
    "old_excel_format": (
        "Het bestand is een oud Excel-bestand (.xls). Bewaar het als .xlsx of als csv.",
        "The file is an old Excel file (.xls). Save it as .xlsx or csv.",
    ),
    "broken_workbook": (
        "Het bestand is geen leesbare Excel-werkmap (.xlsx). Open het in Excel, bewaar het en stuur het opnieuw.",
        "The file is not a readable Excel workbook (.xlsx). Open it in Excel, save it and send it again.",
    ),
    "unpacks_too_large": (
        "Het bestand wordt bij uitpakken onverwacht groot. Stuur een nieuwe werkmap met alleen de gevraagde kolommen.",
        "The file unpacks to an unexpected size. Send a new workbook with the agreed columns only.",
    ),
    "too_many_parts": (
        "De werkmap bestaat uit te veel onderdelen. Stuur een nieuwe werkmap met alleen de gevraagde kolommen.",
        "The workbook has too many parts. Send a new workbook with the agreed columns only.",
    ),
    "several_sheets": (
        "Meer dan een werkblad bevat gegevens, misschien een verborgen blad. Stuur een werkmap met een werkblad.",
        "More than one sheet holds data, perhaps a hidden one. Send a workbook with one sheet.",
    ),
    "too_many_rows": (
        "Het bestand heeft te veel rijen. Stuur het in delen.",
        "The file has too many rows. Send it in parts.",
    ),
    "too_many_columns": (
        "Het bestand heeft te veel kolommen. Stuur alleen de gevraagde kolommen.",
        "The file has too many columns. Send the agreed columns only.",
    ),
    "too_many_cells": (
        "Het bestand is te groot. Stuur alleen de gevraagde kolommen, zo nodig in delen.",
        "The file has too many cells. Send the agreed columns only, in parts if need be.",
    ),
    "cell_too_long": (
        "Een cel bevat te veel tekens. Staat er een aanhalingsteken te veel in het bestand?",
        "A cell holds too many characters. Is there a stray quotation mark in the file?",
    ),
    "nul_character": (
        "Het bestand is geen tekstbestand (het bevat NUL-tekens). Bewaar het als csv (UTF-8) of als .xlsx.",
        "The file is no text file (it holds NUL characters). Save it as csv (UTF-8) or .xlsx.",
    ),
    "wrong_encoding": (
        "De tekencodering is niet UTF-8. Bewaar het in Excel als 'CSV UTF-8' of als .xlsx.",
        "The encoding is not UTF-8. Save it in Excel as 'CSV UTF-8' or as .xlsx.",
    ),
    "broken_quotes": (
        "De aanhalingstekens in het csv-bestand kloppen niet. Bewaar het als .xlsx, of maak het csv-bestand opnieuw.",
        "The quotation marks in the csv do not match. Save it as .xlsx, or make the csv anew.",
    ),
    "ragged_row": (
        "Een rij heeft meer waarden dan er kolomtitels zijn. Herstel de rij en stuur het bestand opnieuw.",
        "A row has more values than there are titles. Repair the row and send the file again.",
    ),
}


class Unreadable(Exception):
    """The bytes are no table we can read safely. Says which rule and what to do; holds no value from the file.

    Attributes:
        rule: one of the keys of `ADVICE`.
        row: the data row it is about (first row below the titles = 1), or None.
        advice: what the sender can do, in English; `advice_nl` the same in Dutch.
    """

    def __init__(self, rule: str, row: int | None = None) -> None:
        self.rule = rule
        self.row = row
        dutch, english = ADVICE[rule]
        self.advice_nl = dutch if row is None else f"{dutch} (rij {row})"
        self.advice = english if row is None else f"{english} (row {row})"
        super().__init__(f"{rule}: {self.advice}")


def read_table(data: bytes, limits: Limits | None = None) -> list[list[str]]:
    """Read the one table in `data`, xlsx or csv, recognised by its bytes and not by its name.

    Returns:
        Rows of equal width, cells as trimmed text: whole numbers without `.0`, dates as yyyy-mm-dd (with a time of day:
        yyyy-mm-dd hh:mm:ss), booleans `true`/`false`, nothing or a formula's error as ''. The first row is the first
        one that holds a value (the titles); later empty rows keep their place, trailing ones are dropped.

    Raises:
        Unreadable: and nothing else, whatever the bytes.
    """
    limits = limits or Limits()
    if not data:
        raise Unreadable("empty_file")
    if len(data) > limits.max_bytes:
        raise Unreadable("too_large")
    if data.startswith(OLE_MAGIC):
        raise Unreadable("password_protected" if ENCRYPTED_PART in data else "old_excel_format")
    if data.startswith(ZIP_MAGIC):
        return _rectangle(_workbook_rows(data, limits), limits)
    return _rectangle(_csv_rows(data), limits, titles_set_the_width=True)


def _rectangle(rows: Iterable[list[str]], limits: Limits, *, titles_set_the_width: bool = False) -> list[list[str]]:
    """Trim cells, drop what is empty round the table, make rows equally wide; refuse what is over the limits."""
    kept: list[list[str]] = []
    title_width = width = 0
    for number, row in enumerate(rows, start=1):
        if number > limits.max_rows:
            raise Unreadable("too_many_rows")
        cells = _trimmed(row)
        if not kept:
            if not cells:
                continue
            title_width = len(row)  # a title left empty at the end still makes room for values below it
        _refuse_oversized(cells, limits)
        if titles_set_the_width and len(cells) > title_width:
            raise Unreadable("ragged_row", row=len(kept))
        width = max(width, len(cells))
        kept.append(cells)
        if len(kept) * width > limits.max_cells:
            raise Unreadable("too_many_cells")
    while kept and not kept[-1]:
        kept.pop()
    if not kept:
        raise Unreadable("empty_file")
    return [cells + [""] * (width - len(cells)) for cells in kept]


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


def _csv_rows(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    delimiter, text = _delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:  # only two kinds are left: an over-long field, or quotes that do not match
            too_long = str(error).startswith("field larger")
            raise Unreadable("cell_too_long" if too_long else "broken_quotes") from None
        yield row


def _decoded(data: bytes) -> str:
    if data.startswith(UTF16_BOMS):
        raise Unreadable("wrong_encoding")
    if b"\0" in data:
        raise Unreadable("nul_character")
    try:
        return data.removeprefix(UTF8_BOM).decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("wrong_encoding") from None


def _delimiter_of(text: str) -> tuple[str, str]:
    """The delimiter, and the text without Excel's own `sep=` line: the sign that the title line has most of."""
    start = text.lstrip()
    line = start[:10_000].splitlines()[0] if start else ""
    named = EXCEL_SEPARATOR_LINES.get(line.strip().lower())
    if named:
        return named, start[len(line) :]
    return ("," if line.count(",") > line.count(";") else ";"), text


# --- xlsx --------------------------------------------------------------------------------------------------------


def _workbook_rows(data: bytes, limits: Limits) -> Iterator[list[str]]:
    """The rows of the one sheet that holds values."""
    filled: python_calamine.CalamineSheet | None = None
    for sheet in _sheets(data, limits):
        if not _holds_a_value(sheet):
            continue
        if filled is not None:
            raise Unreadable("several_sheets")
        filled = sheet
    if filled is None:
        raise Unreadable("empty_file")
    for row in filled.iter_rows():
        yield [_as_text(cell) for cell in row]


def _sheets(data: bytes, limits: Limits) -> list[python_calamine.CalamineSheet]:
    """All worksheets, hidden ones too. Only bytes that passed the guard reach the library."""
    try:
        safe = guarded_workbook(data, limits)
        workbook = python_calamine.load_workbook(io.BytesIO(safe))
        names = [s.name for s in workbook.sheets_metadata if s.typ == python_calamine.SheetTypeEnum.WorkSheet]
        return [workbook.get_sheet_by_name(name) for name in names]
    except BadWorkbook as bad:
        raise Unreadable(bad.rule) from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # the library's errors quote cells; and a panic in it is no subclass of Exception
        raise Unreadable("broken_workbook") from None


def _holds_a_value(sheet: python_calamine.CalamineSheet) -> bool:
    return any(_as_text(cell).strip() for row in sheet.iter_rows() for cell in row)


def _as_text(cell: object) -> str:
    """One cell as a person sees it. Calamine gives str, float, bool, date, datetime, time, timedelta."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number_as_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _number_as_text(number: float) -> str:
    """Excel keeps and shows fifteen digits: 12.0 is '12', 0.30000000000000004 is '0.3', nothing is '1e+20'."""
    if number == 0:
        return "0"
    return format(Decimal(format(number, ".15g")), "f")
