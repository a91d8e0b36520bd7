"""Addresses whose suffix stands in two columns, as the register of addresses has it: a letter and what is added behind it.

Belongs here: the second column, in the list itself or in the one in which addresses are looked up. Does not belong here: titles
that say a suffix (words.toml), or a suffix behind its number in one cell (words/split.py).

Without it the flat next door would be reported: `12 A` for `12 A-2`, or `12` for `12-hs`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.recognition.lookup import new_title
from sources.words.blocks import Block, Choice
from sources.words.houses import ROOM
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import concepts_of

_LETTER = re.compile(r"letter|(?<![^\W\d_])(?:hs|huis)?(?:lttr|ltr|let)(?![^\W\d_])", re.IGNORECASE)
COLUMN, TABLE = "house_number_suffix", "leases"


def with_second_suffixes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of contracts with what stands behind the first suffix; the letter comes first, whatever the order of titles."""
    return [_with(block) if block.table == TABLE and COLUMN in block.choices else block for block in blocks]


def _with(block: Block) -> Block:
    own = block.choices[COLUMN]
    lookup = block.lookups.get(own.profile.title)
    taken = {each.profile.place for each in block.choices.values()} if lookup is None else set()
    layout, first = (lookup.layout, lookup.take) if lookup else (block.layout, own.profile.title)
    others = [each for each in _suffixes(layout) if each.title != first and each.place not in taken]
    if own.part or len(others) != 1:
        return block
    is_behind = not _is_letter(others[0].title) or _is_letter(first)
    if lookup is None:
        titles = (first, others[0].title) if is_behind else (others[0].title, first)
        choice = own if is_behind else replace(own, profile=others[0])
        return replace(block, choices={**block.choices, COLUMN: choice}, further={COLUMN: titles[1]})
    title = new_title(others[0].title, block)
    lookups = {**block.lookups, title: replace(lookup, take=others[0].title)}
    choice = own if is_behind else Choice(COLUMN, replace(own.profile, title=title), own.certainty, own.why)
    second = title if is_behind else own.profile.title
    return replace(block, choices={**block.choices, COLUMN: choice}, lookups=lookups, further={COLUMN: second})


def _suffixes(layout: Layout) -> list[Profile]:
    said = [(each, concepts_of(each.title)) for each in layout.columns if not ROOM.search(each.title)]
    found = [each for each, concepts in said if "suffix" in concepts <= {"suffix", "house"}]
    return [each for each in found if each.filled and each.share("suffix") >= ENOUGH]


def _is_letter(title: str) -> bool:
    return bool(_LETTER.search(title))
