"""Titles by which a list itself says that a line of it does not count: a letter that was cancelled or never left, a record
that its system only marked as deleted, a settlement that was undone. A yes says so of `Is deleted`, a no of `Verstuurd`.

Belongs here: knowing such a title, for all who read it: `map`, which passes over those lines, and the guards of a mapping,
which ask about them. Does not belong here: the words of a refusal (guards/unused.py), or a status that says it of a contract
(proposals/undone.py).
"""

from __future__ import annotations

import re

from sources.words.field_names import is_wholly, speaks

_GONE = r"verwijderd|deleted|gewist|doorgehaald|voided"
# A line that its system only marks as deleted, and exports with the others; a status may say yes of what is in use.
_DELETED = re.compile(rf"\b(record|rec)[-_. ]*(status|sts|stat)\b|\b(is[-_ ]?)?({_GONE})\b")
_IS = r"((is|was|werd)[-_ ]?)?"
_OR_NO = r"\W*(j\W?n|ja\W?nee)?\W*"
_CANCELLED = re.compile(rf"{_IS}(geannuleerd|cancell?ed){_OR_NO}")
# Of letters only: elsewhere `Vervallen` is what fell due, and `Ingetrokken` the day on which something ended.
_NEVER_LEFT = re.compile(
    rf"{_IS}(geannul\w*|annul\w*|cancell?ed|vervallen|ingetrokken|teruggetrokken|niet (verzonden|verstuurd)|void|{_GONE}){_OR_NO}"
)
# `Vereffening ongedaan`; below `Ongedaan gemaakt door volgnr.` stands a number, and is one only where that says yes.
_UNDONE = re.compile(
    rf"((vereffening|aflettering|koppeling|toewijzing)s? )?{_IS}(ongedaan( gemaakt)?|teruggedraaid|ontvereffend|unapplied|undone)"
    rf"{_OR_NO}"
)
_SENT = re.compile(rf"{_IS}(verzonden|verstuurd|verz|definitief|uitgegeven|uitgegaan|sent|issued){_OR_NO}")


def is_cancelled(title: str) -> bool:
    """Whether a yes below a title says that a line was cancelled, whatever it is of."""
    return is_wholly(_CANCELLED, title)


def is_deleted(title: str) -> bool:
    """Whether a title says that a line was deleted in its system, or cancelled."""
    return speaks(_DELETED, title) or is_cancelled(title)


def is_undone(title: str) -> bool:
    """Whether a yes below a title of a list of settlements says that one was undone."""
    return bool(_UNDONE.fullmatch(" ".join(title.casefold().split())))


def is_never_sent(title: str) -> bool:
    """Whether a yes below a title of a list of letters says that a letter never left."""
    return is_wholly(_NEVER_LEFT, title)


def is_sent(title: str) -> bool:
    """Whether a no below a title of a list of letters says that a letter never left."""
    return is_wholly(_SENT, title)
