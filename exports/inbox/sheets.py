"""The worksheets of an xlsx from outside, as text: opened behind the guard, and whatever the library raises is a refusal.

Belongs here: opening a workbook, its sheets, and a cell as a person sees it. Does not belong here: the guard
(xlsx_guard.py), what rows and columns mean, or limits on tables (spreadsheets.py).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeVar

import python_calamine

from exports.ground.failures import is_panic
from exports.inbox.xlsx_guard import ERROR_CELL, NO_RESULT, BadWorkbook, WorkbookLimits, guarded_workbook
from validations.unreadable import Unreadable

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .xls, and the wrapper round a password-protected .xlsx
OLE_PARTS = {
    "password_protected": "EncryptedPackage".encode("utf-16-le"),
    "mail_message": "__substg1.0_".encode("utf-16-le"),
    "word_document": "WordDocument".encode("utf-16-le"),
}
PDF_MAGIC = b"%PDF-"
ODD_CELLS = {ERROR_CELL: "error_cell", NO_RESULT: "formula_without_result"}

T = TypeVar("T")

_THREE_DECIMALS = re.compile(r"-?\d+\.\d{3}")


def refuse_old_excel(data: bytes) -> None:
    """Raises Unreadable where the bytes are an .xls or a workbook with a password; or a mail, a Word file or a pdf."""
    if data.startswith(OLE_MAGIC):
        raise Unreadable(next((rule for rule, part in OLE_PARTS.items() if part in data), "old_excel_format"))
    if data.startswith(PDF_MAGIC):
        raise Unreadable("pdf")


def sheets(data: bytes, limits: WorkbookLimits) -> dict[str, Sheet]:
    """All worksheets by name, hidden ones too. Only bytes that passed the guard reach the library.

    Raises:
        Unreadable: it is no sound workbook, or larger than the limits.
    """
    return {sheet.name: sheet for sheet in _guarded(lambda: list(_opened(data, limits)))}


class Sheet:
    """One worksheet."""

    def __init__(self, sheet: python_calamine.CalamineSheet) -> None:
        self._sheet = sheet
        self.name = sheet.name

    def rows(self) -> list[list[str]]:
        """Its rows from the sheet's first line on, cells trimmed. An error, and a formula that was never calculated, is
        one of `ODD_CELLS`.

        Raises:
            Unreadable: a cell is not what it says it is.
        """
        return _guarded(lambda: [[as_text(cell).strip() for cell in row] for row in self._sheet.iter_rows()])


def _opened(data: bytes, limits: WorkbookLimits) -> Iterator[Sheet]:
    workbook = python_calamine.load_workbook(io.BytesIO(guarded_workbook(data, limits)))
    for each in workbook.sheets_metadata:
        if each.typ == python_calamine.SheetTypeEnum.WorkSheet:
            yield Sheet(workbook.get_sheet_by_name(each.name))


def _guarded(work: Callable[[], T]) -> T:
    """Whatever the library raises, a panic of it included, is the file's fault; its text quotes cells and is left behind."""
    try:
        return work()
    except BadWorkbook as bad:
        rule = bad.rule
    except MemoryError:  # within the limits this takes a small machine: another file may still be read
        rule = "too_large"
    except BaseException as error:
        if not isinstance(error, Exception) and not is_panic(error):
            raise
        rule = "broken_workbook"
    raise Unreadable(rule)


def as_text(cell: object) -> str:
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
    """Excel keeps and shows fifteen digits: 12.0 is '12', 0.30000000000000004 is '0.3', nothing is '1e+20'. Three
    decimals get a fourth, so that they do not look like thousands: in Dutch text 12.345 is over twelve thousand.
    """
    if number == 0:
        return "0"
    written = format(Decimal(format(number, ".15g")), "f")
    return f"{written}0" if _THREE_DECIMALS.fullmatch(written) else written
