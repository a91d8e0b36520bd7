"""Owners and municipalities that only the list of contracts says, beside each contract: number and name, again and again; and
municipalities that only the list of agreements with them names.

Belongs here: the block of each of them once. Does not belong here: lists of their own (sheets.py), or in which municipality an
address stands (places.py).

Nothing of it is certain, and none is taken of which one number stands beside two names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.recognition.lookup import has_several, seen_of
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Profile
from sources.words.titles import concepts_of

EACH_ONCE = "de lijst van contracten zegt het bij elk contract; elk nummer telt één keer"
NAMES = {"landlords": frozenset({"landlord", "name"}), "municipalities": frozenset({"municipality", "name"})}
OF_AGREEMENTS = "de lijst van overeenkomsten noemt bij elke code de gemeente"
OF_SMALL = frozenset({"small", "landlord", "yes_no"})


def with_those_of_contracts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, and the owners and municipalities beside the contracts, where no list of their own has them."""
    contracts = next((block for block in blocks if block.table == "leases" and not block.lacks and not block.months), None)
    agreements = next((block for block in blocks if block.table == "municipality_agreements" and not block.lacks), None)
    offered = [_owners(contracts), _places(contracts)] if contracts is not None else []
    offered += [_of_agreements(agreements)] if agreements is not None else []  # without who has none
    found = list(blocks)
    for each in offered:
        if each is not None and each.table not in {block.table for block in found}:
            found.append(each)
    return found


def _of_agreements(agreements: Block) -> Block | None:
    """The municipalities with which there are agreements, where their list names each beside its code."""
    number = agreements.choices.get("municipality_code")
    if number is None or number.part or number.profile.title in agreements.lookups:
        return None
    names = [*_names(agreements, "municipalities")]
    if len(names) != 1 or not _says_one(agreements, number.profile, names[0]):
        return None
    return _made(agreements, "municipalities", "municipality_code", number.profile, names[0], OF_AGREEMENTS)


def _owners(contracts: Block) -> Block | None:
    number = contracts.choices.get("landlord_id")
    if number is None or number.part or number.profile.title in contracts.lookups:
        return None
    block = _block(contracts, "landlords", "landlord_id", number.profile)
    marks = [each for each in contracts.left if {"small"} <= concepts_of(each.title) <= OF_SMALL]
    marks = [each for each in marks if each.share("boolean") >= ENOUGH]
    if block is None or len(marks) != 1 or not _says_one(contracts, number.profile, marks[0]):
        return block
    mark = Choice("is_small_landlord", marks[0], LIKELY, Evidence((EACH_ONCE,), marks[0].filled, marks[0].filled))
    return replace(block, choices={**block.choices, "is_small_landlord": mark})


def _places(contracts: Block) -> Block | None:
    codes = [each for each in contracts.left if "municipality_code_word" in concepts_of(each.title)]
    codes = [each for each in codes if each.share("gemeentecode") >= ENOUGH]
    return _block(contracts, "municipalities", "municipality_code", codes[0]) if len(codes) == 1 else None


def _block(contracts: Block, table: str, column: str, number: Profile) -> Block | None:
    """The block of a number and its only name; none where one stands alone, or once for each contract."""
    names = [each for each in _names(contracts, table) if each.place != number.place]
    if len(names) != 1 or number.distinct == number.filled or not _says_one(contracts, number, names[0]):
        return None
    return _made(contracts, table, column, number, names[0], EACH_ONCE)


def _made(block: Block, table: str, column: str, number: Profile, name: Profile, said: str) -> Block:
    why = Evidence((said,), number.filled, number.filled)
    choices = {column: Choice(column, number, LIKELY, why), "name": Choice("name", name, LIKELY, why)}
    return replace(
        block, table=table, choices=choices, lookups={}, only={}, without="", asked="", made={}, lacks=(), goes_on=False
    )


def _names(contracts: Block, table: str) -> Iterator[Profile]:
    for each in contracts.left:
        said = concepts_of(each.title)
        if said and said <= NAMES[table] and said != {"name"} and each.share("words") >= ENOUGH and not each.date_kind:
            yield each


def _says_one(contracts: Block, number: Profile, other: Profile) -> bool:
    """Whether beside each number stands one and the same, on every line that has the number."""
    pairs = [*seen_of(contracts).pairs(number, other)]
    return all(said for _, said in pairs) and not has_several(iter(pairs))
