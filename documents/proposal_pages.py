"""A page of a conversation about a proposed mapping: what is most likely right, and of which a person names what is not.

Belongs here: how they are laid out by list, and that what is not named is agreed to. Does not belong here: what stands on a page
(proposal_titles.py, proposal_words.py), or what is chosen instead (proposal_columns.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from documents.check_words import TABLES
from documents.proposal_choices import Later, Reply, wrong_of
from documents.proposal_columns import refused
from documents.proposal_questions import Place
from documents.proposal_settled import with_places_agreed
from sources.proposals.answers import Proposal
from sources.proposals.numbers import is_own_number
from sources.words.evidence import HALF

MOST = 8  # of one page: what can be read without looking up and down
At = tuple[int, int]
Again = Callable[[Sequence[Place], Sequence[At], Proposal, Reply], Proposal]  # of what one answer is for
OfOne = Callable[[Place, At, Proposal, Reply], Proposal]


@dataclass(frozen=True)
class Entry:
    """One thing on a page.

    Attributes:
        sheet: its list, as the questions call it. places: the lines that it is about; of a number, those of other lists too.
        shown: what is proposed. size: how many lines of a page it counts for.
    """

    sheet: str
    places: tuple[Place, ...]
    shown: str
    size: int = 1

    def is_left(self, left: Collection[str]) -> bool:
        """Whether a person left all of it for later. `left`: the keys of what he did."""
        return all(each.key in left for each in self.places)

    @property
    def is_odd(self) -> bool:
        """Whether few of its cells are of the column's kind."""
        return any(each.line.note.evidence.fit < HALF * each.line.note.evidence.of for each in self.places)


@dataclass(frozen=True)
class Page:
    """Things that are asked about together; at most `MOST`."""

    asked: str
    entries: tuple[Entry, ...]

    def words(self) -> str:
        """What is shown of it, each list by its name."""
        numbers = iter(range(1, len(self.entries) + 1))
        lines = [self.asked]
        for sheet, entries in groupby(self.entries, key=lambda each: each.sheet):
            listed = tuple(entries)
            lines += [f"  {sheet} ({_tables(listed)})"] + [f"  {next(numbers):>2}  {each.shown}" for each in listed]
        return "\n".join(lines)


def filled(asked: str, entries: Sequence[Entry]) -> list[Page]:
    """These in pages: those of a list stay together where they are no more than a page holds, on the first that has room."""
    pages: list[list[Entry]] = []
    for of_list in (list(each) for _, each in groupby(entries, key=lambda each: each.sheet)):
        room = next((page for page in pages if _size(page) + _size(of_list) <= MOST), None)
        if room is not None:
            room += of_list
        else:
            pages += _parted(of_list)
    return [Page(asked, tuple(each)) for each in pages]


def _size(entries: Sequence[Entry]) -> int:
    return sum(each.size for each in entries)


def _parted(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    page: list[Entry] = []
    for each in entries:
        if page and _size(page) + each.size > MOST:
            yield page
            page = []
        page.append(each)
    yield page


def answered(page: Page, proposal: Proposal, reply: Reply, again: Again) -> Proposal:
    """The proposal once a person has said what of a page is wrong, and by `again` what it is instead.

    Raises:
        Later: nothing was typed, or the only one of the page is wrong and stays for the file.
    """
    off = [page.entries[each] for each in wrong_of(page.words(), len(page.entries), reply)]
    spots = {id(place): proposal.at(place.draft) for entry in off for place in entry.places if place.draft is not None}
    right = [place for entry in page.entries if entry not in off for place in entry.places]
    proposal = with_places_agreed(right, proposal)
    for entry in off:
        for alike in _alike(entry.places):
            try:
                proposal = again(alike, [spots[id(each)] for each in alike], proposal, reply)
            except Later as said:
                if len(page.entries) == 1 and not all(map(_is_title, alike)):
                    raise
                for place in alike:
                    proposal = refused(place, spots[id(place)], proposal, is_by_hand=bool(str(said)))
    return proposal


def by_itself(again: OfOne) -> Again:
    """What is asked of each line by itself."""
    return lambda places, spots, proposal, reply: again(places[0], spots[0], proposal, reply)


def _alike(places: Sequence[Place]) -> list[list[Place]]:
    """The lines for which one answer is enough: of the blocks of one list that read a column from one title."""
    found: dict[object, list[Place]] = {}
    for place in places:
        found.setdefault(_of_what(place), []).append(place)
    return [*found.values()]


def _of_what(place: Place) -> object:
    """What a title gives: a number by which another table is named is the same in each block, what else only in its own table."""
    if place.draft is None or not _is_title(place):
        return id(place)
    is_name = place.line.key.endswith("_id") and not is_own_number(place.draft.table, place.line.key)
    return (place.sheet, "" if is_name else place.draft.table, place.line.key)


def _is_title(place: Place) -> bool:
    return place.section == "columns" and isinstance(place.line.value, str) and not place.line.waits


def _tables(entries: Sequence[Entry]) -> str:
    tables: Mapping[str, None] = dict.fromkeys(
        TABLES[place.draft.table]
        for entry in entries
        for place in entry.places
        if place.draft is not None and place.sheet == entry.sheet
    )
    return ", ".join(tables)
