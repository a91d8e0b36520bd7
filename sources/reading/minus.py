"""The minus of an amount as people write it: before or behind it, around a euro sign; or brackets, as accountants do.

Belongs here: taking what is no figure off an amount, and seeing its minus. Does not belong here: which figure it is
(amounts.py), or what the minus means (shapes.py, only.py).
"""

from __future__ import annotations

_NO_SIGNS = r"regexp_replace(regexp_replace({0}, '[€\s\x{{a0}}\x{{202f}}]|EUR', '', 'g'), '^\+', '')"
_IN_BRACKETS = r"regexp_replace(" + _NO_SIGNS + r", '^\((\d[\d.,]*)\)$', '-\1')"  # (1.234,56) is less than nothing
_BARE = r"regexp_replace(" + _IN_BRACKETS + r", '^(.*\d)-$', '-\1')"


def bare(text: str) -> str:
    """SQL: an amount without euro sign, spaces and a plus; a minus behind it, or brackets around it, as a minus in front."""
    return _BARE.format(text)


def is_negative(text: str) -> str:
    """SQL: whether a minus stands before or behind an amount, or brackets around it; the minus of 700,- is none."""
    return f"starts_with({bare(text)}, '-')"
