"""The texts that stand below one title of a block, on the lines that are the block's.

Belongs here: that. Does not belong here: how often kinds of cells occur (proposal_profile.py), or what texts mean
(proposal_evidence.py).
"""

from __future__ import annotations

from collections import Counter

from sources.proposal_blocks import Block
from sources.proposal_evidence import meaning_of
from sources.proposal_profile import Profile


def texts_of(block: Block, profile: Profile, column: str = "") -> Counter[str]:
    """The texts below a title, in small letters; some may name people. For `category`: of lines that may be charges."""
    above = block.layout.title_row + block.layout.title_rows - 1
    rows = [row for sheet in (block.sheet, *block.alike) for row in sheet.rows[above:]]
    kind = block.choices["entry_type"].profile if column == "category" and "entry_type" in block.choices else None
    if kind is not None and kind.words and kind is not profile:
        rows = [row for row in rows if len(row) > kind.place and meaning_of("entry_type", row[kind.place]) in (None, "charge")]
    taken = [(each, words) for each in block.layout.columns if (words := block.only.get(each.title))]
    rows = [row for row in rows if all(len(row) > each.place and row[each.place].strip() in words for each, words in taken)]
    return Counter(row[profile.place].strip().lower() for row in rows if len(row) > profile.place and row[profile.place].strip())
