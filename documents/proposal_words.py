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


def with_page(questions: Sequence[Question], codes: Sequence[Question]) -> list[Question]:
    """Those of words that have a page, together or beside `codes`; one word alone has none."""
    found = [each for each in questions if is_of_each(each) and not is_of_letters(each)]
    return found if codes or sum(len(each.places) for each in found) > 1 else []


def pages_of_letters(questions: Sequence[Question], left: Collection[str] = ()) -> list[Page]:
    """What is asked of letters and contacts, in pages over all lists. `left`: those for later."""
    return page_of(questions[0], left) if len(questions) == 1 else _filled(OF_LETTERS, _of_each(questions), left)


def page_of(question: Question, left: Collection[str] = ()) -> list[Page]:
    """The pages of one question with an entry for each of its words. `left`: those for later."""
    named = [in_talk(_RAW.sub("", each)) for titles in question.named.values() for each in titles]
    entries = [Entry(question.sheet, (place,), each) for place, each in zip(question.places, named, strict=True)]
    asked = in_talk("; ".join(question.named))
    return filled(asked[:1].upper() + asked[1:], [each for each in entries if not each.is_left(left)])


def pages_of(codes: Sequence[Question], others: Sequence[Question], left: Collection[str] = ()) -> list[Page]:
    """The words that these questions are about, in pages. `codes`: of those that a list of codes explains. `left`: for later."""
    if len(others) == 1 and not codes:
        return page_of(others[0], left)
    entries = [
        Entry(each.sheet, tuple(each.places), words[:1].upper() + words[1:], len(each.places))
        for each in codes
        if (words := in_talk(each.words()).removesuffix(f": {BY_CODES}"))
    ]
    return _filled(ASKED, [*entries, *_of_each(others)], left)


def _of_each(questions: Sequence[Question]) -> list[Entry]:
    """Each word with what is asked of it."""
    return [
        Entry(each.sheet, (place,), f"{in_talk(_RAW.sub('', word))}: {in_talk(said)}")
        for each in questions
        for place, (word, said) in zip(each.places, _said(each), strict=True)
    ]


def _said(question: Question) -> Iterator[tuple[str, str]]:
    """Each word, and what is asked of it."""
    yield from ((word, asked) for asked, words in question.named.items() for word in words)


def _filled(asked: str, entries: Sequence[Entry], left: Collection[str]) -> list[Page]:
    in_order = sorted(entries, key=lambda each: [*dict.fromkeys(entry.sheet for entry in entries)].index(each.sheet))
    return filled(asked, [each for each in in_order if not each.is_left(left)])
