"""The number of a tenant before his name in one cell, as a linked record of a database is shown: `1012 J. de Vries`.

Belongs here: seeing that it is the number of somebody in the list of tenants, for the tenant of a contract and for who shares it.
Does not belong here: a column of numbers alone (whose.py, lookup.py), or which part of a cell it is (reading/parts.py).

Nothing of it is certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.reading.parts import PARTS
from sources.recognition.lookup import FEWEST, NEARLY_ALL
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import Profile
from sources.words.titles import concepts_of

PART, COLUMN = "number_before_name", "tenant_id"
BEFORE = "het nummer voor de naam"
SHARED = "wie een contract deelt, staat met zijn nummer bij dat contract"
_NUMBER = re.compile(PARTS[PART][0])


def with_numbers_before_names(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; contracts have their tenant by that number rather than by what another list says of the contract, and those who
    share one a block of their own where nothing else gives it.
    """
    lists = [block for block in blocks if block.table == "tenants" and COLUMN in block.choices]
    if len(lists) != 1 or lists[0].choices[COLUMN].part or lists[0].made:
        return list(blocks)
    known = {*lists[0].choices[COLUMN].profile.texts}
    found = [_with_tenant(block, known) if block.table == "leases" else block for block in blocks]
    if any(block.table == "co_tenants" for block in blocks):
        return found
    return [*found, *(shared for block in found if block.table == "leases" and (shared := _sharing(block, known)))]


def _with_tenant(block: Block, known: set[str]) -> Block:
    own, choice = block.choices.get(COLUMN), _choice(block, "tenant", known)
    if choice is None or _is_said_otherwise(block, choice):
        return block
    lookups = {title: each for title, each in block.lookups.items() if own is None or title != own.profile.title}
    lacks = tuple(name for name in block.lacks if name != COLUMN)
    return replace(block, choices={**block.choices, COLUMN: choice}, lookups=lookups, lacks=lacks)


def _is_said_otherwise(block: Block, choice: Choice) -> bool:
    """Whether another title of the list itself has the number."""
    own = block.choices.get(COLUMN)
    return own is not None and own.profile.title not in block.lookups and own.profile.place != choice.profile.place


def _sharing(block: Block, known: set[str]) -> Block | None:
    lease, choice = block.choices.get("lease_id"), _choice(block, "co_tenant", known)
    if lease is None or choice is None or lease.profile.title in block.lookups:
        return None
    choices = {"lease_id": replace(lease, certainty=LIKELY), COLUMN: choice}
    without = choice.profile.title if choice.profile.filled < block.layout.rows else ""
    return Block("co_tenants", block.sheet, block.layout, choices, alike=block.alike, without=without, asked=SHARED)


def _choice(block: Block, whose: str, known: set[str]) -> Choice | None:
    """The only column of such a title that has, in each cell, one number and a name, and nearly always that of a tenant."""
    named = [each for each in block.layout.columns if concepts_of(each.title) - {"name"} == {whose}]
    fitting = [(each, held) for each in named if (held := _held(each, known))]
    if len(fitting) != 1:
        return None
    (profile, held) = fitting[0]
    return Choice(COLUMN, profile, LIKELY, Evidence((BEFORE,), held, profile.filled), PART)


def _held(profile: Profile, known: set[str]) -> int:
    """How many cells have the number of a tenant; 0 where it may be an accident, or a cell has none."""
    numbers = {text: found[1] for text in profile.texts if (found := _NUMBER.match(text))}
    if len(numbers) < max(len(profile.texts), FEWEST):
        return 0
    held = sum(profile.texts[text] for text, number in numbers.items() if number in known)
    return held if held >= NEARLY_ALL * profile.filled else 0
