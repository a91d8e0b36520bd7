"""The titles that are taken for columns of ours, asked some at a time over all lists, in Dutch.

Belongs here: which titles stand on one page, what is shown of each, and what an answer changes. Does not belong here: which ones
are asked about (proposal_questions.py), what gives a column of which the title is wrong (proposal_blanks.py), or other questions
(proposal_dialogue.py).

In the file the titles of each list are a question of their own; in a conversation that were a page for every two of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from documents.check_words import TABLES
from documents.code_words import code_in_words
from documents.proposal_blanks import title_chosen
from documents.proposal_choices import Later, Reply, wrong_of
from documents.proposal_questions import TITLES, Place, Question, about_title
from documents.proposal_settled import with_places_agreed
from sources.proposals.answers import Proposal
from sources.proposals.meant import PATTERNS
from sources.words.evidence import HALF, SHORT_CODES

MOST = 8  # titles of one page: what can be read without looking up and down
MOST_CODES = 8
ASKED = "Kloppen deze titels?"
IN_BRIEF = {PATTERNS: "aan woorden in de tekst herkend"}
BY_HAND = "{}: verbeter dit straks zelf in het bestand, bij split; zoek daar op # vraag."


@dataclass(frozen=True)
class Entry:
    """One title on a page.

    Attributes:
        sheet: its list, as the questions call it. places: the lines that read it; of a number, those of other lists too.
        shown: the title and what it is taken for.
    """

    sheet: str
    places: tuple[Place, ...]
    shown: str

    @property
    def key(self) -> str:
        """What it is known by while a person answers."""
        return f"{self.sheet}: {self.shown}"

    @property
    def is_odd(self) -> bool:
        """Whether few of its cells are of the column's kind."""
        return any(each.line.note.evidence.fit < HALF * each.line.note.evidence.of for each in self.places)


@dataclass(frozen=True)
class Page:
    """Titles that are asked about together; at most `MOST`."""

    entries: tuple[Entry, ...]

    def words(self) -> str:
        """What is shown of it, each list by its name."""
        numbers = iter(range(1, len(self.entries) + 1))
        lines = [ASKED]
        for sheet, entries in groupby(self.entries, key=lambda each: each.sheet):
            listed = tuple(entries)
            lines += [f"  {sheet} ({_tables(listed)})"] + [f"  {next(numbers):>2}  {each.shown}" for each in listed]
        return "\n".join(lines)


def pages_of(questions: Sequence[Question], left: Collection[str] = ()) -> list[Page]:
    """The titles that these questions are about, in pages: a list stays together where it is no longer than a page. Those whose
    cells hardly fit stand by themselves, in front: among others that are right they are not seen. `left`: those for later.
    """
    entries = [each for each in _entries(questions) if each.key not in left]
    odd = [each for each in entries if each.is_odd]
    return [*_filled(odd), *_filled([each for each in entries if not each.is_odd])]


def _filled(entries: Sequence[Entry]) -> list[Page]:
    of_lists = [tuple(each) for _, each in groupby(entries, key=lambda each: each.sheet)]
    pages: list[tuple[Entry, ...]] = []
    for of_list in of_lists:
        if pages and len(pages[-1]) + len(of_list) <= MOST:
            pages[-1] += of_list
        else:
            pages += [of_list[at : at + MOST] for at in range(0, len(of_list), MOST)]
    return [Page(each) for each in pages]


def answered(page: Page, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has said which titles of a page are wrong, and what gives those columns instead.

    Raises:
        Later: nothing was typed, or a wrong title is the only one and stays for the file.
    """
    off = [page.entries[each] for each in wrong_of(page.words(), len(page.entries), reply)]
    spots = {id(place): proposal.at(place.draft) for entry in off for place in entry.places if place.draft is not None}
    right = [place for entry in page.entries if entry not in off for place in entry.places]
    proposal = with_places_agreed(right, proposal)
    for entry in off:
        for place in entry.places:
            try:
                if place.section != "columns":
                    raise Later(BY_HAND.format(f'"{place.title}"'))
                proposal = title_chosen(place, spots[id(place)], proposal, reply)
            except Later:
                if len(page.entries) == 1:
                    raise
                proposal = replace(proposal, left=proposal.left | {entry.key})
    return proposal


def _entries(questions: Sequence[Question]) -> list[Entry]:
    found: dict[tuple[str, ...], Entry] = {}
    for place in (each for question in questions if question.lead == TITLES for each in question.places):
        doubt, title, ours, seen = about_title(place)
        key = (title, ours) if place.line.key.endswith("_id") else (place.sheet, title)
        known = found.get(key)
        shown = _shown(title, ours, seen, place, doubt)
        found[key] = Entry(place.sheet, (place,), shown) if known is None else _with(known, place, ours)
    in_order: dict[str, list[Entry]] = {}
    for entry in found.values():
        in_order.setdefault(entry.sheet, []).append(entry)
    return [_named(each) for entries in in_order.values() for each in entries]


def _with(known: Entry, place: Place, ours: str) -> Entry:
    """The entry with one more line of the mapping that reads its title."""
    columns = {about_title(each)[2] for each in known.places}
    title = about_title(known.places[0])[1]
    shown = known.shown if ours in columns else known.shown.replace(f"{title} = ", f"{title} = {ours}, ", 1)
    return replace(known, places=(*known.places, place), shown=shown)


def _named(entry: Entry) -> Entry:
    """The entry with the other lists in which its title is the same number."""
    others = dict.fromkeys(place.sheet for place in entry.places if place.sheet != entry.sheet)
    return replace(entry, shown=f"{entry.shown}; ook in {', '.join(others)}") if others else entry


def _shown(title: str, ours: str, seen: str, place: Place, doubt: str) -> str:
    said = "; ".join([*_in_brief(place, doubt), *([seen] if seen else [])])
    return f"{title} = {ours}{f' ({said})' if said else ''}"


def _in_brief(place: Place, doubt: str) -> Iterator[str]:
    """What is doubted of a title, without what is only of use in the file; of short codes what each is taken for."""
    for each in filter(None, doubt.replace(PATTERNS, IN_BRIEF[PATTERNS]).split("; ")):
        codes = list(_codes(place)) if each == SHORT_CODES else []
        yield f"korte codes: {', '.join(codes[:MOST_CODES])}{' …' * (len(codes) > MOST_CODES)}" if codes else each


def _codes(place: Place) -> Iterator[str]:
    sections = place.draft.sections if place.draft else ()
    lines = [line for each in sections if each.name == f"values.{place.line.key}" for line in each.lines if not line.waits]
    yield from (f"{line.key} is {code_in_words(place.line.key, str(line.value))}" for line in lines)


def _tables(entries: Sequence[Entry]) -> str:
    tables: Mapping[str, None] = dict.fromkeys(
        TABLES[place.draft.table]
        for entry in entries
        for place in entry.places
        if place.draft is not None and place.sheet == entry.sheet
    )
    return ", ".join(tables)
