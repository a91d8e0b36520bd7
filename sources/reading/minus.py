"""The minus of an amount as people write it: before or behind it, around a euro sign.

Belongs here: taking what is no figure off an amount, and seeing its minus. Does not belong here: which figure it is
(amounts.py), or what the minus means (shapes.py, only.py).
"""

from __future__ import annotations

_NO_SIGNS = r"regexp_replace(regexp_replace({0}, '[€\s\x{{a0}}\x{{202f}}]|EUR', '', 'g'), '^\+', '')"
_BARE = r"regexp_replace(" + _NO_SIGNS + r", '^(.*\d)-$', '-\1')"


def bare(text: str) -> str:
    """SQL: an amount without euro sign, spaces and a plus; a minus behind it put in front."""
    return _BARE.format(text)


def is_negative(text: str) -> str:
    """SQL: whether a minus stands before or behind an amount; that of 700,- is none."""
    return f"starts_with({bare(text)}, '-')"
