"""The day on which a tenant gave notice, which is not yet the last day of his contract.

Belongs here: which titles speak of that day, for the proposal and for the guards. Does not belong here: choosing titles
(choices.py), or refusing them (guards/left_out.py).
"""

from __future__ import annotations

import re

LESS_AS_NOTICE = 0.7  # added to the rank of such a title: more than where another, that may be the last day, is read by its parts
LAST_DAY = ("leases", "ended_on")
_NOTICE = re.compile(r"op(ge)?zeg|\bnotice")


def is_of_notice(title: str) -> bool:
    """Whether a title speaks of giving notice: `Opgezegd`, `Opzegdatum`, `Huuropzegging`."""
    return _NOTICE.search(title.casefold()) is not None


def less_as_notice(table: str, column: str, title: str) -> float:
    """What is added to the rank of a title for a column: any other last day goes first."""
    return LESS_AS_NOTICE if (table, column) == LAST_DAY and is_of_notice(title) else 0
