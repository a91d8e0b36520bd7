"""Settlements whose titles name the charge where the numbers of receipts stand, and the other way about: the entries decide.

Belongs here: turning the two titles of such a list. Does not belong here: lists whose titles say nothing of it (settled.py), or
settlements that stand there at the charge and at the receipt (settled_pairs.py).

Of `Boeking` and `Vereffend met` either may be the receipt: each system writes a settlement down from its own side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.recognition.settled import LEDGER, OF_CHARGES, OF_RECEIPTS, TABLE, TURNED, kinds_of, most_on
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence

CHARGE, CREDIT = "charge_entry_id", "credit_entry_id"


def with_sides_of_entries(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; the two numbers of a list of settlements turned about where nearly all are of entries on the other side."""
    if not any(_is_plain(block) for block in blocks):
        return [*blocks]
    kinds = kinds_of(block for block in blocks if block.table == LEDGER)
    return [_turned(block) if _is_plain(block) and _is_the_other_way(block, kinds) else block for block in blocks]


def _is_plain(block: Block) -> bool:
    """Whether each line has both numbers in columns of its own, in a list of nothing but settlements."""
    numbers = [block.choices.get(name) for name in (CHARGE, CREDIT)]
    is_own = all(each is not None and not each.part and each.profile.title not in block.lookups for each in numbers)
    return block.table == TABLE and is_own and not (block.without or block.kind or block.matched or block.made)


def _is_the_other_way(block: Block, kinds: Mapping[str, str]) -> bool:
    charge, credit = (block.choices[name].profile for name in (CHARGE, CREDIT))
    return most_on(charge, kinds) == "credit" and most_on(credit, kinds) == "charge"


def _turned(block: Block) -> Block:
    charge, credit = (block.choices[name].profile for name in (CHARGE, CREDIT))
    turned = {
        CHARGE: Choice(CHARGE, credit, LIKELY, Evidence((OF_CHARGES, TURNED))),
        CREDIT: Choice(CREDIT, charge, LIKELY, Evidence((OF_RECEIPTS, TURNED))),
    }
    return replace(block, choices={**block.choices, **turned})
