"""A proposed mapping file as data: per sheet its blocks, line by line with what is known of each, and what of it is left.

Belongs here: gathering that. Does not belong here: the blocks (tables.py), what a check would refuse
(unread.py), or the text of the file and of its questions (documents/proposal_text.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from sources.proposals.implied import without_implied
from sources.proposals.left import is_unclear, may_be
from sources.proposals.tables import parts_of
from sources.words.blocks import Block
from sources.words.choices import rivals_of
from sources.words.names import quoted
from sources.words.notes import Draft, SheetDraft, Unused, Value
from sources.words.profile import Profile

MOST_WORDS = 40  # of a column of codes
_DAY = re.compile(r"9{1,4}[-/.]9{1,2}[-/.]9{1,4}")
_OF_TITLES = ("", "columns", "split", "months")  # sections of a block that name titles of its own sheet


def drafts_of(blocks: Sequence[Block]) -> list[SheetDraft]:
    """What is proposed, for each sheet in the order of the file."""
    sheets = {id(block.sheet): block.sheet for block in blocks}.values()
    looked_up = _looked_up(blocks)
    return [_of_sheet([block for block in blocks if block.sheet is sheet], looked_up.get(id(sheet), set())) for sheet in sheets]


def _looked_up(blocks: Sequence[Block]) -> dict[int, set[str]]:
    """A sheet's identity -> its titles that other sheets look something up by, or take."""
    found: dict[int, set[str]] = {}
    for lookup in (each for block in blocks for each in block.lookups.values()):
        for sheet in lookup.sheets:
            found.setdefault(id(sheet), set()).update((lookup.key, lookup.take, *lookup.only))
    return found


def _of_sheet(blocks: Sequence[Block], looked_up: Collection[str]) -> SheetDraft:
    first = blocks[0]
    layout = first.layout
    drafts = without_implied([part.draft() for block in blocks for part in parts_of(block)])
    named = {text for draft in drafts for text in titles_in(draft)} | {*looked_up}
    left = [each for each in first.left if each.title not in named and all(each in block.left for block in blocks)]
    return SheetDraft(
        file=first.sheet.file,
        sheet=first.sheet.sheet or "",
        more=len({each.sheet for each in first.alike} - {first.sheet.sheet}),
        title_row=layout.title_row,
        rows=layout.rows,
        drafts=drafts,
        has_totals=bool(layout.total_lines),
        totals=() if first.alike else tuple(layout.total_lines),  # of several files, no file's own lines
        asked=tuple(each for block in {block.table: block for block in reversed(blocks)}.values() for each in _rivals(block)),
        unused=tuple(_unused(each, drafts, layout.rows) for each in left),
        untitled=tuple(map(_letter, layout.untitled)),
    )


def _unused(profile: Profile, drafts: Sequence[Draft], rows: int) -> Unused:
    is_of_days, is_empty = bool(_DAY.search(" ".join(profile.shapes))), not profile.shapes
    words = tuple(profile.words.most_common(MOST_WORDS))
    return Unused(
        profile.title, is_of_days, is_empty, tuple(may_be(profile, drafts, rows)), is_unclear(profile, drafts, rows), words
    )


def titles_in(draft: Draft) -> Iterator[str]:
    """What a block names, as far as it counts, that may be a title of its sheet."""
    for section in draft.sections:
        for line in section.lines if section.name in _OF_TITLES else ():
            if not line.waits and line.key != "lookup":
                yield from _texts(line.value)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value.removeprefix("=")
    elif isinstance(value, Mapping):
        yield from value
        for each in value.values():
            yield from _texts(each)
    elif not isinstance(value, int):
        for each in value:
            yield from _texts(each)


def _rivals(block: Block) -> Iterator[str]:
    """Titles that say the same column as well as each other, and none of which was taken, nor another."""
    for column, titles in rivals_of(block.table, block.layout).items():
        if column not in block.choices:
            said = " en ".join(map(quoted, titles))
            yield f"de delen van {said} zeggen allebei {block.table}.{column}; geen van beide is genomen: kies er een"


def _letter(place: int) -> str:
    """The letter that Excel gives a column."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
