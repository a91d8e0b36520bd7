"""The names of months and days as people write them, in Dutch and in English: data, and the patterns made of them.

Belongs here: the words. Does not belong here: reading a date (values.py), the day in a file's name (shapes.py),
or titles that are months (words/months.py).
"""

from __future__ import annotations

# Month -> its names in small letters, without the dot of an abbreviation.
MONTHS: tuple[tuple[str, ...], ...] = (
    ("januari", "january", "jan"),
    ("februari", "february", "febr", "feb"),
    ("maart", "march", "mrt", "mar", "maa"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
DAYS = (
    "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "ma", "di", "wo", "do", "vr", "za", "zo", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
)  # fmt: skip

MONTH = "|".join(name for names in MONTHS for name in names)
OF_THE_WEEK = rf"(?:{'|'.join(DAYS)})[., ]+"  # before a day, also in figures: `vr 16-10-2026`
_DAY = rf"(?:{OF_THE_WEEK})?"
# 1 april 2026, wo 1 apr. 2026, 01-apr-26; then April 1, 2026. The groups are day, month and year.
DAY_FIRST = rf"{_DAY}(\d{{1,2}})(?:[- /.]+)({MONTH})(?:[- /.]+)(\d{{4}}|\d{{2}})"
MONTH_FIRST = rf"{_DAY}({MONTH})\.? +(\d{{1,2}}),? +(\d{{4}})"
# A month without a day: 2026-04 or 202604, 04-2026, april 2026. The groups are year and month, or month and year.
YEAR_AND_MONTH = r"((?:19|20)\d{2})[-/ ]?(0[1-9]|1[0-2])"
MONTH_FIGURES = r"(0?[1-9]|1[0-2])[-/ ]((?:19|20)\d{2})"
MONTH_AND_YEAR = rf"({MONTH})\.?[- ]*((?:19|20)\d{{2}})"


def number_of(name: str) -> int:
    """1 to 12; raises where it is no month's name."""
    plain = name.lower().rstrip(".")
    return next(number for number, names in enumerate(MONTHS, start=1) if plain in names)
