"""What one yes or no answers, several of them on a page over all lists, in Dutch: a person names by its number what is not so.

Belongs here: which of these stand on one page, and that each that is wrong is answered as if it had been asked by itself. Does
not belong here: the words of a question and what a no changes (proposal_dialogue.py), titles (proposal_titles.py), words
(proposal_words.py), which have pages of their own, or which lines are what (proposal_claims.py), which stand here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from documents.check_words import TABLES
from documents.proposal_choices import Later, Reply, wrong_of
from documents.proposal_claims import ASKED as OF_CLAIMS
from documents.proposal_claims import corrected, entries_of, is_claim
from documents.proposal_dialogue import beside, denied, goes_whole, in_words, lists_of
from documents.proposal_pages import Entry, Page, filled
from documents.proposal_questions import WHOLE, Place, Question
from documents.proposal_settled import with_places_agreed
from documents.proposal_text import asked_in
from sources.proposals.answers import Proposal
from sources.words.notes import OF_ANOTHER

ASKED = "Klopt elk hiervan?"
OF_ELSE = "Zijn dit {}? Deze lijst kan ook over iets anders gaan"
OR_ELSE = "zo niet, dan telt deze lijst hier niet mee"
WIDTH = 100  # of a line of a page


def pages_of(questions: Sequence[Question], left: Collection[str] = (), claims: Sequence[Question] = ()) -> list[Page]:
    """These questions in pages, those of a list together. `claims`: those that say which lines are what. `left`: the keys of what
    is for later.
    """
    entries = [*(entry for each in claims for entry in entries_of(each)), *map(_entry, questions)]
    return _filled(OF_CLAIMS if claims else ASKED, entries, left)


def pages_of_lists(questions: Sequence[Question], proposal: Proposal) -> list[Page]:
    """What lists are, in pages: those that may be about something else, and what is asked of a list as a whole."""
    entries = [entry for each in questions for entry in (_of_lists(each, proposal) if each.lead == WHOLE else [_entry(each)])]
    return _filled(ASKED, entries, proposal.left)


def _of_lists(question: Question, proposal: Proposal) -> Iterator[Entry]:
    for places in lists_of(question, proposal).values():
        if places[0].draft is not None:
            given = f"{OF_ELSE.format(TABLES[places[0].draft.table])}{beside(places[0], proposal)}"
            yield Entry(places[0].sheet, tuple(places), given)


def _filled(asked: str, entries: Sequence[Entry], left: Collection[str]) -> list[Page]:
    lists = [*dict.fromkeys(each.sheet for each in entries)]
    in_order = sorted(entries, key=lambda each: lists.index(each.sheet))
    return filled(asked, [each for each in in_order if not each.is_left(left)])


def _entry(question: Question) -> Entry:
    shown = f"{in_words(question)}{f' ({OR_ELSE})' * goes_whole(question)}"
    return Entry(question.sheet, tuple(question.places), shown, 1 + len(shown) // WIDTH)


def looks_answered(page: Page, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has said which of a page are not so.

    Raises:
        Later: nothing was typed.
    """
    off = [page.entries[each] for each in wrong_of(page.words(), len(page.entries), reply)]
    right = [place for entry in page.entries if entry not in off for place in entry.places]
    claims = [place for entry in off for place in entry.places if is_claim(place)]
    spots = {id(place): proposal.at(place.draft) for place in claims if place.draft is not None}
    proposal = corrected(claims, spots, with_places_agreed(right, proposal), reply)
    for place in (place for entry in off for place in entry.places if place.line.note.asked == OF_ANOTHER):
        now = next((each for asked in _asked(proposal) for each in asked.places if _is_same(each, place)), None)
        proposal = proposal.without(now.draft) if now is not None and now.draft is not None else proposal
    for entry in (each for each in off if not all(map(is_claim, each.places))):
        # What was answered before it may have taken it away, or its block to another place.
        question = next((each for each in _asked(proposal) if _is(each, entry)), None)
        if question is None:
            continue
        try:
            proposal = denied(question, proposal, reply)
        except Later as said:
            for place in question.places:
                proposal = proposal.with_left(place.key, is_by_hand=bool(str(said)))
    return proposal


def _asked(proposal: Proposal) -> list[Question]:
    return asked_in(proposal.sheets, proposal.open_items, is_aside_agreed=proposal.is_aside_agreed)


def _is_same(one: Place, other: Place) -> bool:
    """Whether two places are of blocks of the same table of a list that may be about something else."""
    tables = [each.draft.table for each in (one, other) if each.draft is not None]
    return one.key == other.key and one.line.note.asked == OF_ANOTHER and tables[:1] == tables[1:]


def _is(question: Question, entry: Entry) -> bool:
    """Whether a question is the one of an entry: the same is asked of the same lists."""
    return [place.key for place in question.places] == [place.key for place in entry.places] and not question.is_answer
