"""A list of balances parted by how long they have been open: it names those who owe something, and is no list of all tenants.

Belongs here: which tables such a list does not give. Does not belong here: seeing that it is one (words/ageing.py), or setting it
aside (proposals/aside.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.recognition.lookup import share
from sources.words.ageing import is_aged
from sources.words.blocks import Block
from sources.words.profile import ENOUGH

OF_ALL = ("tenants", "landlords", "leases")  # lists that have to be whole


def without_aged(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without people and contracts read from such a list, unless it has all tenants that the contracts name."""
    return [each for each in blocks if each.table not in OF_ALL or not is_aged(each.layout) or _is_whole(each, blocks)]


def _is_whole(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a list has all tenants of contracts that stand elsewhere."""
    number = block.choices.get("tenant_id")
    others = [each for each in blocks if each.table == "leases" and each.sheet is not block.sheet and "tenant_id" in each.choices]
    if block.table != "tenants" or number is None or not others:
        return False
    return all(share(each.choices["tenant_id"].profile.texts, number.profile.texts) >= ENOUGH for each in others)
