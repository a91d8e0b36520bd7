"""The codes that a list of codes explains, asked by pages over all lists, in Dutch.

Belongs here: which questions of words stand on one page. Does not belong here: words without a meaning (proposal_blanks.py), what
a letter proves, which is asked by itself (proposal_dialogue.py), or the page (proposal_pages.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from documents.proposal_blanks import codes_for
from documents.proposal_pages import Entry, Page, filled
from documents.proposal_questions import Question
from sources.proposals.meant import BY_CODES

ASKED = "Kloppen deze woorden?"


def is_of_words(question: Question) -> bool:
    """Whether a list of codes says what these words are, and a person only agrees: never whether a letter proves something."""
    return (
        not question.is_answer
        and not question.lead
        and set(question.named) == {BY_CODES}
        and all(place.section.startswith("values.") and codes_for(place) for place in question.places)
    )


def pages_of(questions: Sequence[Question], left: Collection[str] = ()) -> list[Page]:
    """The words that these questions are about, in pages. `left`: those for later."""
    entries = [
        Entry(each.sheet, tuple(each.places), words[:1].upper() + words[1:], len(each.places))
        for each in questions
        if (words := each.words().removesuffix(f": {BY_CODES}"))
    ]
    return filled(ASKED, [each for each in entries if each.key not in left])
