"""What one cell of a feedback file says: a date, a house number with or without its suffix.

Belongs here: forms of writing with one reading. Does not belong here: which column is which (feedback_titles.py) and comparing
names and addresses with signals (the dbt models). What has two readings is not read.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

# With a time of day: how a workbook's date cell that holds one reads; the day is plain, so it counts.
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?: [0-9]{2}:[0-9]{2}:[0-9]{2})?")
_DUTCH = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4}|[0-9]{2})")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_IN_WORDS = re.compile(r"([0-9]{1,2}) ([a-z]{3,9})\.? ([0-9]{4})")
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_SHORT_MONTHS = {"mrt": 3}
_DAY_ZERO = date(1899, 12, 30)  # of Excel's day numbers, from 1 March 1900 on
_EARLIEST_SERIAL, _LATEST_SERIAL = 36_526, 73_050  # 2000 to 2099: any other number is a number

_HOUSE_NUMBER = re.compile(r"([0-9]+)(?: ?- ?| ?/ ?| )?([A-Za-z][A-Za-z0-9 ]{0,9})|([0-9]+) ?[-/] ?([0-9]{1,4})")


def parse_date(text: str) -> date | None:
    """A calendar date; anything that is none, or could be two, is None, never a guess.

    Read are 2026-04-22, 22-04-2026 (also 2-4-2026 and 22-04-26), 22 april 2026 and 22 apr 2026, Excel's day number (46134),
    and 22/04/2026 where day and month cannot be the other way round.
    """
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        return _date(iso[1], iso[2], iso[3])
    if dutch := _DUTCH.fullmatch(text):
        return _date(dutch[3] if len(dutch[3]) == 4 else f"20{dutch[3]}", dutch[2], dutch[1])
    if slashed := _SLASHED.fullmatch(text):
        is_certain = int(slashed[1]) > 12 or slashed[1] == slashed[2]
        return _date(slashed[3], slashed[2], slashed[1]) if is_certain else None
    if worded := _IN_WORDS.fullmatch(text.lower()):
        month = _month(worded[2])
        return _date(worded[3], str(month), worded[1]) if month else None
    if (serial := _SERIAL.fullmatch(text)) and _EARLIEST_SERIAL <= int(serial[1]) <= _LATEST_SERIAL:
        return _DAY_ZERO + timedelta(days=int(serial[1]))
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(word: str) -> int | None:
    """The month by its Dutch name, or the first three letters of it."""
    names = {name: number for number, name in enumerate(_MONTHS, start=1)}
    short = {name[:3]: number for name, number in names.items()} | _SHORT_MONTHS
    return names.get(word) or short.get(word)


def split_house_number(text: str) -> tuple[str, str]:
    """A house number and the suffix that stands in the same cell (`36 A`, `36-2`); ('36', '') where none does."""
    both = _HOUSE_NUMBER.fullmatch(text.strip())
    if both is None:
        return text, ""
    return both[1] or both[3], (both[2] or both[4]).strip()
