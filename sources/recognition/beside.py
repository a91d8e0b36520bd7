"""What stands beside a contract on its own line: who shares it, an arrangement, a case with a bailiff, an eviction.

Belongs here: keeping the columns of the contract out of these. Does not belong here: who shares a contract by a name only
(people.py), or what a sheet gives at all (sheets.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.profile import Layout
from sources.words.titles import concepts_of
from sources.words.ways import is_named

Make: TypeAlias = Callable[[str, Sheet, Layout], Block | None]
DAYS = ("started_on", "ended_on")
OTHERS = frozenset({"payment_arrangements", "collection_cases", "eviction_notices", "objections", "reported_elsewhere"})

# Table -> the number of each of its lines, and what the line is about.
NUMBERS: Mapping[str, tuple[str, str]] = {
    "objections": ("objection_id", "tenant_id"), "payment_arrangements": ("arrangement_id", "lease_id"),
    "collection_cases": ("case_id", "lease_id"),
}  # fmt: skip


def beside_contracts(found: Sequence[Block], make: Make) -> list[Block]:
    """What a sheet gives, where it lists contracts: the days of a contract are not those of what else its line says. `make`: the
    block that a sheet gives of a table.
    """
    contracts = next((block for block in found if block.table == "leases"), None)
    if contracts is None:
        return list(found)
    return [
        _shared_by(each, contracts) if each.table == "co_tenants" else _without_its_days(each, contracts, make) for each in found
    ]


def with_whole_lists(blocks: Sequence[Block], make: Make) -> list[Block]:
    """What is about contracts, of a sheet that could give these and does not since another list does: its tenants are those of
    co-tenants again, and its days no contract's.
    """
    contracts = [id(each) for block in blocks if block.table == "leases" for each in (block.sheet, *block.alike)]
    free = [each for each in blocks if id(each.sheet) not in contracts]
    ways = {**dict.fromkeys(OTHERS, _with_its_days), "co_tenants": _made_whole}
    return [ways[each.table](each, make) if each in free and each.table in ways else each for each in blocks]


def _with_its_days(block: Block, make: Make) -> Block:
    whole = make(block.table, block.sheet, block.layout)
    taken = {each.profile.place for each in block.choices.values()}
    found = whole.choices if whole is not None else {}
    days = {name: each for name, each in found.items() if each.profile.date_kind and each.profile.place not in taken}
    return replace(block, choices={**days, **block.choices})


def _made_whole(block: Block, make: Make) -> Block:
    is_bare = "tenant_id" not in block.choices and not block.made
    whole = make(block.table, block.sheet, block.layout) if is_bare else None
    return replace(whole, alike=block.alike) if whole is not None and not whole.lacks else block


def with_made_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Lists of what is said or done of people and contracts, without the number of the person or contract as that of each line:
    a second case of one contract would have the number of the first.
    """
    return [_without_number_of_another(each, *NUMBERS[each.table]) if each.table in NUMBERS else each for each in blocks]


def _without_number_of_another(block: Block, number: str, of: str) -> Block:
    own, other = block.choices.get(number), block.choices.get(of)
    if own is None or other is None or own.profile.place != other.profile.place or other.profile.title in block.lookups:
        return block
    return replace(block, choices={name: each for name, each in block.choices.items() if name != number})


def _shared_by(block: Block, contracts: Block) -> Block:
    own = {name: each for name, each in block.choices.items() if "co_tenant" in concepts_of(each.profile.title)}
    lease = replace(contracts.choices["lease_id"], certainty=LIKELY)
    return replace(block, choices={"lease_id": lease, **own})


def _without_its_days(block: Block, contracts: Block, make: Make) -> Block:
    days = [contracts.choices[name] for name in DAYS if name in contracts.choices]
    places = {each.profile.place for each in days if not _is_only_its_own(each, block)}
    if block.table not in OTHERS or not places & {each.profile.place for each in block.choices.values()}:
        return block
    left = tuple(each for each in block.layout.columns if each.place not in places)
    other = make(block.table, block.sheet, replace(block.layout, columns=left))
    return replace(other, layout=block.layout) if other is not None else block


def _is_only_its_own(day: Choice, block: Block) -> bool:
    """Whether a title names a day of the other list, and none of a contract: `Datum einde melding`."""
    own = next((name for name, each in block.choices.items() if each.profile.place == day.profile.place), "")
    return bool(own) and is_named(day.profile.title, block.table, own) and not is_named(day.profile.title, "leases", day.column)
