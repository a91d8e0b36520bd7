"""The number of a contract that stands in two columns of a list, where the list of contracts writes it in one: `0104293` and `01`
of contract `0104293-01`.

Belongs here: seeing that, and the sign that stands between the two. Does not belong here: a contract that is found by its tenant
(lookup.py), the number of an entry (numbers_of_two.py), or making it for a run (reading/shapes.py).

By the tenant alone somebody with two contracts would have his arrangement on the wrong one, or on none. What is made so names a
contract on each line, or nothing is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from sources.reading.rules import TABLES
from sources.recognition.lookup import FEWEST, NEARLY_ALL, share
from sources.words.blocks import Block
from sources.words.profile import Profile, cell_of

COLUMN = "lease_id"
SIGNS = ("-", "/", ".", "_", " ", ":", "")  # between the two, the surest first
SHORTEST = 4  # of what both give together, where no sign stands between them
OF_TWO = "het contractnummer staat hier in twee kolommen: samen geven zij op elke regel een nummer uit de lijst van contracten"


def with_joined_leases(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; those whose lines name a contract in no one column by the two that do so together."""
    lists = [block for block in blocks if block.table == "leases" and COLUMN in block.choices]
    known = {text for block in lists for text in block.choices[COLUMN].profile.texts if not block.choices[COLUMN].part}
    if len(known) < FEWEST:
        return list(blocks)
    return [_joined(block, known) if _is_without(block, known) else block for block in blocks]


def _is_without(block: Block, known: set[str]) -> bool:
    own = block.choices.get(COLUMN)
    is_about = block.table != "leases" and COLUMN in (each.name for each in TABLES[block.table].columns)
    is_plain = not (block.months or block.month or block.paid or block.components or block.steps or block.made)
    is_plain = is_plain and not block.amounts.keys() - {"amount"}
    return is_about and is_plain and (own is None or (not own.part and share(own.profile.texts, Counter(known)) < NEARLY_ALL))


def _joined(block: Block, known: set[str]) -> Block:
    parts = next(_ways(block, known), None)
    if parts is None:
        return block
    choices = {name: each for name, each in block.choices.items() if name != COLUMN}
    lacks = tuple(name for name in block.lacks if name != COLUMN)
    asked = OF_TWO if "" in parts else ""  # a sign between them proves it
    return replace(block, choices=choices, lacks=lacks, made={COLUMN: parts}, asked=block.asked or asked)


def _ways(block: Block, known: set[str]) -> Iterator[tuple[str, ...]]:
    """What a contract's number is made of: two columns that are filled on each line, and the sign between them."""
    full = [each for each in block.layout.columns if each.filled >= block.layout.rows >= FEWEST and not each.date_kind]
    begins = [each for each in full if any(text.startswith(next(iter(each.texts))) for text in known)]
    for one, other in permutations(full, 2):
        if one in begins:
            yield from (_parts(one, sign, other) for sign in SIGNS if _names(block, one, sign, other, known))


def _parts(one: Profile, sign: str, other: Profile) -> tuple[str, ...]:
    middle = () if sign == "/" else (sign,)
    return f"={one.title}", *middle, f"={other.title}"


def _names(block: Block, one: Profile, sign: str, other: Profile, known: set[str]) -> bool:
    """Whether the two name a contract on every line, by a number that is long enough to do so by no accident."""
    made = (cell_of(row, one) + sign + cell_of(row, other) for row in block.rows if any(row))
    return all(each in known and len(each) >= SHORTEST for each in made)
