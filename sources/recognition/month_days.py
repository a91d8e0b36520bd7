"""First and last days of contracts for sheets with a column per month, which have none.

Belongs here: looking those up in the contract list. Does not belong here: which titles are months (words/months.py), or
looking up anything else (lookup.py).
"""

from __future__ import annotations

from sources.recognition.elsewhere import with_join
from sources.recognition.lookup import Join, seen_of, share
from sources.words.blocks import Block
from sources.words.evidence import HALF


def with_days_of_leases(blocks: list[Block]) -> list[Block]:
    """Sheets with a column per month and no days of a contract get its first and last day from the contract list: nobody owes
    rent over months in which he did not live there. What is asked of each month in a cell of its own needs none.
    """
    leases = next((each for each in blocks if each.table == "leases" and {"started_on", "ended_on"} <= each.choices.keys()), None)
    if leases is None:
        return blocks
    wanting = [each for each in blocks if each.months and not each.months.charged and each.sheet is not leases.sheet]
    return [_with_days(each, leases) if each in wanting else each for each in blocks]


def _with_days(block: Block, leases: Block) -> Block:
    own, key = block.choices["lease_id"].profile, leases.choices["lease_id"].profile
    if share(own.texts, key.texts) < HALF and own.title not in block.lookups:
        return block
    there, of_lease = seen_of(leases), {"started_on", "ended_on"}
    offered = {name: choice for name, choice in leases.choices.items() if name in of_lease}
    if any(choice.profile.title in leases.lookups for choice in offered.values()) or key.title in leases.lookups:
        return block
    return with_join(block, Join(True, 1.0, own.distinct, 0, there, own, key, key), offered)
