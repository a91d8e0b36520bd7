"""Which likely titles are certain after all: those of which title, cells and the rest of the list say the same.

Belongs here: calling a choice certain that another module made. Does not belong here: choosing (words/choices.py), or what a
person is asked (documents/proposal_questions.py).

A column on which it depends by itself whether somebody is reported, or what of him (a letter, a way of sending, a mandate,
an agreement's days and minimum, the last day of a contract, an objection or a co-tenant), is never among them: a person looks at
those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.reading.rules import TABLES
from sources.words.blocks import LIKELY, SURE, Block, Choice
from sources.words.evidence import evidence
from sources.words.needs import REFERENCES, points_to
from sources.words.profile import ENOUGH, Profile, plain
from sources.words.titles import concepts_of
from sources.words.ways import is_only_of, tables, ways

# Table -> columns of which a reading that is wrong shows in what a person compares, or is refused, and reports nobody by itself.
CALM = {
    "leases": {"street", "house_number", "house_number_suffix", "postcode", "city", "monthly_rent"},
    "tenants": {"last_name", "initials", "name_prefix", "phone_1", "phone_2", "phone_3", "email"},
    "landlords": {"is_small_landlord"},
    "payment_arrangements": {"arrangement_id", "agreed_on"},
    "objections": {"objection_id", "received_on"},
    "eviction_notices": {"notice_id", "announced_on", "eviction_on", "cancelled_on"},
    "collection_cases": {"handed_over_on", "ended_on"},  # a number there may be ours or theirs
    "reported_elsewhere": {"reported_on"},
    "municipality_agreements": {"agreement_id", "applied_on"},
    "municipalities": {"municipality_code"},
    "postcodes": {"postcode", "house_number"},
    "collection_actions": {"action_id", "document_ref"},
    "allocations": {"charge_entry_id", "credit_entry_id", "allocated_on"},
}
# What a title may say of such a column and of another: `Vervallen` is called off, `Vervaldatum` until when it may be done.
TWO_MEANINGS = {("eviction_notices", "cancelled_on"): "due"}
ENOUGH_OWN = 2  # titles that are certain and no reference, where the list's name does not say what it is


def with_agreed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which a title is certain that its words, its cells and its list agree on; and a number of another list
    below the very title that it has there, where that list knows every one of them.
    """
    lists = {each.table: each for each in blocks if _key(each.table) in each.choices and not each.lacks}
    return [
        replace(
            block,
            choices={
                name: replace(each, certainty=SURE) if _is_agreed(block, each) or _is_of(block, each, lists) else each
                for name, each in block.choices.items()
            },
        )
        for block in blocks
    ]


def _key(table: str) -> str:
    key = TABLES[table].key
    return key[0] if len(key) == 1 else ""


def _is_agreed(block: Block, choice: Choice) -> bool:
    if choice.column not in CALM.get(block.table, ()) or not _is_plain(block, choice) or not _is_of_its_kind(choice):
        return False
    title = choice.profile.title
    if choice.column == "is_small_landlord" and "small" not in concepts_of(title):
        return False  # a kind of owner says who is small as far as a person says so
    if _is_number_of_another(block, choice) or TWO_MEANINGS.get((block.table, choice.column)) in concepts_of(title):
        return False
    named = {way.column for way in ways(block.table) if way.is_taken_by(title)}
    is_one_of_phones = named == {choice.column} or (bool(named) and all(each.startswith("phone_") for each in named))
    return is_one_of_phones and _is_its_list(block, title, choice.column) and not _has_rivals(block, choice)


def _is_plain(block: Block, choice: Choice) -> bool:
    """Whether nothing is to be said of a choice but that its title is not one of the surest."""
    is_own = choice.part is None and choice.profile.title not in block.lookups
    return choice.certainty == LIKELY and is_own and not choice.why.doubts and choice.why.fit == choice.why.of


def _is_number_of_another(block: Block, choice: Choice) -> bool:
    """Whether a number of the line (`Dossier`) is read as that of another row too, the contract's: of which it is, is asked."""
    others = (each for name, each in block.choices.items() if name != choice.column and name in REFERENCES)
    return choice.column == _key(block.table) and any(each.profile.place == choice.profile.place for each in others)


def _is_of_its_kind(choice: Choice) -> bool:
    """Whether all cells are what the column holds; of a text of any kind, whether each is a number."""
    if not choice.profile.filled:
        return False
    return choice.why.of > 0 if not choice.why.by_title else choice.profile.share("numbered") >= ENOUGH


def _is_its_list(block: Block, title: str, column: str) -> bool:
    """Whether the name of the list says that it is of this table alone, or titles of its own do."""
    if _is_named_so(block):
        return True
    own = [name for name, each in block.choices.items() if each.certainty == SURE and name not in REFERENCES]
    return len(own) >= ENOUGH_OWN and is_only_of(title, block.table, column)


def _is_named_so(block: Block) -> bool:
    return [each for each in tables() if points_to(each, block.sheet)] == [block.table]


def _has_rivals(block: Block, choice: Choice) -> bool:
    """Whether another title of the list may be the same column, whichever way it is said."""
    others = (each for each in block.layout.columns if each.place != choice.profile.place and each.filled)
    return any(_may_be(block.table, choice.column, each) for each in others)


def _may_be(table: str, column: str, profile: Profile) -> bool:
    said = (way.is_taken_by(profile.title) or way.is_part_of(profile.title) for way in ways(table) if way.column == column)
    return any(said) and not column.startswith("phone_") and evidence(table, column, profile)[0] is not None


def _is_of(block: Block, choice: Choice, lists: dict[str, Block]) -> bool:
    """Whether a number is that of a row of another list, below the same title. That a sheet agrees with itself, in a list of
    contracts with their tenants, proves nothing.
    """
    other = next((lists[table] for table in lists if _key(table) == choice.column and table != block.table), None)
    if other is None or other.sheet is block.sheet or choice.column not in REFERENCES:
        return False
    if not _is_plain(block, choice) or not _is_named_so(block):
        return False
    key = other.choices[choice.column]
    is_known = bool(choice.profile.texts) and choice.profile.texts.keys() <= key.profile.texts.keys()
    return is_known and plain(choice.profile.title) == plain(key.profile.title) and key.part is None
