"""What one sheet says of another: a list that names a debtor where we ask a lease, a contract list whose addresses stand in a
list of units.

Belongs here: seeing from the cells which titles of two sheets hold the same numbers or names. Does not belong here: choosing
titles (proposal.py), or looking up for a run (mapping_lookup.py).

Titles alone never join two sheets: nearly all cells of the one must stand in the other, and there each at most once or nearly so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sources.mapping_rules import TABLES
from sources.proposal_blocks import LIKELY, Block, Choice, Lookup, Sheet
from sources.proposal_evidence import HALF, meaning_of
from sources.proposal_notes import Evidence
from sources.proposal_profile import Layout, Profile, plain
from sources.proposal_same_title import of_same_title
from sources.proposal_titles import GENERAL, concepts_of

MOST_LOOKED_AT = 5000
NEARLY_ALL, IDENTIFIES, MANY = 0.9, 0.8, 0.5
OWNERS = {"lease_id": ("leases",), "tenant_id": ("leases", "tenants"), "landlord_id": ("landlords", "mandates"),
    "municipality_code": ("municipalities",)}  # fmt: skip
_NO_KEYS = """postcode city street house suffix phone mobile email date amount note never booking voucher invoice debit credit
    balance user rent initials prefix kind municipality_code_word channel yes_no"""
NO_KEYS = frozenset(_NO_KEYS.split())  # what two sheets may have alike without speaking of the same
# Table -> columns that another sheet may give; those of a group only together, from the same sheet.
ELSEWHERE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "leases": (("street", "house_number", "house_number_suffix", "postcode", "city"), ("unit_type",), ("complex_id",),
               ("landlord_id",), ("started_on", "ended_on"), ("tenant_id",)),
    "tenants": (("deceased_on",), ("tenant_type",)),
    "postcodes": (("municipality_code",),),
}  # fmt: skip
DAYS = frozenset({"started_on", "ended_on"})
NOT_OF_A_LEASE = frozenset({"municipality", "landlord", "entity", "complex"})  # the days of these are not those of a contract
NO_LEASE = "dit is het nummer van een huurder, en geen contractnummer"

Roles = Mapping[tuple[int, int], str]  # (a sheet, a place in it) -> the number of ours that stands there
Choices = Callable[[str, Layout], dict[str, Choice]]


@dataclass(frozen=True)
class Seen:
    """A sheet with its layout, and the others of its shape."""

    sheets: tuple[Sheet, ...]
    layout: Layout

    def pairs(self, one: Profile, other: Profile) -> Iterator[tuple[str, str]]:
        """The two cells of each line."""
        above = self.layout.title_row + self.layout.title_rows - 1
        for sheet in self.sheets[:1]:
            for row in sheet.rows[above:]:
                cells = [row[each.place].strip() if each.place < len(row) else "" for each in (one, other)]
                if cells[0]:
                    yield cells[0], cells[1]


def seen_of(block: Block) -> Seen:
    """The sheets of a block."""
    return Seen((block.sheet, *block.alike), block.layout)


def share(cells: Counter[str], others: Counter[str]) -> float:
    """The part of the cells that stand among the others; of very many different cells, of the first of them."""
    looked_at = list(islice(cells.items(), MOST_LOOKED_AT))
    total = sum(count for _, count in looked_at)
    return sum(count for text, count in looked_at if text in others) / total if total else 0.0


def with_references(blocks: list[Block]) -> list[Block]:
    """Each block with the number of a lease, tenant or landlord that its sheet lacks, or says by another number or name, looked
    up; those of which it cannot be had are left out.
    """
    owners = {name: [block for block in blocks if block.table == name and not block.lacks] for name in ("leases", "tenants")}
    others = ("landlords", "mandates", "municipalities")
    owners |= {name: [block for block in blocks if block.table == name and not block.lacks] for name in others}
    found = []
    for block in blocks:
        for column in OWNERS:
            is_his_own = column in block.made or (block.table, column) == ("co_tenants", "tenant_id")
            if not is_his_own and column in (each.name for each in TABLES[block.table].columns):
                wanted = [owner for name in OWNERS[column] for owner in owners[name][:1]]
                block = _resolved(block, column, wanted)
        if block.table == "co_tenants" and block.lacks == ("tenant_id",):
            block = _with_known_person(block, owners["tenants"][:1])
        if not block.lacks:
            found.append(block)
    return found


def _with_known_person(block: Block, owners: Sequence[Block]) -> Block:
    """Co-tenants by the only column whose cells are all numbers of tenants, below a title that does not say so."""
    known = [owner.choices["tenant_id"].profile for owner in owners if "tenant_id" in owner.choices]
    taken = {choice.profile.place for choice in block.choices.values()}
    found = [
        each
        for each in block.layout.columns
        if known and each.place not in taken and each.filled and not each.date_kind and share(each.texts, known[0].texts) == 1
    ]
    if len(found) != 1:
        return block
    why = Evidence((f"de cellen staan in {_where(owners[0])}",), found[0].filled, found[0].filled)
    return replace(block, choices={**block.choices, "tenant_id": Choice("tenant_id", found[0], LIKELY, why)}, lacks=())


def _resolved(block: Block, column: str, owners: Sequence[Block]) -> Block:
    if TABLES[block.table].key == (column,):
        return block
    own = block.choices.get(column)
    if own is not None and (own.part or any(_knows(owner, column, own.profile, block) for owner in owners)):
        return block
    owners = [owner for owner in owners if column in owner.choices and owner.sheet is not block.sheet]
    targets = [(seen_of(each), each.choices[column].profile) for each in owners]
    join = max(_joins(block.layout, targets), default=None, key=lambda each: each.order)
    if join is None or (own is not None and join.share <= share(own.profile.texts, join.take.texts)):
        if own is None or not owners:
            return block
        why = own.why.but(f"weinig van deze cellen staan in {_where(owners[0])}")
        return replace(block, choices={**block.choices, column: replace(own, certainty=LIKELY, why=why)})
    return _looked_up(block, column, join)


def _where(block: Block) -> str:
    return f"{block.sheet.file}{f', blad {block.sheet.sheet}' if block.sheet.sheet else ''}"


def _knows(owner: Block, column: str, profile: Profile, block: Block) -> bool:
    key = owner.choices.get(column)
    return key is not None and (owner.sheet is block.sheet or share(profile.texts, key.profile.texts) >= HALF)


@dataclass(frozen=True)
class Join:
    """A title here and one there that hold the same.

    Attributes:
        is_named: whether the two titles speak of the same thing.
    """

    is_named: bool
    share: float
    distinct: int
    nearer: int
    there: Seen
    own: Profile
    key: Profile
    take: Profile

    @property
    def order(self) -> tuple[object, ...]:
        """The better of two joins is the greater: the number itself before any way to look it up."""
        return self.is_itself, self.is_named, self.share, self.key is self.take, self.distinct, self.nearer

    @property
    def is_itself(self) -> bool:
        """Whether the number that is sought stands here itself, and not figures that are another's by accident."""
        is_telling = self.is_named or any(re.search(r"[^\W\d_]", text) for text in islice(self.own.texts, MOST_LOOKED_AT))
        return self.key is self.take and self.share >= NEARLY_ALL and is_telling


def _joins(layout: Layout, targets: Sequence[tuple[Seen, Profile]]) -> Iterator[Join]:
    for there, take in targets:
        for own in layout.columns:
            for key in there.layout.columns:
                how_many = _same(own, key)
                if how_many and (key is not take or how_many >= NEARLY_ALL or _is_same_title(own, key)):
                    is_named = bool(_specific(own) & _specific(key))
                    yield Join(is_named, round(how_many, 2), own.distinct, -own.place, there, own, key, take)


def _specific(profile: Profile) -> frozenset[str]:
    return concepts_of(profile.title) - GENERAL


def _is_same_title(own: Profile, key: Profile) -> bool:
    return plain(own.title) == plain(key.title)


def _same(own: Profile, key: Profile) -> float:
    """How many of the cells here stand there, where that can be no accident; else 0."""
    if not own.filled or own.date_kind or key.date_kind or key.distinct < IDENTIFIES * key.filled:
        return 0.0
    said = concepts_of(own.title)
    no_keys = NO_KEYS - {"kind"} if said & {"tenant", "contract"} else NO_KEYS  # `Bestemming debiteur`
    if said & no_keys or concepts_of(key.title) & NO_KEYS:
        return 0.0
    how_many = share(own.texts, key.texts)
    is_telling = all(len(text) > 3 or not text.isdecimal() for text in own.texts)
    is_named = bool(_specific(own) & _specific(key)) or _is_same_title(own, key)
    if how_many < (MANY if _is_same_title(own, key) else NEARLY_ALL) or not (is_telling or is_named):
        return 0.0
    return how_many if is_named or own.distinct > 1 else 0.0


def _looked_up(block: Block, column: str, join: Join) -> Block:
    count = sum(number for text, number in join.own.texts.items() if text in join.key.texts)
    if column == "lease_id" and "tenant" in concepts_of(join.own.title):
        why = Evidence((NO_LEASE,), count, join.own.filled)
    else:
        why = Evidence((f"de cellen staan in {_file(join.there)}",), count, join.own.filled)
    lacks = tuple(name for name in block.lacks if name != column)
    if join.key is join.take:  # the number itself, below a title that does not say so
        choice = Choice(column, join.own, LIKELY, why)
        return replace(block, choices={**block.choices, column: choice}, lacks=lacks)
    title = _new_title(join.take.title, block)
    choice = Choice(column, replace(join.own, title=title), LIKELY, why)
    lookup = Lookup(join.own.title, join.there.sheets, join.there.layout, join.key.title, join.take.title, _only(join))
    return replace(block, choices={**block.choices, column: choice}, lookups={**block.lookups, title: lookup}, lacks=lacks)


def _file(seen: Seen) -> str:
    return seen.sheets[0].file + (f", blad {seen.sheets[0].sheet}" if seen.sheets[0].sheet else "")


def _only(join: Join) -> Mapping[str, tuple[str, ...]]:
    """The words of a dwelling, where somebody has a garage too and these make the answer one."""
    if not has_several(join.there.pairs(join.key, join.take), join.own.texts):
        return {}
    for profile in join.there.layout.columns:
        words = tuple(word for word in profile.words if meaning_of("unit_type", profile.said(word)) == "dwelling")
        if not words:
            continue
        lines = zip(join.there.pairs(join.key, join.take), join.there.pairs(join.key, profile), strict=True)
        kept = [pair for pair, (_, word) in lines if word in words]
        if not has_several(iter(kept), join.own.texts):
            return {profile.title: words}
    return {}


def has_several(pairs: Iterator[tuple[str, str]], asked: Counter[str] | None = None) -> bool:
    """Whether the same first cell stands beside several others; only of those `asked`, where given."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, said in pairs:
        if (asked is None or key in asked) and said:
            found[key].add(said)
    return any(len(each) > 1 for each in found.values())


def with_columns_elsewhere(blocks: list[Block], sheets: Sequence[Seen], choices_of: Choices, given_up: Evidence) -> list[Block]:
    """Blocks with the columns that another sheet has of the same contracts or people. `given_up`: the evidence of a
    choice that is none, and may be replaced.
    """
    roles = {
        (id(block.sheet), choice.profile.place): name
        for block in blocks
        for name, choice in block.choices.items()
        if name in OWNERS and choice.profile.title not in block.lookups
    }
    return [_filled(block, sheets, choices_of, given_up, roles) for block in blocks]


def _filled(block: Block, sheets: Sequence[Seen], choices_of: Choices, given_up: Evidence, roles: Roles) -> Block:
    for group in ELSEWHERE.get(block.table, ()):
        missing = [name for name in group if name not in block.choices or block.choices[name].why == given_up]
        if not missing or any(name in block.choices and block.choices[name].why != given_up for name in group[:1]):
            continue
        offers = []
        for there in sheets:
            if there.sheets[0] in (block.sheet, *block.alike):
                continue
            offered = {name: choice for name, choice in choices_of(block.table, there.layout).items() if name in missing}
            offered = {name: choice for name, choice in offered.items() if not _is_own_number(block, choice.profile)}
            own = {name: here for name, choice in offered.items() if (here := of_same_title(block, choice))}
            block = replace(block, choices={**block.choices, **own})
            offered = {name: choice for name, choice in offered.items() if name not in own}
            if offered and (join := _best(block, there, next(iter(offered.values())).profile, group, roles)):
                offers.append((join, offered))
        if offers:
            join, offered = max(offers, key=lambda each: (len(each[1]), each[0].order))
            block = with_join(block, join, offered)
    return block


def _is_own_number(block: Block, profile: Profile) -> bool:
    """Whether what stands there are the numbers of the contracts themselves: `Project/contract` is no complex then."""
    own = block.choices.get("lease_id")
    return own is not None and block.table == "leases" and share(profile.texts, own.profile.texts) >= NEARLY_ALL


def _is_day(profile: Profile) -> bool:
    """Whether days stand there, and not numbers that could be those by which Excel counts days: contract 50021."""
    return bool(profile.date_kind) and not (profile.date_kind == "excel" and "nr" in concepts_of(profile.title))


def _best(block: Block, there: Seen, take: Profile, group: Sequence[str], roles: Roles) -> Join | None:
    """The best join for a column that may stand there once for many of our lines, or (a death) for few of them."""
    found = []
    for own in block.layout.columns:
        for key in there.layout.columns:
            if key is take or _is_day(own) or _is_day(key) or not own.filled:
                continue
            if concepts_of(own.title) & NO_KEYS or concepts_of(key.title) & NO_KEYS:
                continue
            if not DAYS.isdisjoint(group) and (concepts_of(own.title) | concepts_of(key.title)) & NOT_OF_A_LEASE:
                continue
            role = roles.get((id(block.sheet), own.place))
            is_same = role is not None and role == roles.get((id(there.sheets[0]), key.place))
            is_named = is_same or bool(_specific(own) & _specific(key))
            is_telling = all(len(text) > 3 or not text.isdecimal() for text in key.texts)
            part, back = share(own.texts, key.texts), share(key.texts, own.texts)
            enough = back >= NEARLY_ALL if "deceased_on" in group else part >= MANY and max(part, back) >= NEARLY_ALL
            if not enough or not (is_named or is_telling) or own.distinct < 2 <= own.filled:
                continue
            if not has_several(there.pairs(key, take), own.texts) or ("tenant_id" in group and _main_role(there, key, own)):
                found.append(Join(is_named, round(part, 2), own.distinct, -own.place, there, own, key, take))
    return max(found, default=None, key=lambda each: each.order)


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
        title = title or _new_title(choice.profile.title, replace(block, lookups=lookups))
        profile = replace(choice.profile, title=title, place=join.own.place)
        why = choice.why.but(f"opgezocht in {_file(join.there)}")
        choices[name] = replace(choice, profile=profile, certainty=LIKELY, why=why)
        only = _main_role(join.there, join.key, join.own) if name == "tenant_id" else {}
        lookups[title] = Lookup(join.own.title, join.there.sheets, join.there.layout, join.key.title, choice.profile.title, only)
    return replace(block, choices=choices, lookups=lookups)


def _new_title(title: str, block: Block) -> str:
    there = {each.title.strip().lower() for each in block.layout.columns} | {each.lower() for each in block.lookups}
    return f"{title} (opgezocht)" if title.strip().lower() in there else title
