"""The number that a sheet says by another: a list that names a debtor where we ask a lease.

Belongs here: seeing from the cells which titles of two sheets hold the same numbers or names. Does not belong here: columns that
another sheet has of the same contracts or people (elsewhere.py), choosing titles (sheets.py), or looking up for a run
(reading/lookup.py).

Titles alone never join two sheets: nearly all cells of the one must stand in the other, and there each at most once or nearly so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sources.reading.rules import TABLES
from sources.words.blocks import LIKELY, SURE, Block, Choice, Lookup, Sheet
from sources.words.evidence import HALF, meaning_of
from sources.words.houses import ROOM
from sources.words.needs import is_own_key
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Layout, Profile, cell_of, plain
from sources.words.titles import GENERAL, concepts_of

MOST_LOOKED_AT = 5000
NEARLY_ALL, IDENTIFIES, MANY = 0.9, 0.8, 0.5
OWNERS = {"lease_id": ("leases",), "tenant_id": ("leases", "tenants"), "landlord_id": ("landlords", "mandates"),
    "municipality_code": ("municipalities",)}  # fmt: skip
_NO_KEYS = """postcode city street house suffix phone mobile email date amount note never booking voucher invoice debit credit
    balance user rent initials prefix kind municipality_code_word channel yes_no"""
NO_KEYS = frozenset(_NO_KEYS.split())  # what two sheets may have alike without speaking of the same
LINE = frozenset({"booking", "sequence", "nr"})  # of a title that only says which line it is: `Regel`
FEWEST = 2  # numbers of a list in which others are looked up
PLACE = "municipality_code"
WHOSE = frozenset({"landlord", "entity", "tenant", "person"})  # who has, or hires, houses in more than one municipality
SHORT = 3  # digits of a number that many lists may have by accident
IN_LIST = "de cellen staan in"
BY_NAME_ONLY = "namen, en geen codes: zet bij elke gemeente haar code"
NO_LEASE = "dit is het nummer van een huurder, en geen contractnummer"


@dataclass(frozen=True)
class Seen:
    """A sheet with its layout, and the others of its shape."""

    sheets: tuple[Sheet, ...]
    layout: Layout

    def pairs(self, one: Profile, other: Profile) -> Iterator[tuple[str, str]]:
        """The two cells of each line."""
        above = self.layout.above
        for sheet in self.sheets[:1]:
            for row in sheet.rows[above:]:
                cells = [cell_of(row, each) for each in (one, other)]
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
                wanted = [owner for name in OWNERS[column] if name != block.table for owner in owners[name][:1]]
                wanted += [each for each in owners["tenants"] if column == "tenant_id" and each.sheet is block.sheet]
                block = _resolved(block, column, wanted)
        if block.table == "co_tenants" and block.lacks == ("tenant_id",):
            block = _with_known_person(block, owners["tenants"][:1])
        if block.table == "municipality_agreements" and block.lacks == (PLACE,):
            block = _with_names_of_places(block)
        if not block.lacks:
            found.append(block)
    return found


def _with_names_of_places(block: Block) -> Block:
    """Agreements by the only column of names of municipalities, where no list says their codes: of each it is asked."""
    taken = {choice.profile.place for choice in block.choices.values()}
    named = [each for each in block.layout.columns if concepts_of(each.title) - {"name"} == {"municipality"}]
    named = [
        each for each in named if each.place not in taken and each.share("words") >= ENOUGH and each.filled >= block.layout.rows
    ]
    if len(named) != 1:
        return block
    choice = Choice(PLACE, named[0], SURE, Evidence((BY_NAME_ONLY,)))  # each of its names waits for a person
    return replace(block, choices={**block.choices, PLACE: choice}, lacks=())


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
    why = Evidence((f"{IN_LIST} {_where(owners[0])}",), found[0].filled, found[0].filled)
    return replace(block, choices={**block.choices, "tenant_id": Choice("tenant_id", found[0], LIKELY, why)}, lacks=())


def _resolved(block: Block, column: str, owners: Sequence[Block]) -> Block:
    if is_own_key(block.table, column):
        return block
    own = block.choices.get(column)
    if own is not None and (own.part or any(_knows(owner, column, own.profile, block) for owner in owners)):
        return block
    owners = [owner for owner in owners if column in owner.choices]
    if own is None and column in block.lacks and (here := _on_its_line(column, owners, block)) is not None:
        lacks = tuple(name for name in block.lacks if name != column)
        return replace(block, choices={**block.choices, column: here}, lacks=lacks)
    owners = [owner for owner in owners if owner.sheet is not block.sheet]
    targets = [(seen_of(each), each.choices[column].profile) for each in owners]
    joins = [each for each in _joins(block.layout, targets) if column != PLACE or not is_whose(each.own, each.key)]
    join = _confirmed(block, joins) or max(joins, default=None, key=lambda each: each.order)
    is_less = join is not None and own is not None and join.share <= share(own.profile.texts, join.take.texts)
    if join is None or is_less or (own is not None and join.key is not join.take and _stands_here(own, join.take)):
        if own is None or not owners:
            return block
        why = own.why.but(f"weinig van deze cellen staan in {_where(owners[0])}")
        return replace(block, choices={**block.choices, column: replace(own, certainty=LIKELY, why=why)})
    return _looked_up(block, column, join)


def _on_its_line(column: str, owners: Sequence[Block], block: Block) -> Choice | None:
    """What the list itself takes as the number of each contract or tenant, for what else its lines say of them: an objection in a
    list of tenants whose number is below a mere `Nr`.
    """
    found = [owner.choices[column] for owner in owners if owner.sheet is block.sheet]
    is_plain = bool(found) and not found[0].part and any(found[0].profile is each for each in block.layout.columns)
    return replace(found[0], certainty=LIKELY) if is_plain else None


def _stands_here(own: Choice, take: Profile) -> bool:
    """Whether the list itself has what another would be asked for: below the same title, or a code of a municipality, which is
    written alike everywhere. What the other list lacks of it, a line that happens to share something else does not say.
    """
    is_code = own.column == "municipality_code" and own.profile.share("gemeentecode") >= ENOUGH
    return is_code or (bool(specific(own.profile)) and _is_same_title(own.profile, take))


def _where(block: Block) -> str:
    return f"{block.sheet.file}{f', blad {block.sheet.sheet}' if block.sheet.sheet else ''}"


def _knows(owner: Block, column: str, profile: Profile, block: Block) -> bool:
    key = owner.choices.get(column)
    if key is None or owner.sheet is block.sheet:
        return key is not None
    texts = [places_of(each.texts) if column == PLACE else each.texts for each in (profile, key.profile)]
    return share(*texts) >= HALF


def places_of(texts: Counter[str]) -> Counter[str]:
    """Codes of municipalities as they are the same however they are written: `GM0268`, `0268` and 268."""
    found: Counter[str] = Counter()
    for text, count in texts.items():
        found[text.strip().upper().removeprefix("GM").lstrip("0")] += count
    return found


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
                if key is not take and key.distinct < FEWEST:
                    continue  # what a single line says holds for no other
                how_many = _same(own, key, is_its_line=key is take and is_line_of(own, key))
                if how_many and (key is not take or how_many >= NEARLY_ALL or _is_same_title(own, key)):
                    is_named = bool(specific(own) & specific(key))
                    yield Join(is_named, round(how_many, 2), own.distinct, -own.place, there, own, key, take)


def _confirmed(block: Block, joins: Sequence[Join]) -> Join | None:
    """The number itself below a title that does not speak of it, on whose lines stands whoever is beside it in the other list:
    `Kostenplaats`, with contracts, beside `Relatiecode`. By the tenant it would not be known which of his contracts.
    """
    for other in (join for join in joins if join.is_named and join.key is not join.take):
        there = {*other.there.pairs(other.take, other.key)}
        for own in block.layout.columns:
            held = round(share(own.texts, other.take.texts), 2)
            if held < NEARLY_ALL or own.date_kind or own is other.own or said_of_key(own) & NO_KEYS:
                continue
            here = Counter(pair for pair in seen_of(block).pairs(own, other.own) if pair[1])
            known = sum(count for pair, count in here.items() if pair in there)
            if len(here) > FEWEST and known >= NEARLY_ALL * here.total():
                return replace(other, is_named=False, share=held, own=own, key=other.take)
    return None


def specific(profile: Profile) -> frozenset[str]:
    """What a title speaks of, but for words that say nothing alone."""
    return concepts_of(profile.title) - GENERAL


def is_whose(*profiles: Profile) -> bool:
    """Whether titles say whose a house is, which says nothing of its municipality."""
    return any(concepts_of(each.title) & WHOSE for each in profiles)


def _is_same_title(own: Profile, key: Profile) -> bool:
    return plain(own.title) == plain(key.title)


def is_line(profile: Profile) -> bool:
    """Whether a title only says which line of a list it is, and its numbers no mere count of the lines."""
    return bool(said := concepts_of(profile.title) - {"nr"}) and said <= LINE and is_telling(profile)


def is_line_of(own: Profile, key: Profile) -> bool:
    """Whether a title names the lines of another list as that list itself does: `Regel rentroll` those of a list with a `Regel`.
    Figures that count from 1 are in every list.
    """
    is_named = f"{plain(own.title)} ".startswith(f"{plain(key.title)} ")
    return is_named and is_line(key) and is_telling(own) and share(own.texts, key.texts) >= NEARLY_ALL


def is_telling(profile: Profile) -> bool:
    """Whether what stands there is no accident in another list: not `1` to `40`."""
    return all(len(text) > SHORT or not text.isdecimal() for text in profile.texts)


def _same(own: Profile, key: Profile, *, is_its_line: bool = False) -> float:
    """How many of the cells here stand there, where that can be no accident; else 0. `is_its_line`: both say so."""
    if not own.filled or own.date_kind or key.date_kind or key.distinct < IDENTIFIES * key.filled:
        return 0.0
    said = concepts_of(own.title)
    no_keys = NO_KEYS - {"kind", "debit"} if said & {"tenant", "contract"} else NO_KEYS  # `Bestemming debiteur`
    if not is_its_line and (said_of_key(own) & no_keys or said_of_key(key) & NO_KEYS):
        return 0.0
    how_many = share(own.texts, key.texts)
    is_named = bool(specific(own) & specific(key)) or _is_same_title(own, key)
    if how_many < (MANY if _is_same_title(own, key) else NEARLY_ALL) or not (is_telling(own) or is_named):
        return 0.0
    return how_many if is_named or is_its_line or own.distinct > 1 else 0.0


def said_of_key(profile: Profile) -> frozenset[str]:
    """What a title says; the number of a room is a suffix beside a house, and by itself the key of a list of rooms."""
    said = concepts_of(profile.title)
    return said - {"suffix"} if ROOM.search(profile.title) else said


def _looked_up(block: Block, column: str, join: Join) -> Block:
    count = sum(number for text, number in join.own.texts.items() if text in join.key.texts)
    if column == "lease_id" and "tenant" in concepts_of(join.own.title) and join.key is not join.take:
        why = Evidence((NO_LEASE,), count, join.own.filled)
    else:
        why = Evidence((f"{IN_LIST} {file_of(join.there)}",), count, join.own.filled)
    lacks = tuple(name for name in block.lacks if name != column)
    if join.key is join.take:  # the number itself, below a title that does not say so
        choice = Choice(column, join.own, LIKELY, why)
        return replace(block, choices={**block.choices, column: choice}, lacks=lacks)
    title = new_title(join.take.title, block)
    choice = Choice(column, replace(join.own, title=title), LIKELY, why)
    lookup = Lookup(join.own.title, join.there.sheets, join.there.layout, join.key.title, join.take.title, _only(join))
    return replace(block, choices={**block.choices, column: choice}, lookups={**block.lookups, title: lookup}, lacks=lacks)


def file_of(seen: Seen) -> str:
    """The file and sheet, in words."""
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


def new_title(title: str, block: Block) -> str:
    """What a title that is looked up is called where the sheet has one of that name itself."""
    there = {each.title.strip().lower() for each in block.layout.columns} | {each.lower() for each in block.lookups}
    return f"{title} (opgezocht)" if title.strip().lower() in there else title
