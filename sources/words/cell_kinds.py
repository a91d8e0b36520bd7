"""How a cell of each kind is written: dates in every way that a mapping reads, amounts, numbers, postcodes, names.

Belongs here: these patterns. Does not belong here: counting them below a title (profile.py), or reading a cell of a kind
(reading/values.py, reading/amounts.py).
"""

from __future__ import annotations

import re

from sources.reading.minus import CURRENCY, DASHES
from sources.reading.month_names import DAY_FIRST, MONTH_AND_YEAR, MONTH_FIGURES, MONTH_FIRST, OF_THE_WEEK, YEAR_AND_MONTH
from sources.reading.parts import PARTS, TWO_PHONES
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS

NAMED = "d maand jjjj"  # the month as a name, which every mapping reads
POINTED = "1,234.56"  # an amount whose comma parts thousands

_TIME = r"([ T]\d{1,2}:\d\d(:\d\d(\.\d+)?)?|T00:00:00(\.0+)?Z)?"  # behind a day, as reading/values.py passes it over
_EURO, _MINUS = rf"(?i:{CURRENCY})", f"[-{DASHES}]"
_BEFORE = rf"(?:{_EURO}\s*)?(?:(?:\+|{_MINUS})\s*)?(?:{_EURO}\s*)?"
_BEHIND = rf"(?:\s*{_MINUS})?(?:\s*{_EURO})?(?:\s*{_MINUS})?"
_POINTED = rf"{_BEFORE}\d{{1,3}}(?:,\d{{3}})+\.\d{{1,4}}{_BEHIND}"
_FIGURES = (
    r"\d{1,3}(?:\.\d{3})*(?:,\d{1,2})?",
    r"\d+(?:[.,]\d{1,4})?",
    r"\d*\.\d{2,4}0*",  # a database gives its decimals all, up to twenty, and of less than one some give no figure before them
    r",\d\d",
    r"\d{1,3}(?:\s\d{3})+,\d\d",  # 1 234,56
    rf"\d[\d.]*,(?:{_MINUS}+|=)",  # 850,-
)
_MONEY = rf"{_BEFORE}(?:{'|'.join(_FIGURES)}){_BEHIND}|{_EURO}\s*{_MINUS}+"  # `€ -` is nothing, as a workbook shows it


def _or_in_brackets(amount: str) -> str:
    """The pattern of an amount, in brackets too: less than nothing."""
    return rf"{amount}|(?:{_EURO}\s*)?\({amount}\)(?:\s*{_EURO})?"


_DAY, _MONTH = rf"(?i:{OF_THE_WEEK})?(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])"
_NONE = (
    r"00:00(:00)?|00[-./]00[-./]0000|0000-00-00|00000000|0|-|"
    r"(0?1[-/.]0?1[-/.](1753|1900|0001)|(1753|1900|0001)-01-01)([ T]0?0:00(:00(\.0+)?)?Z?)?|"
    r"31[-/.]12[-/.]9999|12/31/9999|9999-12-31([ T][\d:.]+Z?)?|99991231|9999-99-99|99-99-9999|99999999|"
    r"(?i:onbep(aald|\.)?( tijd)?|n\.?v\.?t\.?|geen|doorlopend|indefinite|n/a|none)"  # not `onbekend`: it was, some day
)

# kind of cell -> what it looks like. A cell can be of several kinds; the share of the filled cells decides.
KINDS = {
    "dd-mm-jjjj": re.compile(rf"{_DAY}[-/.]{_MONTH}[-/.]\d{{4}}{_TIME}"),
    "jjjj-mm-dd": re.compile(rf"\d{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]){_TIME}"),
    "jjjjmmdd": re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"),
    "dd-mm-jj": re.compile(rf"{_DAY}[-/.]{_MONTH}[-/.]\d{{2}}{_TIME}"),
    "jjjj-mm": re.compile(rf"{YEAR_AND_MONTH}|{MONTH_FIGURES}|{MONTH_AND_YEAR}", re.IGNORECASE),
    "excel": re.compile(r"[345]\d{4}"),
    NAMED: re.compile(rf"{DAY_FIRST}|{MONTH_FIRST}", re.IGNORECASE),
    "none": re.compile(_NONE),
    POINTED: re.compile(_or_in_brackets(_POINTED)),
    "money": re.compile(_or_in_brackets(f"(?:{_POINTED}|{_MONEY})")),
    "boolean": re.compile("|".join((*TRUE_WORDS, *FALSE_WORDS)), re.IGNORECASE),
    "postcode": re.compile(r"[1-9]\d{3}\s?[A-Za-z]{2}"),
    "gemeentecode": re.compile(r"(GM)?\d{1,4}", re.IGNORECASE),
    "email": re.compile(r"[^@\s]+@[^@\s]+\.\w+"),
    "number": re.compile(r"\d+"),
    "house": re.compile(r"0*\d{1,4}"),  # the number of a house, not of the record of an address
    "code": re.compile(r"\S{1,38}"),  # a GUID in braces has 38
    "numbered": re.compile(r"(?=\S*\d)[\w./-]{1,30}|\{?[\dA-Fa-f]{8}(-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}\}?"),
    "comma": re.compile(r"[^\d,]+,[^\d,]*"),
    "words": re.compile(r".*[^\W\d_]{2}.*"),
    "initials": re.compile(r"(?:[^\W\d_]{1,2}\.?[ -]?){1,7}"),
    "prefix": re.compile(r"[^\d,.;:]{1,12}"),
    "suffix": re.compile(r"[\w./ -]{1,8}"),
    "phone": re.compile(rf"[+(]?\d[\d ()/.-]{{7,16}}|{TWO_PHONES}"),
    "word": re.compile(r"[^\d]*[^\W\d_]{2}[^\d]*"),
} | {
    f"part {name}": re.compile("|".join(f"(?:{pattern}.*)" for pattern in patterns), re.IGNORECASE)
    for name, patterns in PARTS.items()
}
AMERICAN = "mm-dd-jjjj"  # counted where all lists together say so (month_first.py)
DATES = ("dd-mm-jjjj", "jjjj-mm-dd", "jjjjmmdd", "jjjj-mm", "excel", "dd-mm-jj", NAMED, AMERICAN)
ANY_DATE = "date"  # in one of these ways
PLAIN_DAYS = ("dd-mm-jjjj", "jjjj-mm-dd", "dd-mm-jj", NAMED)  # which no number or text is by accident
ALWAYS_READ = ("jjjj-mm-dd", NAMED)


def is_day(text: str) -> bool:
    """Whether a cell is plainly a day."""
    return any(KINDS[kind].fullmatch(text.strip()) for kind in PLAIN_DAYS)
