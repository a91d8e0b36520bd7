"""Whether two lists of entries are the same entries again: open items stand in the ledger too, receipts not among the charges.

Belongs here: seeing that from their cells. Does not belong here: choosing among other lists
(rivals.py).
"""

from __future__ import annotations

from sources.recognition.lookup import share
from sources.recognition.rivals import how_much, is_other_side
from sources.recognition.went_back import has_reversals
from sources.words.blocks import Block
from sources.words.evidence import meaning_of
from sources.words.profile import cell_of

APART = 0.1  # of the entries of one list that another may have and still be no copy of it
KNOWN_BY = ("lease_id", "booked_on")  # where a list has no numbers


def without_copies(blocks: list[Block]) -> list[Block]:
    """Of several ledgers those whose numbers the first has not: an open item stands among the entries too, and a reversal may."""
    ledgers = sorted((block for block in blocks if block.table == "ledger_entries"), key=how_much, reverse=True)
    kept: list[Block] = []
    for block in (each for each in ledgers if each.month is None):
        is_copy = not is_other_side(block, kept) and any(is_copy_of(block, each) for each in kept)
        is_copy = is_copy or (block.kind == "reversal" and any(has_reversals(each) for each in ledgers if each is not block))
        if not is_copy or (block.months and kept and kept[0].months):
            kept.append(block)
    return [block for block in blocks if block.table != "ledger_entries" or block.month or block in kept]


def is_copy_of(block: Block, first: Block) -> bool:
    """Whether a list holds entries that the first has: by their numbers, else by the lease and day of each. Lists of different
    kinds of entries hold none of each other's.
    """
    numbers = [each.choices["entry_id"].profile for each in (block, first) if "entry_id" in each.choices]
    if len(numbers) == 2:
        return share(numbers[0].texts, numbers[1].texts) > APART
    kinds = _kinds_of(block), _kinds_of(first)
    if all(kinds) and not kinds[0] & kinds[1]:
        return False
    if not all(name in each.choices for each in (block, first) for name in KNOWN_BY):
        return True
    known, again = _entries(first), _entries(block)
    return bool(again) and len(again & known) > APART * len(again)


def _kinds_of(block: Block) -> set[str | None]:
    kind = block.choices.get("entry_type")
    if kind is not None:
        return {meaning_of("entry_type", word) for word in kind.profile.said_words}
    return {"charge"} if "category" in block.choices else set()  # what it is for is said of charges


def _entries(block: Block) -> set[tuple[str, ...]]:
    columns = [block.choices[name].profile for name in KNOWN_BY]
    return {tuple(cell_of(row, each) for each in columns) for row in block.rows}
