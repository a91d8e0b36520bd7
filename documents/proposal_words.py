"""The codes that a list of codes explains, asked by pages over all lists, in Dutch; and words of which something is asked.

Belongs here: which questions of words stand on one page. Does not belong here: words without a meaning (proposal_blanks.py), a
single word (proposal_dialogue.py), or the page (proposal_pages.py).

What a letter proves is asked on pages of its own: on it depends whether somebody is reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from documents.proposal_blanks import codes_for
from documents.proposal_dialogue import in_talk
from documents.proposal_pages import Entry, Page, filled
from documents.proposal_questions import Place, Question
from sources.proposals.meant import BY_CODES
from sources.proposals.part import NO_TITLE

ASKED = "Kloppen deze woorden?"
OF_LETTERS = "Klopt elk van deze brieven en gesprekken?"
_RAW = re.compile(r' = "\w+"$')  # a letter by our own name, of which the question says what it is


def is_of_words(question: Question) -> bool:
    """Whether a list of codes says what these words are, and a person only agrees: never whether a letter proves something."""
    return (
        not question.is_answer
        and not question.lead
        and set(question.named) == {BY_CODES}
        and all(place.section.startswith("values.") and codes_for(place) for place in question.places)
    )


def is_of_each(question: Question) -> bool:
    """Whether something is asked of words, each of which may be so or not: one letter of two."""
    is_one_each = sum(map(len, question.named.values())) == len(question.places) > 0
    return all(map(_is_word, question.places)) and is_one_each and not question.is_answer and not question.lead


def _is_word(place: Place) -> bool:
    """Whether it is a word of a list, or the one letter that all lines of a block are."""
    is_letter = (place.section, place.line.key) == ("constants", "action_type") and place.line.note.asked != NO_TITLE
    return (place.section.startswith("values.") or is_letter) and bool(codes_for(place))


def is_of_letters(question: Question) -> bool:
    """Whether it is asked what a letter or contact is: never on a page with words on which less depends."""
    return any(place.line.key == "action_type" or place.section == "values.action_type" for place in question.places)


def pages_of_each(asked: str, questions: Sequence[Question], left: Collection[str] = ()) -> list[Page]:
    """The words of which something is asked, in pages over all lists. `left`: those for later."""
    return page_of(questions[0], left) if len(questions) == 1 else _of_several(asked, questions, left)


def page_of(question: Question, left: Collection[str] = ()) -> list[Page]:
    """The pages of one question with an entry for each of its words. `left`: those for later."""
    named = [_RAW.sub("", each) for titles in question.named.values() for each in titles]
    entries = [Entry(question.sheet, (place,), each) for place, each in zip(question.places, named, strict=True)]
    asked = in_talk("; ".join(question.named))
    return filled(asked[:1].upper() + asked[1:], [each for each in entries if not each.is_left(left)])


def _of_several(asked: str, questions: Sequence[Question], left: Collection[str]) -> list[Page]:
    """The pages of several questions, each word with what is asked of it."""
    entries = [
        Entry(each.sheet, (place,), f"{_RAW.sub('', word)}: {in_talk(said)}")
        for each in questions
        for place, (word, said) in zip(each.places, _said(each), strict=True)
    ]
    return filled(asked, [each for each in entries if not each.is_left(left)])


def _said(question: Question) -> Iterator[tuple[str, str]]:
    """Each word, and what is asked of it."""
    yield from ((word, asked) for asked, words in question.named.items() for word in words)


def pages_of(questions: Sequence[Question], left: Collection[str] = ()) -> list[Page]:
    """The words that these questions are about, in pages. `left`: those for later."""
    entries = [
        Entry(each.sheet, tuple(each.places), words[:1].upper() + words[1:], len(each.places))
        for each in questions
        if (words := each.words().removesuffix(f": {BY_CODES}"))
    ]
    return filled(ASKED, [each for each in entries if not each.is_left(left)])
