"""A list of cases that comes again each month: a number is there once in each file, and in the next one again until it is closed.

Belongs here: that such a number is still the list's own. Does not belong here: which lists are of one shape (sheets.py), or what
is done with the older lines (words/names.py, reading/latest.py).

Looked at together, no number would be that of a line, and each month's line would be a case of its own.
"""

from __future__ import annotations

from dataclasses import replace

from sources.reading.rules import TABLES
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.names import CLOSING
from sources.words.profile import Layout, cell_of

AGAIN = "het nummer staat in elk bestand één keer, en in het volgende weer"


def numbers_that_come_back(block: Block, layout: Layout) -> dict[str, Choice]:
    """The number of its lines that the first file's block has, below its title in `layout`, where no file has it twice and one
    has it again; nothing of lists of something else.
    """
    key = TABLES[block.table].key
    own = block.choices.get(key[0]) if len(key) == 1 else None
    if block.table not in CLOSING or own is None or own.part:
        return {}
    profile = next((each for each in layout.columns if each.title == own.profile.title), None)
    if profile is None or profile.distinct == profile.filled:
        return {}
    of_each = [[cell_of(row, own.profile) for row in sheet.rows[block.layout.above :]] for sheet in (block.sheet, *block.alike)]
    is_once = all(len(filled) == len({*filled}) for filled in ([*filter(None, cells)] for cells in of_each))
    return {key[0]: replace(own, profile=profile, certainty=LIKELY, why=own.why.but(AGAIN))} if is_once else {}
