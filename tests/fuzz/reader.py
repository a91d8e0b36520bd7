"""What a reader under test is, and the values of persons of which no part may stand in its words.

Belongs here: what all readers share. Does not belong here: the readers themselves (readers.py, settings.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

NAME, STREET, MAIL = "Zwäluwenburgh-d'Öterveld", "Ünterwaldplàats", "zwäluwe@öterveld.example"
MARKS = (NAME, STREET, MAIL)
DEAREST = 6  # characters of a mark that may not stand together in a message


def quoted(words: str) -> bool:
    """Whether a part of a mark stands in the words; parts without a letter of its own might be any code."""
    said = words.lower()
    parts = {mark[place : place + DEAREST].lower() for mark in MARKS for place in range(len(mark) - DEAREST + 1)}
    return any(part in said for part in parts if not part.isascii())


@dataclass(frozen=True)
class Reader:
    """`kind`: how its files are spoiled (spoil.py). `good`: files it reads. `read`: bytes in, (was it refused, its words) out.
    `share`: how many of a thousand inputs are its.
    """

    name: str
    kind: str
    good: tuple[bytes, ...]
    read: Callable[[bytes], tuple[bool, str]]
    share: int


class NotReported(Exception):
    """A reader caught something it had no words for."""
