"""The guard before a workbook is opened: hostile or broken xlsx bytes are refused at a cost that has a bound.

Belongs here: the zip directory (sizes, ratio, number of parts, encryption), how far the cells reach, and packing the
checked parts again, so that the reading library sees exactly the bytes that were checked: a directory that lies about
sizes, two directories in one file, or parts the reader does not need, cannot reach it. What the library would pass over
in silence is made visible on the way: error cells and formulas without a stored result become texts that no one types.
Does not belong here: what the cells mean (sheets.py, spreadsheets.py).
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from typing import Protocol
from xml.parsers import expat

CENTRAL_ENTRY = b"PK\x01\x02"
RATIO_COUNTS_FROM = 20_000_000  # below this, unpacked, no ratio can hurt
ENCRYPTED_FLAG = 0x1
ERROR_CELL, NO_RESULT = "\uf8fferror", "\uf8ffno result"  # in place of such cells
_CELL_END = re.compile(rb"</(?:\w+:)?c\s*>")
_EMPTY_VALUE = re.compile(rb"<(?:\w+:)?v\s*(?:/>|>\s*</)")
_PHONETIC = re.compile(rb"<(\w+:)?rPh\b(?:[^>]*/>|.*?</(?:\w+:)?rPh\s*>)", re.DOTALL)
SAFE_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the two of the xlsx standard


class WorkbookLimits(Protocol):
    """The limits used here; `exports.spreadsheets.Limits` has them."""

    @property
    def max_unpacked(self) -> int: ...
    @property
    def max_ratio(self) -> int: ...
    @property
    def max_parts(self) -> int: ...
    @property
    def max_rows(self) -> int: ...
    @property
    def max_columns(self) -> int: ...
    @property
    def max_cells(self) -> int: ...


class BadWorkbook(Exception):
    """The bytes may not be opened as a workbook; `rule` says why (a key of `exports.spreadsheets.ADVICE`)."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)


def guarded_workbook(data: bytes, limits: WorkbookLimits) -> bytes:
    """The workbook in `data` packed again, with only its XML parts: what passed the guard and no more.

    Raises:
        BadWorkbook: too large when unpacked, too many parts, rows, columns or cells, encrypted, or not well formed.
    """
    if data.count(CENTRAL_ENTRY) > limits.max_parts:  # before zipfile builds an object for each
        raise BadWorkbook("too_many_parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_unsafe_directory(entries, len(data), limits)
            return _repacked(archive, entries, limits)
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
    names = [_name(entry).lower() for entry in entries]
    if len(set(names)) != len(names) or "xl/workbook.xml" not in names:
        raise BadWorkbook("broken_workbook")
    if any(entry.compress_type not in SAFE_COMPRESSIONS for entry in entries):
        raise BadWorkbook("broken_workbook")


def _repacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: WorkbookLimits) -> bytes:
    packed = io.BytesIO()
    # Packed lightly: as many bytes as there are unpacked would stand in memory once more, and in the reader again.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as fresh:
        for entry in entries:
            if _is_needed(_name(entry)):
                part = archive.read(entry)  # never more than the size the directory names; checks the CRC
                fresh.writestr(zipfile.ZipInfo(_name(entry)), _made_visible(part, limits), zipfile.ZIP_DEFLATED, 1)
    return packed.getvalue()


def _name(entry: zipfile.ZipInfo) -> str:
    """A part's name with the slashes of the standard; some programs write the other ones."""
    return entry.filename.replace("\\", "/")


def _made_visible(part: bytes, limits: WorkbookLimits) -> bytes:
    """The part as it passed the guard, with odd cells as texts and without the phonetic readings beside texts."""
    if b"\0" in part:  # UTF-16, which the standard allows and no program writes
        raise BadWorkbook("broken_workbook")
    reach = _Reach(limits)
    reach.refuse_if_too_far(part)
    pieces, at = [], 0
    for start, text, name, reference in reach.odd_cells:
        ended = _CELL_END.search(part, start)
        if ended is None:
            raise BadWorkbook("broken_workbook")
        prefix = name.removesuffix("c")
        place = f' r="{reference}"' if reference else ""
        cell = f'<{name}{place} t="inlineStr"><{prefix}is><{prefix}t>{text}</{prefix}t></{prefix}is></{name}>'
        pieces += [part[at:start], cell.encode()]
        at = ended.end()
    part = b"".join([*pieces, part[at:]]) if pieces else part
    return _PHONETIC.sub(b"", part) if b"rPh" in part else part


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
        self._open: tuple[int, str, str, str | None] | None = None  # the cell: where it begins, tag, type, place
        self._formula = False
        self.odd_cells: list[tuple[int, str, str, str | None]] = []  # where it begins, what to put there, tag, place

    def refuse_if_too_far(self, part: bytes) -> None:
        self._part = part
        self._parser = parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(part, True)  # in one piece: expat is quadratic in a long token that comes in pieces
        self._close_cell()

    def _doctype(self, *_: object) -> None:
        raise BadWorkbook("broken_workbook")  # no workbook has one; it is where entity bombs live

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2] if ":" in name else name
        if tag == "c":
            if self._open is not None:
                self._close_cell()
            self._at_cell(attributes.get("r"))
            self._open = (self._parser.CurrentByteIndex, name, attributes.get("t", "n"), attributes.get("r"))
        elif tag == "f":
            self._formula = self._open is not None
        elif tag in ("v", "is"):
            self._count_value()
            self._at_value(tag)
        elif tag == "row":
            given = attributes.get("r")
            self._row = int(given) if given else self._row + 1
            self._column = 0
        elif tag == "sst":
            self._at_shared_texts(attributes)

    def _at_value(self, tag: str) -> None:
        """An error is known by the cell's type; a text that a formula made may be empty, another result may not."""
        if self._open is None:
            return
        start, name, kind, reference = self._open
        if kind == "e":
            self.odd_cells.append((start, ERROR_CELL, name, reference))
        elif self._formula and kind != "str" and tag == "v" and _EMPTY_VALUE.match(self._part, self._parser.CurrentByteIndex):
            return  # as if there were no value: raised when the cell is closed
        self._open, self._formula = None, False

    def _close_cell(self) -> None:
        if self._open is not None and self._formula:
            start, name, _, reference = self._open
            self.odd_cells.append((start, NO_RESULT, name, reference))
            self._count_value()
        self._open, self._formula = None, False

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
