"""Whose a line is, where its title does not say so and the list of tenants has the number: `Gebruiker` of a contract.

Belongs here: the tenant of a contract or an objection, by cells that are keys of the list of tenants. Does not belong here: a
number that another list turns into ours (lookup.py), or a list that no title names at all (structure.py).

Nothing of it is certain: whoever reads the proposal is shown how many cells the list has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.recognition.lookup import IN_LIST, NEARLY_ALL, NO_KEYS, is_telling, share
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import Profile
from sources.words.titles import concepts_of

COLUMN = "tenant_id"
OF = ("leases", "objections")
MAY_SAY = frozenset({"user", "booking"})  # who works here has no number of a tenant, and a record of a database is anybody's


def with_tenants_by_number(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; a list of contracts or objections without its tenant has him by the only column that holds tenants' numbers."""
    listed = [block for block in blocks if block.table == "tenants" and COLUMN in block.choices and not block.lookups]
    if len(listed) != 1 or listed[0].choices[COLUMN].part:
        return list(blocks)
    return [_with_tenant(block, listed[0]) if block.table in OF else block for block in blocks]


def _with_tenant(block: Block, tenants: Block) -> Block:
    key = tenants.choices[COLUMN].profile
    if COLUMN in block.choices or block.sheet is tenants.sheet or key.distinct < NEARLY_ALL * key.filled:
        return block
    named = [each for each in block.left if _names(each, key, block.layout.rows)]
    if len(named) != 1:
        return block
    count = sum(times for text, times in named[0].texts.items() if text in key.texts)
    why = Evidence((f"{IN_LIST} {tenants.sheet.sheet or tenants.sheet.file}",), count, named[0].filled)
    choices = {**block.choices, COLUMN: Choice(COLUMN, named[0], LIKELY, why)}
    return replace(block, choices=choices, lacks=tuple(name for name in block.lacks if name != COLUMN))


def _names(own: Profile, key: Profile, rows: int) -> bool:
    is_number = own.filled >= NEARLY_ALL * rows > 0 and not own.date_kind and is_telling(own)
    return is_number and not concepts_of(own.title) & (NO_KEYS - MAY_SAY) and share(own.texts, key.texts) >= NEARLY_ALL
