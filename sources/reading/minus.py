"""What stands around the figures of an amount as people write it: a euro sign or EUR, before or behind it, spaces of any width; a
minus before or behind it, or brackets, as accountants do; and the dash of 850,- in the place of its cents.

Belongs here: taking what is no figure off an amount, and seeing its minus, in SQL and of one text. Does not belong here: which
figure it is (amounts.py), or what the minus means (shapes.py, only.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

CURRENCY = "€|euros?|eur"  # in any case
DASHES = "−–—"  # as a word processor writes a minus
_SPACES = r"\s\x{{a0}}\x{{2007}}\x{{2009}}\x{{202f}}"  # those that no line is broken at, too
_WITHOUT = rf"regexp_replace(translate({{0}}, '{DASHES}', '---'), '[{_SPACES}]|(?i:{CURRENCY})', '', 'g')"
_NO_SIGNS = rf"regexp_replace(regexp_replace({_WITHOUT}, '^\+', ''), ',(--+|=)$', ',-')"
_IN_BRACKETS = r"regexp_replace(" + _NO_SIGNS + r", '^\((\d[\d.,]*)\)$', '-\1')"  # (1.234,56) is less than nothing
_BARE = r"regexp_replace(" + _IN_BRACKETS + r", '^(.*\d)-$', '-\1')"

_AROUND = rf"(?:\s|{CURRENCY})*"
_MINUS = f"[-{DASHES}]"
NEGATIVE = re.compile(
    rf"^{_AROUND}{_MINUS}{_AROUND}[.,]?\d|\d{_AROUND}{_MINUS}{_AROUND}$|^{_AROUND}\(.*\d.*\){_AROUND}$", re.IGNORECASE
)  # of one text; 700,- has none
_PLAIN, _BRACKETS = (r"^[€\s]*-", r"-\s*$"), r"^\(.*\)$"  # the same, in patterns of a mapping; one that fits no line is named
# Where an amount has more around it than a euro sign, or ends as `850,-` does.
_SPACED = rf"(\s|{CURRENCY})*"
_ANY = (rf"^{_SPACED}{_MINUS}{_SPACED}[.,]?\d", rf"\d{_SPACED}{_MINUS}{_SPACED}$")
_NO_FIGURE = re.compile(rf"\s|{CURRENCY}", re.IGNORECASE)
_NO_CENTS = re.compile(rf",(?:{_MINUS}+|=)$")


def bare(text: str) -> str:
    """SQL: an amount without euro sign, spaces and a plus; a minus behind it, or brackets around it, as a minus in front."""
    return _BARE.format(text)


def is_negative(text: str) -> str:
    """SQL: whether a minus stands before or behind an amount, or brackets around it; the minus of 700,- is none."""
    return f"regexp_matches({bare(text)}, '^-.*\\d')"


def patterns_of_minus(texts: Sequence[str]) -> list[str]:
    """What fits the amounts with a minus, as a run compares it: in small letters."""
    found = [re.compile(each) for each in _PLAIN]
    in_brackets = [text for text in texts if text[:1] == "("]
    is_plain = all(bool(NEGATIVE.search(text)) == any(each.search(text) for each in found) for text in texts if text[:1] != "(")
    return [*(_PLAIN if is_plain else _ANY), *([_BRACKETS] if in_brackets else [])]


def figures_of(text: str) -> str:
    """The figures of an amount as they stand, with what parts them, and without its sign."""
    return _NO_CENTS.sub("", _NO_FIGURE.sub("", text)).strip(f"-+(){DASHES}")


def is_nothing(text: str) -> bool:
    """Whether an amount is empty, or one of nothing: 0,00 or, as a workbook shows it, `€ -`."""
    return not figures_of(text).strip("0.,=")


def amount_in(text: str) -> Decimal | None:
    """The amount that a cell holds, without its sign."""
    said = figures_of(text)
    said = said.replace(".", "").replace(",", ".") if said.rfind(",") > said.rfind(".") else said.replace(",", "")
    try:
        return Decimal(said)
    except InvalidOperation:
        return None
