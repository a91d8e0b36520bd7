"""Sheets that a first reading takes for lists of letters and contacts, and that are something else.

Belongs here: telling lists of people, and of entries, from what was done. Does not belong here: finding the titles of
actions (words/choices.py), or which block of two a sheet keeps (sheets.py).
"""

from __future__ import annotations

from sources.words.blocks import Block
from sources.words.evidence import known_share
from sources.words.titles import concepts_of

KINDS = (("leases", "unit_type"), ("tenants", "tenant_type"))  # what a list of codes may say instead of what was done
KIND_OF = {"ledger_entries": "entry_type", "collection_actions": "action_type"}  # table -> the column that says what a line is


def without_no_actions(found: list[Block]) -> list[Block]:
    """What a sheet gives, without letters and contacts that are none."""
    return _without_letters_of_entries(_without_actions_of_kinds(_without_actions_of_people(found)))


def _without_actions_of_people(found: list[Block]) -> list[Block]:
    """Without actions of a sheet that says neither what was done, in a word that is known, nor when, and has postcodes or
    addresses for mail: a list of people. Of a day alone, or of a kind alone, it may be asked.
    """

    def is_unsaid(block: Block) -> bool:
        kind = block.choices.get("action_type")
        is_known = kind is not None and (
            "performed_on" in block.choices or known_share("action_type", kind.profile.said_texts) > 0
        )
        return block.table == "collection_actions" and not block.steps and not is_known

    def is_of_people(block: Block) -> bool:
        return is_unsaid(block) and any(concepts_of(each.title) & {"postcode", "email"} for each in block.layout.columns)

    return [block for block in found if not is_of_people(block)]


def _without_actions_of_kinds(found: list[Block]) -> list[Block]:
    """Without actions whose kind is read from the list that says of the same sheet's contracts what is let, or who rents, in more
    words that are known: one of its codes has a part that may be a letter too.
    """
    action = next((block.choices.get("action_type") for block in found if block.table == "collection_actions"), None)
    if action is None:
        return found
    words = action.profile.said_texts
    said = (block.choices.get(column) for table, column in KINDS for block in found if block.table == table)
    is_other = any(
        each is not None
        and each.profile.place == action.profile.place
        and known_share(each.column, words) > known_share("action_type", words)
        for each in said
    )
    return [block for block in found if not (is_other and block.table == "collection_actions" and not block.steps)]


def _without_letters_of_entries(found: list[Block]) -> list[Block]:
    """Without actions of which the kinds are those of a sheet's entries, and none is a word for a letter or contact."""
    kinds = {block.table: block.choices.get(KIND_OF[block.table]) for block in found if block.table in KIND_OF}
    entry, action = kinds.get("ledger_entries"), kinds.get("collection_actions")
    is_same = entry is not None and action is not None and entry.profile.place == action.profile.place
    if action is None or not is_same or known_share("action_type", action.profile.said_texts):
        return found
    return [block for block in found if block.table != "collection_actions"]
