"""What two lists have alike that their titles do not say: an owner's number, two days.

Belongs here: columns of lists that are known already, by the cells of others or by time. Does not belong here: the complexes of
contracts and mandates (complexes.py), lists that gave nothing (structure.py), or looking up in another list (lookup.py).

Nothing of it is certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.recognition.complexes import with_complexes
from sources.recognition.lookup import NEARLY_ALL, Seen, share
from sources.recognition.structure_columns import Known, days_of, in_time
from sources.words.blocks import LIKELY, SURE, Block, Choice
from sources.words.notes import Evidence


def with_shared(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with what their titles did not say and other lists, or the order in time, do."""
    found = [_with_owner(block, Known(blocks)) if block.table == "mandates" else block for block in blocks]
    found = with_complexes(found)
    return [_with_days(block) if block.table == "co_tenants" else block for block in found]


def _with_owner(block: Block, known: Known) -> Block:
    """A list of mandates by the only column that holds numbers of owners, where that chosen holds none: that is the mandate's."""
    owners = known.of("landlords", "landlord_id") | known.of("leases", "landlord_id")
    chosen, part = block.choices.get("landlord_id"), block.choices.get("complex_id")
    if chosen is not None and part is not None and chosen.profile is part.profile:  # `Eigenaar gebouw`: of the owner's number
        return replace(block, choices={name: each for name, each in block.choices.items() if name != "complex_id"})
    if chosen is None or chosen.certainty == SURE or block.lookups or not owners:
        return block
    held = [
        each for each in block.layout.columns if each.filled and not each.date_kind and share(each.texts, owners) >= NEARLY_ALL
    ]
    if len(held) != 1 or share(chosen.profile.texts, owners) > 0:
        return block
    choices = {name: each for name, each in block.choices.items() if each.profile is not held[0]}
    if "mandate_id" not in choices and chosen.profile.distinct == chosen.profile.filled:
        choices["mandate_id"] = replace(chosen, column="mandate_id")
    choices["landlord_id"] = Choice("landlord_id", held[0], LIKELY, Evidence(("het zijn nummers uit de lijst van eigenaren",)))
    return replace(block, choices=choices)


def _with_days(block: Block) -> Block:
    """Who shares a contract from the first of two days until the second, where no title says which is which."""
    seen = Seen((block.sheet, *block.alike), block.layout)
    if "from_on" in block.choices or "until_on" in block.choices or block.made or block.lookups:
        return block
    left = [each for each in days_of(seen) if each in block.left]
    days = in_time(left, seen)
    if len(days) != 2:
        return block
    why = Evidence(("de eerste van twee dagen is het begin",))
    named = zip(("from_on", "until_on"), days, strict=True)
    return replace(block, choices={**block.choices, **{name: Choice(name, day, LIKELY, why) for name, day in named}})
