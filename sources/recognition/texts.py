"""The texts that stand below one title of a block, on the lines that are the block's.

Belongs here: that. Does not belong here: how often kinds of cells occur (words/profile.py), or what texts mean
(words/evidence.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from sources.recognition.suppliers import is_of_supplier
from sources.words.blocks import Block
from sources.words.evidence import meaning_of
from sources.words.profile import Profile

FREE_AGAIN = 3  # how often a text below any title comes back that is a kind's name, not somebody's


def texts_of(block: Block, profile: Profile, column: str = "", skipped: Mapping[str, Sequence[str]] = {}) -> Counter[str]:
    """The texts below a title, in small letters; some may name people. For `category`: of lines that may be charges. `skipped`:
    title -> patterns of lines that are passed over.
    """
    rows = block.rows
    kind = block.choices["entry_type"].profile if column == "category" and "entry_type" in block.choices else None
    if kind is not None and bool(kind.words) == (kind is not profile):  # words of a list of both are parted elsewhere
        rows = [row for row in rows if len(row) > kind.place and _may_be_charge(kind, row[kind.place].strip())]
    rows = [row for row in rows if not (block.suppliers and is_of_supplier(row, block))]
    taken = [(each, words) for each in block.layout.columns if (words := block.only.get(each.title))]
    rows = [row for row in rows if all(len(row) > each.place and row[each.place].strip() in words for each, words in taken)]
    passed = [(each, skipped[each.title]) for each in block.layout.columns if each.title in skipped]
    rows = [row for row in rows if not any(_fits(row, each, patterns) for each, patterns in passed)]
    return Counter(row[profile.place].strip().lower() for row in rows if len(row) > profile.place and row[profile.place].strip())


def _may_be_charge(kind: Profile, word: str) -> bool:
    """Whether a word for the kind of entry, or what a list says that its code means, is none of something else."""
    return meaning_of("entry_type", kind.said(word)) in (None, "charge")


def _fits(row: Sequence[str], profile: Profile, patterns: Sequence[str]) -> bool:
    return len(row) > profile.place and any(re.search(pattern, row[profile.place].strip().lower()) for pattern in patterns)
