"""Until which day an export goes by what stands above its lists: `bank bijgewerkt t/m 18-11-2026`, `Peildatum 20-11-2026`.

Belongs here: finding that day. Does not belong here: lists that have it below a title (bank.py), or asking for it
(documents/list_questions.py).

Nothing is read by it: a person who is asked for the day is shown it, and warned where he types a later one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sources.reading.month_names import MONTH, number_of
from sources.recognition.bank import is_of_the_bank
from sources.words.blocks import Sheet
from sources.words.excel_days import layout_of
from sources.words.parts import letters

TOP, MOST_CELLS = 8, 6  # lines above a list, and what stands on one
LOOKED_AT = 40  # lines in which its titles are sought
_DAY = re.compile(rf"(?i)(?<!\d)(?:(\d{{1,2}})[-./ ]+(\d{{1,2}}|{MONTH})[-./ ]+(20\d\d)|(20\d\d)-(\d\d)-(\d\d))(?!\d)")
_OF_EXPORT = re.compile(
    r"\b(peil\w*|stand|per|bijgewerkt|updated|afdruk\w*|afgedrukt|geprint|export\w*|gemaakt|uitgedraaid|t m|tm|tot en met|as of"
    r"|through|thru|up to|until|printed|run date|to)\b"
)


@dataclass(frozen=True)
class SaidDay:
    """A day that stands above a list of a file; `is_of_bank`: the day until which the bank is in it, else that of the export."""

    day: date
    file: str
    is_of_bank: bool


def day_said(sheets: Sequence[Sheet]) -> SaidDay | None:
    """The day until which the bank is in an export, the first of several; else the last of all days of the export itself."""
    said = [each for sheet in sheets for each in days_above(sheet)]
    of_bank = [each for each in said if each.is_of_bank]
    if of_bank:
        return min(of_bank, key=lambda each: each.day)
    return max(said, key=lambda each: each.day, default=None)


def days_above(sheet: Sheet) -> Iterator[SaidDay]:
    """The days that the lines above a list say that it is of."""
    layout = layout_of(sheet.rows[:LOOKED_AT])
    for row in sheet.rows[: min(TOP, layout.above - layout.title_rows) if layout else TOP]:
        filled = [cell for cell in row if cell.strip()]
        if len(filled) > MOST_CELLS:
            return  # a line of a list
        text, end = "  ".join(filled), 0
        for found in _DAY.finditer(text):
            before, end = letters(text[end : found.start()]), found.end()
            day = _day_of(found)
            is_of_bank = is_of_the_bank(before)
            if day is not None and (is_of_bank or _OF_EXPORT.search(before)):
                yield SaidDay(day, sheet.file, is_of_bank)


def _day_of(found: re.Match[str]) -> date | None:
    day, month, year, *iso = found.groups()
    try:
        if not year:
            return date(*map(int, iso))
        return date(int(year), int(month) if month.isdecimal() else number_of(month), int(day))
    except ValueError:
        return None
