"""Titles that are names of database fields, where a guard looks for a word in them: `verz_status` and `VerzStatus` say `status`.

Belongs here: searching a title for a pattern, however its words are joined. Does not belong here: what a title means (titles.py),
or short forms that a field's list tells apart (abbreviations.py).
"""

from __future__ import annotations

import re
from functools import cache

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@cache
def spellings(title: str) -> tuple[str, ...]:
    """A title in small letters as it stands, and with the words of a field's name apart."""
    return tuple(dict.fromkeys((title.casefold(), _HUMP.sub(" ", title).replace("_", " ").casefold())))


def speaks(pattern: str | re.Pattern[str], title: str) -> bool:
    """Whether a pattern finds its words in a title."""
    return any(re.search(pattern, each) for each in spellings(title))


def is_wholly(pattern: re.Pattern[str], title: str) -> bool:
    """Whether a title is nothing but what a pattern says."""
    return any(pattern.fullmatch(each.strip()) for each in spellings(title))
