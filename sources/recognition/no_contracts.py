"""Lists in which no contract of ours stands: entries of insurance policies, or of what was repaired, in a workbook that is named
after its administration; owners with the days of their mandates, which look like contracts by those days.

Belongs here: leaving those out, of entries where another list has them. Does not belong here: what a sheet's titles say of it
(others.py), or which of several lists of entries counts (copies.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.recognition.lookup import share
from sources.recognition.others import OF_LEASES
from sources.words.blocks import Block
from sources.words.needs import tables_named
from sources.words.titles import concepts_of

TABLE = "ledger_entries"
OF_TENANCIES = OF_LEASES - {"landlord_id"}  # which a list of owners has too
FEWEST = 2  # numbers, before that proves anything


def without_other_matters(blocks: Sequence[Block]) -> list[Block]:
    """Without entries that name no contract or tenant, in a sheet whose own name does not say that it has entries; unless no
    other list has any: then a person is asked of this one.
    """
    leases = [each for each in blocks if each.table == "leases" and not each.lacks and "lease_id" in each.choices]
    entries = [each for each in blocks if each.table == TABLE]
    others = [each for each in entries if leases and _is_of_another_matter(each, leases)]
    return [each for each in blocks if each not in others] if len(others) < len(entries) else list(blocks)


def _is_of_another_matter(block: Block, leases: Sequence[Block]) -> bool:
    own = block.choices.get("lease_id")
    if own is None or own.part or block.lookups or block.kind or tables_named(block.sheet.sheet or block.sheet.file):
        return False
    if concepts_of(own.profile.title) & {"contract", "tenant"} or own.profile.distinct < FEWEST:
        return False  # numbers of contracts that are not in the list of them are asked
    return not any(share(own.profile.texts, each.choices["lease_id"].profile.texts) for each in leases)


def without_contracts_of_owners(found: list[Block]) -> list[Block]:
    """Without contracts in a sheet of owners and mandates that says neither who rents, nor what, nor where it is."""
    if not {"landlords", "mandates"} <= {each.table for each in found if not each.lacks}:
        return found
    return [each for each in found if each.table != "leases" or OF_TENANCIES & each.choices.keys()]
