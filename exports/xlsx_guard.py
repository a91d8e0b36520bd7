"""The guard before a workbook is opened: hostile or broken xlsx bytes are refused at a cost that has a bound.

Belongs here: the zip directory (sizes, ratio, number of parts, encryption), how far the cells reach, and packing the
checked parts anew, so that the reading library sees exactly the bytes that were checked: a directory that lies about
sizes, two directories in one file, or parts the reader does not need, cannot reach it. Does not belong here: what the
cells mean (spreadsheets.py).
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from typing import Protocol
from xml.parsers import expat

CENTRAL_ENTRY = b"PK\x01\x02"
RATIO_COUNTS_FROM = 20_000_000  # below this, unpacked, no ratio can hurt
ENCRYPTED_FLAG = 0x1
SAFE_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the two of the xlsx standard


class WorkbookLimits(Protocol):
    """The limits used here; `exports.spreadsheets.Limits` has them."""

    max_unpacked: int
    max_ratio: int
    max_parts: int
    max_rows: int
    max_columns: int
    max_cells: int


class BadWorkbook(Exception):
    """The bytes may not be opened as a workbook; `rule` says why (a key of `exports.spreadsheets.ADVICE`)."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)


def guarded_workbook(data: bytes, limits: WorkbookLimits) -> bytes:
    """The workbook in `data` packed anew, uncompressed, with only its XML parts: what passed the guard and no more.

    Raises:
        BadWorkbook: too large when unpacked, too many parts, rows, columns or cells, encrypted, or not well formed.
    """
    if data.count(CENTRAL_ENTRY) > limits.max_parts:  # before zipfile builds an object for each
        raise BadWorkbook("too_many_parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_unsafe_directory(entries, len(data), limits)
            return _packed_anew(archive, entries, limits)
    except BadWorkbook:
        raise
    except Exception:  # zipfile, zlib and expat raise a dozen kinds on damaged bytes; all mean the same here
        raise BadWorkbook("broken_workbook") from None


def _refuse_unsafe_directory(entries: list[zipfile.ZipInfo], packed: int, limits: WorkbookLimits) -> None:
    if len(entries) > limits.max_parts:
        raise BadWorkbook("too_many_parts")
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise BadWorkbook("password_protected")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.max_unpacked or (unpacked > RATIO_COUNTS_FROM and unpacked > limits.max_ratio * packed):
        raise BadWorkbook("unpacks_too_large")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names) or "xl/workbook.xml" not in names:
        raise BadWorkbook("broken_workbook")
    if any(entry.compress_type not in SAFE_COMPRESSIONS for entry in entries):
        raise BadWorkbook("broken_workbook")


def _packed_anew(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: WorkbookLimits) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as fresh:
        for entry in entries:
            if _is_needed(entry.filename):
                part = archive.read(entry)  # never more than the size the directory names; checks the CRC
                _Reach(limits).refuse_if_too_far(part)
                fresh.writestr(zipfile.ZipInfo(entry.filename), part)
    return packed.getvalue()


def _is_needed(name: str) -> bool:
    lowered = name.lower()
    in_place = lowered.startswith(("xl/", "_rels/")) or lowered == "[content_types].xml"
    return in_place and lowered.endswith((".xml", ".rels"))


class _Reach:
    """Walks one XML part and refuses it as soon as a cell with a value lies outside the limits.

    The reader sets aside memory for the whole area up to the last cell, and for as many shared texts as the part says
    it has, before it reads them: one cell at XFD1048576, or one such number, would take all memory and end the process.
    Any part is walked, since a workbook may name any part as a sheet. Cells that hold only a layout do not count.
    """

    def __init__(self, limits: WorkbookLimits) -> None:
        self._limits = limits
        self._row = 0  # of the row that is open; a cell may name another, but the next cell goes on in this one
        self._cell_row = self._column = 0
        self._last_row = self._last_column = 0

    def refuse_if_too_far(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(part, True)  # in one piece: expat is quadratic in a long token that comes in pieces

    def _doctype(self, *_: object) -> None:
        raise BadWorkbook("broken_workbook")  # no workbook has one; it is where entity bombs live

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._at_cell(attributes.get("r"))
        elif tag in ("v", "is"):
            self._count_value()
        elif tag == "row":
            given = attributes.get("r")
            self._row = int(given) if given else self._row + 1
            self._column = 0
        elif tag == "sst":
            self._at_shared_texts(attributes)

    def _at_cell(self, reference: str | None) -> None:
        if reference is None:
            self._cell_row, self._column = self._row, self._column + 1
            return
        letters = reference.rstrip("0123456789")
        self._column = _column_number(letters)
        self._cell_row = int(reference[len(letters) :])

    def _at_shared_texts(self, attributes: dict[str, str]) -> None:
        """How many there are, as the part says; what is no number raises ValueError, and so counts as broken."""
        counts = [int(value) for name, value in attributes.items() if name in ("count", "uniqueCount")]
        if any(not 0 <= count <= self._limits.max_cells for count in counts):
            raise BadWorkbook("broken_workbook")

    def _count_value(self) -> None:
        if self._cell_row <= self._last_row and self._column <= self._last_column:
            return
        self._last_row = max(self._last_row, self._cell_row)
        self._last_column = max(self._last_column, self._column)
        if self._last_column > self._limits.max_columns:
            raise BadWorkbook("too_many_columns")
        if self._last_row > self._limits.max_rows:
            raise BadWorkbook("too_many_rows")
        if self._last_row * self._last_column > self._limits.max_cells:
            raise BadWorkbook("too_many_cells")


@lru_cache(maxsize=1024)
def _column_number(letters: str) -> int:
    """`A` is 1, `XFD` is 16384."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise BadWorkbook("broken_workbook")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
