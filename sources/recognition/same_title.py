"""A list's own column of the title that another list offers: that is read, and never looked up.

Belongs here: finding it. Does not belong here: what other lists offer (elsewhere.py).
"""

from __future__ import annotations

from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import plain

COMPLEX = "complex_id"


def of_same_title(block: Block, there: Choice) -> Choice | None:
    """The block's own column for what another list offers; what stands there of a landlord, say, may differ by line here."""
    if there.column.endswith("_id") and there.column != COMPLEX:
        return None  # many lists call the number of each of their lines alike: `id`, `code`
    taken = {choice.profile.place for choice in block.choices.values()}
    for each in block.layout.columns:
        if plain(each.title) == plain(there.profile.title) and each.filled and each.place not in taken:
            return Choice(there.column, each, LIKELY, Evidence(("zo heet het ook in de lijst die het zegt",)))
    return None
