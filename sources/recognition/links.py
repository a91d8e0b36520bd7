"""What home-made titles are about that say next to nothing (`nr`, `wat`, `van`, `wie`): seen from the cells below them and from
the lines of other sheets.

Belongs here: finding that, as a title that says it. Does not belong here: titles that say it themselves (words/titles.py), short
forms and titles of one sheet alone (words/short.py), or choosing among titles (words/choices.py).

Two lists may both count their lines, so one number is another's only where the lines that it brings together say the same of
something else too: an address, a name. Nothing of it is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sources.recognition.lookup import NEARLY_ALL
from sources.words.blocks import Choice, Sheet
from sources.words.evidence import known_share
from sources.words.needs import OF_MANDATES, tables_named
from sources.words.profile import ENOUGH, Layout, Profile, cell_of, plain
from sources.words.short import CONTRACT, KIND, OWNER, TENANT, as_in_sheet
from sources.words.titles import concepts_of

Seen = Sequence[tuple[Sheet, Layout]]
Said = Mapping[int, Mapping[int, str]]  # the id of a sheet -> the place of a title in it -> what it says
Choices = Callable[[str, Layout], dict[str, Choice]]
FEWEST = 3  # lines that say the same
MOSTLY = 0.9  # of the lines that a number brings together
LARGEST = 3000  # lines of a sheet that somebody keeps by hand
HALF = 0.5
# What a title may say, or seem to, and say nothing of what stands below it.
LITTLE = frozenset({"action", "start", "by"})
OF_ADDRESSES = frozenset({"address", "street", "postcode"})
OF_PEOPLE = frozenset({"name", "surname", "tenant"})


@dataclass(frozen=True)
class _Number:
    """A column of numbers in one sheet, below a title that says no more."""

    sheet: Sheet
    layout: Layout
    profile: Profile

    @property
    def is_own(self) -> bool:
        """Whether each line has its own."""
        return self.profile.distinct == self.profile.filled >= self.layout.rows > 1

    @property
    def lines(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Each number with its line."""
        for row in self.sheet.rows[self.layout.above :]:
            if number := cell_of(row, self.profile):
                yield number, row


def said_by_links(seen: Seen) -> Said:
    """What titles that say little are about, where the cells and the other sheets show it."""
    small = [(sheet, layout) for sheet, layout in seen if layout.rows <= LARGEST]
    found: dict[int, dict[int, str]] = {id(sheet): {} for sheet, _ in small}
    for sheet, profile, title in (*_numbers(small), *_kinds(small), *_owners(small)):
        found[id(sheet)].setdefault(profile.place, title)
    return {sheet: said for sheet, said in found.items() if said}


def numbers_of(said: Said) -> frozenset[tuple[int, int]]:
    """Where a number of contracts stands below a title that says little: (the id of a sheet, a place in it)."""
    return frozenset((sheet, place) for sheet, titles in said.items() for place, title in titles.items() if title == CONTRACT)


def with_links(choices_of: Choices, seen: Seen, said: Said) -> Choices:
    """The choices of a sheet, by what its titles are known to say too; none of these is certain."""
    known = {id(layout): said[id(sheet)] for sheet, layout in seen if id(sheet) in said}

    def chosen(table: str, layout: Layout) -> dict[str, Choice]:
        titles = known.get(id(layout))
        if not titles:
            return choices_of(table, layout)
        columns = tuple(replace(each, title=titles.get(each.place, each.title)) for each in layout.columns)
        own = {each.place: each for each in layout.columns}
        found = choices_of(table, replace(layout, columns=columns))
        return {name: as_in_sheet(each, own[each.profile.place]) for name, each in found.items()}

    return chosen


def is_little(profile: Profile) -> bool:
    """Whether a title says nothing of what stands below it."""
    said = concepts_of(profile.title)
    return not profile.date_kind and all(each in LITTLE or each.startswith("?") for each in said)


def _numbers(seen: Seen) -> Iterator[tuple[Sheet, Profile, str]]:
    """Columns of numbers below one bare title that are those of contracts: other sheets name the same line by it. And who rents,
    where a title asks who it is.
    """
    columns = [each for _, layout in seen for each in layout.columns if each.share("code") >= ENOUGH and not each.date_kind]
    if any("contract" in concepts_of(each.title) <= {"contract", "nr"} for each in columns):
        return
    bare = [_Number(sheet, layout, each) for sheet, layout in seen for each in layout.columns if _is_bare(each)]
    linked: list[_Number] = []
    for one, other in combinations(bare, 2):
        if one.sheet is other.sheet or plain(one.profile.title) != plain(other.profile.title) or not (one.is_own or other.is_own):
            continue
        owner, naming = (one, other) if _lines(one) >= _lines(other) else (other, one)
        for theirs, own in _alike(owner, naming):
            linked += [owner, naming]
            if concepts_of(theirs.title) & OF_PEOPLE and is_little(own):
                yield naming.sheet, own, TENANT
    yield from ((each.sheet, each.profile, CONTRACT) for each in linked)


def _lines(number: _Number) -> int:
    """How many lines a list has, each with a number of its own; 0 where a number comes back."""
    return number.layout.rows if number.is_own else 0


def _is_bare(profile: Profile) -> bool:
    return concepts_of(profile.title) == {"nr"} and profile.share("code") >= ENOUGH and not profile.date_kind


def _alike(owner: _Number, naming: _Number) -> list[tuple[Profile, Profile]]:
    """The columns in which two sheets say the same on the lines of one number."""
    lines = {number.casefold(): row for number, row in owner.lines}
    pairs = [(lines[number.casefold()], row) for number, row in naming.lines if number.casefold() in lines]
    if len(pairs) < FEWEST or len(pairs) < NEARLY_ALL * naming.profile.filled:
        return []
    ways = [(theirs, own) for theirs in _telling(owner.layout) for own in _telling(naming.layout)]
    return [(theirs, own) for theirs, own in ways if _say_the_same([(cell_of(a, theirs), cell_of(b, own)) for a, b in pairs])]


def _telling(layout: Layout) -> list[Profile]:
    """Columns of texts that hardly come back."""
    found = [each for each in layout.columns if each.filled and not each.date_kind and each.share("money") < HALF]
    return [each for each in found if each.distinct >= FEWEST and any(map(str.isalpha, "".join(each.texts)))]


def _say_the_same(pairs: Sequence[tuple[str, str]]) -> bool:
    both = [(one.casefold().split(), other.casefold().split()) for one, other in pairs if one and other]
    same = [(one, other) for one, other in both if {*one} <= {*other} or {*other} <= {*one}]
    texts = {tuple(one) for one, _ in same}
    return len(both) >= HALF * len(pairs) and len(same) >= MOSTLY * len(both) and len(texts) >= FEWEST


def _kinds(seen: Seen) -> Iterator[tuple[Sheet, Profile, str]]:
    """What is let, in a list with addresses: the only column of words for it."""
    for sheet, layout in seen:
        if not any(concepts_of(each.title) & OF_ADDRESSES for each in layout.columns):
            continue
        kinds = [each for each in layout.columns if is_little(each) and each.words and each.distinct > 1]
        kinds = [each for each in kinds if known_share("unit_type", each.said_texts) >= MOSTLY]
        if len(kinds) == 1:
            yield sheet, kinds[0], KIND


def _owners(seen: Seen) -> Iterator[tuple[Sheet, Profile, str]]:
    """Whose it is: names that the list of owners has, each on a line of its own; and their title there."""
    for owners, there in seen:
        if not _is_of_owners(owners, there) or any(_says_owner(each) for each in there.columns):
            continue
        names = [each for each in there.columns if is_little(each) and each.distinct == each.filled >= there.rows > 1]
        for name in names:
            named = [
                (sheet, each)
                for sheet, layout in seen
                for each in layout.columns
                if sheet is not owners and is_little(each) and each.distinct > 1 and each.texts.keys() <= name.texts.keys()
            ]
            if named:
                yield owners, name, OWNER
                yield from ((sheet, each, OWNER) for sheet, each in named)


def _says_owner(profile: Profile) -> bool:
    """Whether a title says the owner himself: beside it a title that says nothing is another's, as of a complex of his."""
    return bool(profile.filled) and {"landlord"} <= concepts_of(profile.title) <= {"landlord", "nr", "name"}


def _is_of_owners(sheet: Sheet, layout: Layout) -> bool:
    said = frozenset[str]().union(*(concepts_of(each.title) for each in layout.columns))
    return bool(tables_named(sheet.sheet or sheet.file) & {"landlords", "mandates"}) or len(said & OF_MANDATES) > 1
