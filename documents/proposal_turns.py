"""The turns of a conversation about a proposed mapping: what is asked one after the other, and what each answer changes.

Belongs here: their order, and by what each is known when the same files are asked about again. Does not belong here: what is
shown and changed (proposal_dialogue.py, proposal_pages.py, proposal_looks.py, proposal_unused.py, proposal_unknown.py), or
reading a keyboard and keeping answers (orchestration/cli/map_questions.py).

First which lists there are, for what is asked of a list is moot where it is about something else; then their titles, and after
those what their words mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from documents import (
    proposal_claims,
    proposal_dialogue,
    proposal_looks,
    proposal_pages,
    proposal_titles,
    proposal_unknown,
    proposal_unused,
    proposal_words,
)
from documents.proposal_blanks import code_given, follows_from
from documents.proposal_choices import Reply
from documents.proposal_grouped import TITLES
from documents.proposal_pages import Again, Page, by_itself
from documents.proposal_questions import WHOLE, Question
from documents.proposal_text import asked_in
from documents.proposal_titles import chosen_again
from sources.proposals.answers import Proposal


@dataclass(frozen=True)
class Turn:
    """One thing that is asked.

    Attributes:
        key: what it is known by. where: the list that it is about, behind its number.
        answer: gives the proposal once a person has answered; raises `Later`.
    """

    key: str
    where: str
    answer: Callable[[Reply], Proposal]


def turns_of(proposal: Proposal) -> Iterator[Turn]:
    """All that is still asked of a proposal, in the order in which it is."""
    asked = asked_in(proposal.sheets, proposal.open_items, is_aside_agreed=proposal.is_aside_agreed)
    follows = follows_from([place for each in asked if each.is_answer for place in each.places], proposal)
    asked = [each for each in asked if not all(place.key in proposal.left or id(place.line) in follows for place in each.places)]
    titles = [each for each in asked if each.lead == TITLES]
    codes = [each for each in asked if proposal_words.is_of_words(each)]
    words = proposal_words.with_page([each for each in asked if each not in codes], codes)
    others = [each for each in asked if each.lead != TITLES and each not in (*codes, *words)]
    yield from _of_lists([each for each in others if _is_of_lists(each)], proposal)
    yield from (_of_page(each, proposal, chosen_again) for each in proposal_titles.pages_of(titles, proposal.left))
    pages = proposal_words.pages_of(codes, words, proposal.left)
    yield from (_of_page(each, proposal, by_itself(code_given)) for each in pages)
    others = [each for each in others if not _is_of_lists(each)]
    yield from (_of_question(each, proposal) for each in others if each.is_answer)
    yield from _to_look_at([each for each in others if not each.is_answer], proposal)
    of_unused = (_of_unused(each, proposal) for each in proposal_unused.sheets_with_unused(proposal))
    yield from (each for each in of_unused if each.key not in proposal.left)
    if proposal.unknown and proposal_unknown.in_words(proposal) not in proposal.left:
        yield Turn(proposal_unknown.in_words(proposal), "", lambda reply: proposal_unknown.answered(proposal, reply))


def _of_lists(questions: Sequence[Question], proposal: Proposal) -> Iterator[Turn]:
    """What lists are, on pages; one question by itself, and what more than a yes or no answers, as it is."""
    paged = [each for each in questions if each.lead == WHOLE or proposal_dialogue.is_yes_or_no(each)]
    paged = paged if len(paged) > 1 else []
    yield from (_of_question(each, proposal) for each in questions if each not in paged)
    yield from (_of_looks(page, proposal) for page in proposal_looks.pages_of_lists(paged, proposal))


def _to_look_at(questions: Sequence[Question], proposal: Proposal) -> Iterator[Turn]:
    """What is likely right and no list, title or word: what letters prove, which lines are what, what one yes or no answers."""
    letters = [each for each in questions if proposal_words.is_of_each(each) and proposal_words.is_of_letters(each)]
    claims = [each for each in questions if proposal_claims.is_of_claims(each)]
    if sum(len(each.places) for each in letters) == 1:
        yield from (_of_question(each, proposal) for each in letters)
    else:
        pages = proposal_words.pages_of_letters(letters, proposal.left)
        yield from (_of_page(each, proposal, by_itself(code_given)) for each in pages)
    yield from _of_yes_or_no([each for each in questions if each not in (*letters, *claims)], proposal, claims)


def _of_yes_or_no(questions: Sequence[Question], proposal: Proposal, claims: Sequence[Question] = ()) -> Iterator[Turn]:
    """Those of yes or no together on pages, with the `claims` of which lines are what; one by itself, and what is a list of its
    own, as it is.
    """
    alike = [each for each in questions if proposal_dialogue.is_yes_or_no(each)]
    paged = alike if len(alike) > 1 or (alike and claims) else []
    yield from (_of_question(each, proposal) for each in questions if each not in paged)
    if paged:
        yield from (_of_looks(page, proposal) for page in proposal_looks.pages_of(paged, proposal.left, claims))
    else:
        yield from (_of_claims(page, proposal) for page in proposal_claims.pages_of(claims, proposal.left))


def _is_of_lists(question: Question) -> bool:
    """Whether it is about what a list is."""
    return question.lead == WHOLE or (
        not question.is_answer and all(each.draft is not None and each.line.note is each.draft.head for each in question.places)
    )


def _of_question(question: Question, proposal: Proposal) -> Turn:
    words = proposal_dialogue.in_words(question)
    where = f" · {question.sheet}" if question.sheet else ""
    return Turn(f"{question.sheet}: {words}", where, lambda reply: proposal_dialogue.answered(question, proposal, reply))


def _of_page(page: Page, proposal: Proposal, again: Again) -> Turn:
    return Turn(page.words(), "", lambda reply: proposal_pages.answered(page, proposal, reply, again))


def _of_claims(page: Page, proposal: Proposal) -> Turn:
    return Turn(page.words(), "", lambda reply: proposal_claims.claims_answered(page, proposal, reply))


def _of_looks(page: Page, proposal: Proposal) -> Turn:
    return Turn(page.words(), "", lambda reply: proposal_looks.looks_answered(page, proposal, reply))


def _of_unused(number: int, proposal: Proposal) -> Turn:
    words = proposal_unused.in_words(proposal, number)
    return Turn(words, "", lambda reply: proposal_unused.answered(number, proposal, reply))
