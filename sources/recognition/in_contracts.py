"""Tenants whom the lists of contracts say more fully than a list of people beside them: each with his kind, and his surname in a
column of its own.

Belongs here: seeing that, and what the list of people then still gives: telephone and e-mail. Does not belong here: which of
several lists of people holds the tenants (rivals.py), or a column that any other list has of them (elsewhere.py).

A list of relations that does not say who is an organisation, or who died, would have to ask the contracts for it: of who left, or
lets a garage on another tab, nobody would know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.recognition.elsewhere import with_join
from sources.recognition.further import as_in
from sources.recognition.lookup import NEARLY_ALL, Join, seen_of, share
from sources.words.blocks import LIKELY, Block
from sources.words.profile import Profile, plain

CONTACTS = ("phone_1", "phone_2", "phone_3", "email")
OF_PEOPLE = ("co_tenants", "objections")
MOST_SAID = ("tenant_type", "last_name")


def with_fuller_tenants(owners: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """The owners, where the only list of people is less full than the contracts with the tenants of the first of these. `blocks`:
    what each sheet gives by itself.
    """
    people = [block for block in owners if block.table == "tenants"]
    contracts = [block for block in owners if block.table == "leases"]
    if len(people) != 1 or not contracts or people[0].sheet is contracts[0].sheet or "tenant_type" in people[0].choices:
        return list(owners)
    own = _own_tenants(contracts[0], blocks)
    if own is None or not all(name in own.choices and not own.choices[name].part for name in MOST_SAID):
        return list(owners)
    if _has_more(people[0], blocks):
        return list(owners)
    return [own if block is people[0] else block for block in owners]


def _has_more(people: Block, blocks: Sequence[Block]) -> bool:
    """Whether who shares a contract, or objects, is named by numbers that the list of people has and no contract does."""
    key = people.choices.get("tenant_id")
    if key is None:
        return False
    contracts = [block.choices["tenant_id"] for block in blocks if block.table == "leases" and "tenant_id" in block.choices]
    known = {text for each in contracts for text in each.profile.texts}
    naming = [block for block in blocks if block.table in OF_PEOPLE and block.sheet is not people.sheet]
    texts = [each.texts.keys() for block in naming for each in block.layout.columns if each.filled and not each.date_kind]
    return any(found <= key.profile.texts.keys() and not found <= known for found in texts)


def with_tenants_of_each(owners: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """The owners; where tenants are read from the contracts, those of each further list too, and how the list of people reaches
    them.
    """
    contracts = [block for block in owners if block.table == "leases"]
    first = next((block for block in owners if block.table == "tenants"), None)
    if first is None or not contracts or first.sheet is not contracts[0].sheet:
        return list(owners)
    having = {id(block.sheet) for block in owners if block.table == "tenants"}
    further = [
        _as_in_first(own, first, contract)
        for contract in contracts
        if id(contract.sheet) not in having and contract.goes_on and (own := _own_tenants(contract, blocks)) is not None
    ]
    lists = [block for block in blocks if block.table == "tenants" and block.sheet not in [each.sheet for each in contracts]]
    return [_reached(block, lists) if block.table == "tenants" else block for block in (*owners, *further)]


def _own_tenants(contract: Block, blocks: Sequence[Block]) -> Block | None:
    """The tenants of a list of contracts, by the number that names them there."""
    number = contract.choices.get("tenant_id")
    own = next((block for block in blocks if block.table == "tenants" and block.sheet is contract.sheet), None)
    if own is None or number is None or number.profile.title in contract.lookups or own.made or own.lookups or own.lacks:
        return None
    return replace(own, choices={**own.choices, "tenant_id": number}, alike=contract.alike)


def _as_in_first(own: Block, first: Block, contract: Block) -> Block:
    """The tenants of a further list, read as those of the first where the titles are the same."""
    choices = {
        name: as_in(there, each.profile)
        if (there := first.choices.get(name)) and not there.part and plain(there.profile.title) == plain(each.profile.title)
        else replace(each, certainty=LIKELY)
        for name, each in own.choices.items()
    }
    return replace(own, choices=choices, goes_on=True, asked=contract.asked)


def _reached(block: Block, lists: Sequence[Block]) -> Block:
    """Tenants with what the only list of people that has nearly all of their numbers says of how they are reached."""
    own = block.choices.get("tenant_id")
    found = [each for each in lists if own is not None and _is_of_all(each, own.profile)]
    if own is None or len(found) != 1 or block.made or {*CONTACTS} & {*block.choices}:
        return block
    number = own.profile
    offered = {name: found[0].choices[name] for name in CONTACTS if name in found[0].choices}
    key = found[0].choices["tenant_id"].profile
    if not offered:
        return block
    take = next(iter(offered.values())).profile
    join = Join(True, 1.0, number.distinct, -number.place, seen_of(found[0]), number, key, take)
    return with_join(block, join, offered)


def _is_of_all(people: Block, number: Profile) -> bool:
    """Whether a list of people has each of its own, and nearly all of these numbers."""
    key = people.choices.get("tenant_id")
    if key is None or people.made or people.lookups or key.profile.distinct < key.profile.filled:
        return False
    return share(number.texts, key.profile.texts) >= NEARLY_ALL
