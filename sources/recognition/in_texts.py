"""The number of a contract within a text, as in the subject of a message: `AANMANING huurachterstand - contract 2113`.

Belongs here: seeing that nearly all texts of a column hold one that the list of contracts has. Does not belong here: a column of
numbers below any title (lookup.py), or which part of a text it is (reading/parts.py).

Nothing of it is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.reading.parts import PARTS
from sources.recognition.lookup import FEWEST, NEARLY_ALL
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.choices import choices_of
from sources.words.notes import Evidence
from sources.words.profile import Profile, cell_of

PART, COLUMN = "contract", "lease_id"
WITHIN = "het nummer achter 'contract' in de tekst"
_NUMBER = re.compile(PARTS[PART][0], re.IGNORECASE)


def with_numbers_in_texts(blocks: Sequence[Block], owners: Sequence[Block]) -> list[Block]:
    """The blocks; one that lacks the number of its contracts has it from the only column of texts that hold one on each line."""
    known = [
        key.profile.texts.keys()
        for block in owners
        if block.table == "leases" and (key := block.choices.get(COLUMN)) and not key.part
    ]
    return [_with_number(block, {*known[0]}) if known and COLUMN in block.lacks else block for block in blocks]


def _with_number(block: Block, known: set[str]) -> Block:
    found = [(each, count) for each in block.layout.columns if (count := _fits(block, each, known))]
    if len(found) != 1:
        return block
    profile, count = found[0]
    choice = Choice(COLUMN, profile, LIKELY, Evidence((WITHIN,), count, profile.filled), PART)
    taken = {name for name, each in block.choices.items() if each.profile is profile}  # what kind of message, say
    rest = replace(block.layout, columns=tuple(each for each in block.layout.columns if each is not profile))
    others = {name: each for name, each in choices_of(block.table, rest).items() if name in taken}
    return replace(
        block,
        choices={**block.choices, **others, COLUMN: choice},
        lacks=tuple(name for name in block.lacks if name != COLUMN),
    )


def _fits(block: Block, profile: Profile, known: set[str]) -> int:
    """How many lines have a number of a contract there; 0 where it may be an accident, or most have none."""
    numbers = list(_numbers(block, profile)) if profile.share(f"part {PART}") >= NEARLY_ALL else []
    fitting = sum(number in known for number in numbers)
    is_of_all = fitting >= NEARLY_ALL * block.layout.rows and fitting == len(numbers)
    return fitting if is_of_all and len({*numbers}) >= FEWEST else 0


def _numbers(block: Block, profile: Profile) -> Iterator[str]:
    for row in block.rows:
        if found := _NUMBER.match(cell_of(row, profile)):
            yield found[1].rstrip(" -/,;")
