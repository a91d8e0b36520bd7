"""The codes that a list of codes explains, asked by pages over all lists, in Dutch; and several words of which the same is asked.

Belongs here: which questions of words stand on one page. Does not belong here: words without a meaning (proposal_blanks.py), a
single word (proposal_dialogue.py), or the page (proposal_pages.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from documents.proposal_blanks import codes_for
from documents.proposal_dialogue import in_talk
from documents.proposal_pages import Entry, Page, filled
from documents.proposal_questions import Question
from sources.proposals.meant import BY_CODES

ASKED = "Kloppen deze woorden?"
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
    """Whether the same is asked of several words, of which a person may say which are not so: one letter of two."""
    is_of_codes = all(place.section.startswith("values.") and codes_for(place) for place in question.places)
    is_one_each = sum(map(len, question.named.values())) == len(question.places) > 1
    return is_of_codes and is_one_each and not question.is_answer and not question.lead


def page_of(question: Question, left: Collection[str] = ()) -> list[Page]:
    """The page of one question with an entry for each of its words. `left`: those for later."""
    named = [_RAW.sub("", each) for titles in question.named.values() for each in titles]
    entries = [Entry(question.sheet, (place,), each) for place, each in zip(question.places, named, strict=True)]
    asked = in_talk("; ".join(question.named))
    return filled(asked[:1].upper() + asked[1:], [each for each in entries if not each.is_left(left)])


def pages_of(questions: Sequence[Question], left: Collection[str] = ()) -> list[Page]:
    """The words that these questions are about, in pages. `left`: those for later."""
    entries = [
        Entry(each.sheet, tuple(each.places), words[:1].upper() + words[1:], len(each.places))
        for each in questions
        if (words := each.words().removesuffix(f": {BY_CODES}"))
    ]
    return filled(ASKED, [each for each in entries if not each.is_left(left)])
