"""Columns that another sheet has of the same contracts or people: a contract list whose addresses stand in a list of units.

Belongs here: which sheet gives them and by which two titles the lines belong together. Does not belong here: a number that a
sheet says by another (lookup.py), or looking up for a run (reading/lookup.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from sources.recognition.lookup import (
    FEWEST,
    IDENTIFIES,
    MANY,
    NEARLY_ALL,
    NO_KEYS,
    OWNERS,
    Join,
    Seen,
    file_of,
    has_several,
    is_whose,
    new_title,
    said_of_key,
    share,
    specific,
)
from sources.recognition.rented import of_what_is_let, of_who_rents
from sources.recognition.same_title import of_same_title
from sources.recognition.weaker import better_than, weak_of
from sources.words.blocks import LIKELY, Block, Choice, Lookup
from sources.words.evidence import HALF
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of

# Table -> columns that another sheet may give; those of a group only together, from the same sheet.
ELSEWHERE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "leases": (("street", "house_number", "house_number_suffix", "postcode", "city"), ("unit_type",), ("complex_id",),
               ("landlord_id",), ("started_on", "ended_on"), ("tenant_id",),
               ("postcode", "city")),  # of contracts with street and number in one cell
    "tenants": (("deceased_on",), ("tenant_type",)),
    "postcodes": (("municipality_code",),),
}  # fmt: skip
DAYS = frozenset({"started_on", "ended_on"})
NOT_OF_A_LEASE = frozenset({"municipality", "landlord", "entity", "complex"})  # the days of these are not those of a contract
OF_HOUSES = frozenset({"address", "mailing", "unit", "building", "complex"})  # another may have lived there, or two people do

Roles = Mapping[tuple[int, int], str]  # (a sheet, a place in it) -> the number of ours that stands there
Choices = Callable[[str, Layout], dict[str, Choice]]


def with_columns_elsewhere(
    blocks: list[Block],
    sheets: Sequence[Seen],
    choices_of: Choices,
    given_up: Evidence,
    numbers: Collection[tuple[int, int]] = (),
) -> list[Block]:
    """Blocks with the columns that another sheet has of the same contracts or people. `given_up`: the evidence of a
    choice that is none, and may be replaced. `numbers`: where those of contracts stand below titles that do not say so.
    """
    roles = {
        (id(block.sheet), choice.profile.place): name
        for block in blocks
        for name, choice in block.choices.items()
        if name in OWNERS and choice.profile.title not in block.lookups
    } | dict.fromkeys(numbers, "lease_id")
    return [_filled(block, sheets, choices_of, given_up, roles) for block in blocks]


def _filled(block: Block, sheets: Sequence[Seen], choices_of: Choices, given_up: Evidence, roles: Roles) -> Block:
    for group in ELSEWHERE.get(block.table, ()):
        weak, post = weak_of(block, group), of_who_rents(block)
        less = {*weak, *post, *(name for name, each in block.choices.items() if each.why == given_up)}
        missing = [name for name in group if name not in block.choices or name in less]
        if not missing or any(name in block.choices and name not in missing for name in group[:1]):
            continue
        offers = []
        for there in sheets:
            if there.sheets[0] in (block.sheet, *block.alike):
                continue
            offered = {name: choice for name, choice in choices_of(block.table, there.layout).items() if name in missing}
            offered = {name: choice for name, choice in offered.items() if not _is_own_number(block, choice.profile)}
            offered = {name: choice for name, choice in offered.items() if not _is_of_each(block, choice)}
            offered = better_than(weak, offered)
            own = {name: here for name, choice in offered.items() if (here := of_same_title(block, choice))}
            block = replace(block, choices={**block.choices, **own})
            offered = {name: choice for name, choice in offered.items() if name not in own}
            if offered and (join := _best(block, there, next(iter(offered.values())).profile, group, roles)):
                offers.append((join, offered))
        if block.table == "leases":
            offers = of_what_is_let(offers, missing, roles, has_own=bool(post))
        if offers:
            join, offered = max(offers, key=lambda each: (len(each[1]), each[0].order))
            block = with_join(block, join, offered)
    return block


def _is_of_one(own: Profile, key: Profile) -> bool:
    """Whether two titles may be of one person, and not of a house or a kind, which several people share."""
    return not (said_of_key(own) | said_of_key(key)) & OF_HOUSES and key.distinct >= IDENTIFIES * key.filled


def _is_own_number(block: Block, profile: Profile) -> bool:
    """Whether what stands there are the numbers of the contracts themselves: `Project/contract` is no complex then."""
    own = block.choices.get("lease_id")
    return own is not None and block.table == "leases" and share(profile.texts, own.profile.texts) >= NEARLY_ALL


def _is_of_each(block: Block, choice: Choice) -> bool:
    """Whether the number of a unit would be the complex, of which there are as many as contracts: a ledger has each often."""
    is_unit = choice.column == "complex_id" and "unit" in concepts_of(choice.profile.title)
    return is_unit and choice.profile.distinct > HALF * block.layout.rows


def _is_day(profile: Profile) -> bool:
    """Whether days stand there, and not numbers that could be those by which Excel counts days: contract 50021."""
    return bool(profile.date_kind) and not (profile.date_kind == "excel" and "nr" in concepts_of(profile.title))


def _best(block: Block, there: Seen, take: Profile, group: Sequence[str], roles: Roles) -> Join | None:
    """The best join for a column that may stand there once for many of our lines, or (a death) for few of them."""
    found = []
    for own in (*block.layout.columns, *_numbers_looked_up(block, there)):
        role = roles.get((id(block.sheet), own.place)) if own.title not in block.lookups else None
        for key in there.layout.columns:
            theirs = roles.get((id(there.sheets[0]), key.place))
            if key is take or not own.filled or not _may_be_one(block.table, own, key, group):
                continue
            if "landlord_id" in (role, theirs) and block.table == "leases":
                continue  # what an owner has, or mandates us for, says nothing of one contract
            is_same = role is not None and role == theirs
            is_named = is_same or bool(specific(own) & specific(key))
            is_telling = all(len(text) > 3 or not text.isdecimal() for text in key.texts)
            part, back = share(own.texts, key.texts), share(key.texts, own.texts)
            is_list = key.distinct >= FEWEST  # what a single line says holds for no other
            enough = back >= NEARLY_ALL if "deceased_on" in group else is_list and part >= MANY and max(part, back) >= NEARLY_ALL
            if not enough or not (is_named or is_telling) or own.distinct < 2 <= own.filled:
                continue
            if not has_several(there.pairs(key, take), own.texts) or ("tenant_id" in group and _main_role(there, key, own)):
                found.append(Join(is_named, round(part, 2), own.distinct, -own.place, there, own, key, take))
    return max(found, default=None, key=lambda each: each.order)


def _numbers_looked_up(block: Block, there: Seen) -> list[Profile]:
    """Numbers that another list says already: by that of a unit's complex a third may say its owner; the list that says it has a
    line for each unit itself.
    """
    found = [each.profile for name, each in block.choices.items() if name.endswith("_id") and not each.part]
    lookups = {each.title: block.lookups[each.title] for each in found if each.title in block.lookups}
    return [each for each in found if each.title in lookups and lookups[each.title].sheets[0] is not there.sheets[0]]


def _may_be_one(table: str, own: Profile, key: Profile, group: Sequence[str]) -> bool:
    """Whether two titles may speak of the same, of which another list then says what is sought."""
    if _is_day(own) or _is_day(key) or any(said_of_key(each) & NO_KEYS for each in (own, key)):
        return False
    if not DAYS.isdisjoint(group) and (concepts_of(own.title) | concepts_of(key.title)) & NOT_OF_A_LEASE:
        return False
    return not (table == "postcodes" and is_whose(own, key)) and (table != "tenants" or _is_of_one(own, key))


def _main_role(there: Seen, key: Profile, own: Profile) -> Mapping[str, tuple[str, ...]]:
    """Of a list of who takes part in which contract, the word that each of our contracts has once, where no other word may be
    that of the tenants; none where each contract stands there once.
    """
    contracts = [contract for contract, _ in there.pairs(key, key)]
    if len(contracts) == len(set(contracts)):
        return {}
    found: list[tuple[str, str]] = []
    for profile in (each for each in there.layout.columns if each is not key and each.words and not each.date_kind):
        by_word: dict[str, list[str]] = defaultdict(list)
        for contract, word in there.pairs(key, profile):
            by_word[word].append(contract)
        once = [word for word, named in by_word.items() if len(named) == len(set(named)) and own.texts.keys() <= {*named}]
        found += [(profile.title, word) for word in once if word]
    return {found[0][0]: (found[0][1],)} if len(found) == 1 else {}


def with_join(block: Block, join: Join, offered: Mapping[str, Choice]) -> Block:
    """The block with these columns, looked up by what two sheets hold alike."""
    choices, lookups = dict(block.choices), dict(block.lookups)
    for name, choice in offered.items():
        title = next(
            (new for new, each in lookups.items() if (each.own, each.take) == (join.own.title, choice.profile.title)), ""
        )
        title = title or new_title(choice.profile.title, replace(block, lookups=lookups))
        profile = replace(choice.profile, title=title, place=join.own.place)
        why = choice.why.but(f"opgezocht in {file_of(join.there)}")
        choices[name] = replace(choice, profile=profile, certainty=LIKELY, why=why)
        only = _main_role(join.there, join.key, join.own) if name == "tenant_id" else {}
        lookups[title] = Lookup(join.own.title, join.there.sheets, join.there.layout, join.key.title, choice.profile.title, only)
    return replace(block, choices=choices, lookups=lookups)
