"""The exports that a proposal is made from, read as texts: every sheet of a workbook, or a csv with its encoding and separator.

Belongs here: opening a file nobody has described yet. Does not belong here: what is in it (sheets.py), or reading an
export for a run (reading/cells.py), which proves every cell.
"""

from __future__ import annotations

import csv
import io
from itertools import dropwhile, islice
from pathlib import Path

from exports.inbox.delimited import TOP, find_top
from exports.inbox.sheets import ZIP_MAGIC, refuse_old_excel, sheets
from sources.reading.nothing import WRITTEN, without_unknown
from sources.reading.page_lines import FEWEST, is_page_line
from sources.reading.rules import DELIMITERS
from sources.reading.rulings import is_framed, is_outside, is_ruling
from sources.reading.workbooks import LIMITS, limits_of
from sources.recognition.sheets import Sheet, is_known
from sources.words.profile import LINES_SOUGHT
from validations.unreadable import Unreadable

LARGEST = 64 << 20  # bytes looked at; a first mapping needs no more


def sheets_of(path: Path) -> list[Sheet]:
    """Each sheet that holds something, from its first line that does.

    Raises:
        Unreadable: it is no workbook and no text, or one that may not be opened; the advice says what to do.
    """
    if path.stat().st_size > LIMITS.max_bytes:
        raise Unreadable("too_large")
    data = path.read_bytes()
    refuse_old_excel(data)
    if data.startswith(ZIP_MAGIC):
        found = [(name, _from_first_line(sheet.rows())) for name, sheet in sheets(data, limits_of(len(data))).items()]
        return [Sheet(path.name, rows, name) for name, rows in found if rows]
    return _csv(path.name, data[:LARGEST])


def _csv(name: str, data: bytes) -> list[Sheet]:
    text, encoding = _decoded(data)
    top = find_top(
        text.encode()[:TOP], "".join(DELIMITERS), known=lambda cells: sum(map(is_known, cells)),
        look_further=LINES_SOUGHT,
    )  # fmt: skip
    if text.lower().startswith("sep="):
        delimiter, text = top.delimiter, text.partition("\n")[2]
    else:
        delimiter = _delimiter(text, top.delimiter)
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:  # a cell of more characters than any table has
        raise Unreadable("cell_too_long") from None
    return [Sheet(name, _from_first_line(rows, delimiter), None, encoding, delimiter if delimiter in "\t|" else None)]


def _delimiter(text: str, of_first_line: str) -> str:
    """What parts the cells: the sign by which some line holds most known titles, also where what a report puts above its titles
    holds none; else that of the first line.
    """
    lines = list(islice(io.StringIO(text, newline=""), LINES_SOUGHT))

    def known(delimiter: str) -> int:
        try:
            return max((sum(map(is_known, filter(None, row))) for row in csv.reader(lines, delimiter=delimiter)), default=0)
        except csv.Error:
            return 0

    counts = {delimiter: known(delimiter) for delimiter in DELIMITERS}
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] > max(counts[of_first_line], 1) else of_first_line


def _decoded(data: bytes) -> tuple[str, str | None]:
    """The text, and the encoding as the mapping file names it where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "windows-1252"


def _from_first_line(rows: list[list[str]], delimiter: str = "") -> list[list[str]]:
    cells = [["" if cell in WRITTEN else cell for cell in row] for row in rows]
    return _without_pages(list(dropwhile(lambda row: not any(row), without_unknown(cells))), delimiter)


def _without_pages(rows: list[list[str]], delimiter: str) -> list[list[str]]:
    """The lines without the pages' numbers, titles once more and what was drawn below its titles, as a run reads them."""
    known = [sum(map(is_known, filter(None, row))) for row in rows[:LINES_SOUGHT]]
    if max(known, default=0) < FEWEST:
        return rows
    below = known.index(max(known)) + 1
    framed = is_framed(rows[below - 1], delimiter)
    body = [row for row in rows[below:] if row != rows[below - 1] and not is_page_line(row) and not is_ruling(row)]
    return [*rows[:below], *(row for row in body if not (framed and is_outside(row)))]
