"""The titles that are taken for columns of ours, asked some at a time over all lists, in Dutch.

Belongs here: what is shown of each, and what is asked of one that is wrong. Does not belong here: which ones are asked about
(proposal_questions.py), what gives the column instead (proposal_columns.py, proposal_cells.py), or the page (proposal_pages.py).

In the file the titles of each list are a question of their own; in a conversation that were a page for every two of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from documents.check_words import TABLES
from documents.code_words import code_in_words
from documents.proposal_cells import read_again
from documents.proposal_choices import Reply
from documents.proposal_columns import titles_chosen
from documents.proposal_grouped import TITLES
from documents.proposal_pages import Entry, Page, filled
from documents.proposal_questions import Place, Question, about_title
from sources.proposals.answers import Proposal
from sources.proposals.meant import PATTERNS
from sources.words.evidence import SHORT_CODES

MOST_CODES = 8
ASKED = "Kloppen deze titels?"
IN_BRIEF = {PATTERNS: "aan woorden in de tekst herkend"}


def pages_of(questions: Sequence[Question], left: Collection[str] = ()) -> list[Page]:
    """The titles that these questions are about, in pages: a list stays together where it is no longer than a page. Those whose
    cells hardly fit stand by themselves, in front: among others that are right they are not seen. `left`: those for later.
    """
    entries = [each for each in _entries(questions) if not each.is_left(left)]
    odd = [each for each in entries if each.is_odd]
    return [*filled(ASKED, odd), *filled(ASKED, [each for each in entries if not each.is_odd])]


def chosen_again(places: Sequence[Place], spots: Sequence[tuple[int, int]], proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal in which another title gives a column of which the title is wrong.

    Raises:
        Later: nothing was typed, or it stands otherwise in the same cell, which the file says.
    """
    if places[0].section == "columns":
        return titles_chosen(places, spots, proposal, reply)
    return read_again(places[0], spots[0], proposal, reply)


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
    return [_named(each) for entries in in_order.values() for each in _by_table(entries)]


def _by_table(entries: Sequence[Entry]) -> list[Entry]:
    """The entries of a list that gives more tables than one, each that is not of the first with the table that it is of."""
    first, found = entries[0].places[0].draft, []
    for entry in entries:
        drafts = [each.draft for each in entry.places if each.draft is not None and each.sheet == entry.sheet]
        tables = [*dict.fromkeys(each.table for each in drafts)]
        named = ", ".join(TABLES[each] for each in tables)
        is_of_first = first is None or tables == [first.table]
        found.append(entry if is_of_first else replace(entry, shown=f"{entry.shown}; bij {named}"))
    return found


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
