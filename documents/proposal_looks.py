"""What one yes or no answers, several of them on a page over all lists, in Dutch: a person names by its number what is not so.

Belongs here: which of these stand on one page, and that each that is wrong is answered as if it had been asked by itself. Does
not belong here: the words of a question and what a no changes (proposal_dialogue.py), titles (proposal_titles.py), words
(proposal_words.py) or which lines are what (proposal_claims.py), which have pages of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from documents.proposal_choices import Later, Reply, wrong_of
from documents.proposal_dialogue import denied, goes_whole, in_words
from documents.proposal_pages import Entry, Page, filled
from documents.proposal_questions import Question
from documents.proposal_settled import with_places_agreed
from documents.proposal_text import asked_in
from sources.proposals.answers import Proposal

ASKED = "Klopt elk hiervan?"
OR_ELSE = "zo niet, dan telt deze lijst hier niet mee"
WIDTH = 100  # of a line of a page


def pages_of(questions: Sequence[Question], left: Collection[str] = ()) -> list[Page]:
    """These questions in pages, those of a list together. `left`: the keys of what is for later."""
    entries = [_entry(each) for each in questions]
    return filled(ASKED, [each for each in entries if not each.is_left(left)])


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
    proposal = with_places_agreed(right, proposal)
    for entry in off:
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


def _is(question: Question, entry: Entry) -> bool:
    """Whether a question is the one of an entry: the same is asked of the same lists."""
    return [place.key for place in question.places] == [place.key for place in entry.places] and not question.is_answer
