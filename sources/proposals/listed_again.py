"""Lists of owners or municipalities that another list gives already: the same numbers with the same or other facts beside them.

Belongs here: seeing that, so that nobody is asked what to do with them. Does not belong here: choosing which of two gives the
table (recognition/rivals.py), or open items that stand among the entries (aside.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.words.blocks import Block, Sheet
from sources.words.choices import choices_of
from sources.words.profile import look_at
from sources.words.ways import is_known

KEYS: Mapping[str, str] = {"landlords": "landlord_id", "municipalities": "municipality_code"}


def listed_again(sheet: Sheet, blocks: Sequence[Block]) -> Block | None:
    """The block that has each number of a list of owners or municipalities with names; None of any other list."""
    layout = look_at(sheet.rows, is_known)
    if layout is None:
        return None
    for table, key in KEYS.items():
        own = choices_of(table, layout)
        if key not in own or "name" not in own or own[key].profile.distinct < own[key].profile.filled:
            continue
        for block in (each for each in blocks if each.table == table and key in each.choices):
            known = block.choices[key].profile
            if known.title not in block.lookups and {*own[key].profile.texts} <= {*known.texts}:
                return block
    return None
