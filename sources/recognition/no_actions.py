"""Sheets that a first reading takes for lists of letters and contacts, and that are something else.

Belongs here: telling lists of people, and of entries, from what was done. Does not belong here: finding the titles of
actions (words/choices.py), or which block of two a sheet keeps (sheets.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.words.blocks import Block
from sources.words.evidence import known_share
from sources.words.titles import concepts_of

KINDS = (("leases", "unit_type"), ("tenants", "tenant_type"))  # what a list of codes may say instead of what was done
OF_ENTRIES = ("entry_type", "due_on", "category", "reverses_entry_id")
MOSTLY = 0.8  # of the words of a list of letters
KIND_OF = {"ledger_entries": "entry_type", "collection_actions": "action_type"}  # table -> the column that says what a line is


def without_no_actions(found: list[Block]) -> list[Block]:
    """What a sheet gives, without letters and contacts that are none, or entries that are letters."""
    found = _without_letters_of_entries(_without_actions_of_kinds(_without_actions_of_people(found)))
    return _without_entries_of_letters(found)


def with_lines_of_none(blocks: Sequence[Block]) -> list[Block]:
    """The ledgers, again with the lines whose words are those of letters, where other lists give these: a reminder that was
    booked is what it costs.
    """
    letters = [id(each.sheet) for each in blocks if each.table == "collection_actions"]
    return [
        replace(each, only=_without_kinds(each)) if each.table == "ledger_entries" and id(each.sheet) not in letters else each
        for each in blocks
    ]


def _without_kinds(block: Block) -> dict[str, tuple[str, ...]]:
    kind = block.choices.get(KIND_OF[block.table])
    return {title: words for title, words in block.only.items() if kind is None or title != kind.profile.title}


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
    """Without actions whose kind is read from the list that says of the same sheet's contracts what is let, or who rents, in as
    many words that are known: one of its codes has a part that may be a letter too.
    """
    action = next((block.choices.get("action_type") for block in found if block.table == "collection_actions"), None)
    if action is None:
        return found
    words = action.profile.said_texts
    said = (block.choices.get(column) for table, column in KINDS for block in found if block.table == table)
    is_other = any(
        each is not None
        and each.profile.place == action.profile.place
        and known_share(each.column, words) >= known_share("action_type", words)
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


def _without_entries_of_letters(found: list[Block]) -> list[Block]:
    """Without entries of a sheet each of whose lines is a letter or contact, on a day, with what it asks for: no title says which
    kind of entry a line is, when it is due or what it is for, and no amount has a side.
    """
    blocks = {block.table: block for block in found if block.table in KIND_OF}
    entries, actions = blocks.get("ledger_entries"), blocks.get("collection_actions")
    kind = actions.choices.get("action_type") if actions is not None else None
    if entries is None or kind is None or actions is None or "performed_on" not in actions.choices:
        return found
    is_said = {*OF_ENTRIES} & entries.choices.keys() or entries.months or {*entries.amounts} - {"amount"} or entries.paid
    is_of_letters = bool(kind.profile.words) and known_share("action_type", kind.profile.said_words) >= MOSTLY
    return (
        found if is_said or entries.month or not is_of_letters else [block for block in found if block.table != "ledger_entries"]
    )
