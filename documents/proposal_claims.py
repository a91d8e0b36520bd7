"""What a proposal says of the lines of one list, claim by claim, in Dutch: which are charges, which receipts, which are not read.

Belongs here: what is shown of each claim, and what a person says of one that is wrong. Does not belong here: which settings
there are (proposal_settings.py), words whose table nobody knows (proposal_parted.py), or the page (proposal_pages.py).

Several claims below one yes are agreed to in a hurry; whoever saw that one was wrong had to do all of them in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from documents.proposal_choices import Later, Reply, numbered, some_of
from documents.proposal_pages import Entry, Page, answered, by_itself, filled
from documents.proposal_parted import word_placed
from documents.proposal_questions import TAKE_AWAY, Place, Question
from documents.proposal_settings import WHICH_LINES, setting_in_words, what_of
from sources.proposals.answers import Proposal, with_lines
from sources.proposals.part import OTHERS_NOT
from sources.proposals.taken import title_of_kind, without_emptied, without_word, words_of_kind
from sources.words.names import quoted

ASKED = "Klopt elk van deze regels?"
BY_HAND = "Verbeter dit straks zelf in het bestand: zoek daar op # vraag."


def is_of_claims(question: Question) -> bool:
    """Whether it says which lines of a list are what, so that each of its lines is right or wrong by itself."""
    return not question.is_answer and not question.lead and all(map(is_claim, question.places))


def is_claim(place: Place) -> bool:
    """Whether a line says which lines of its list are what."""
    if place.draft is None or place.section or TAKE_AWAY in (place.line.note.asked or ""):
        return False
    return place.line.key in WHICH_LINES or (place.line.note is place.draft.head and place.draft.table == "ledger_entries")


def pages_of(questions: Sequence[Question], left: Collection[str] = ()) -> list[Page]:
    """The pages of these questions with an entry for each of their claims, those of a list together. `left`: those for later."""
    entries = [entry for each in questions for entry in entries_of(each)]
    return filled(ASKED, [each for each in entries if not each.is_left(left)])


def entries_of(question: Question) -> list[Entry]:
    """An entry for each claim of a question."""
    return [Entry(question.sheet, (each,), _shown(each)) for each in question.places]


def _shown(place: Place) -> str:
    said, asked = setting_in_words(place.line, place.draft), place.line.note.asked or ""
    words = ": ".join(part for part in (said, asked if asked != OTHERS_NOT else "") if part)
    return words[:1].upper() + words[1:]


def claims_answered(page: Page, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has said which claims are wrong, and of words of those what they are instead.

    Raises:
        Later: nothing was typed, or the only claim is wrong and stays for the file.
    """
    return without_emptied(answered(page, proposal, reply, by_itself(_instead)))


def corrected(places: Sequence[Place], spots: Mapping[int, tuple[int, int]], proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has said of claims that are wrong what their words are instead; what he leaves stays asked.
    `spots`: the identity of a claim -> where its block stands.
    """
    for place in places:
        try:
            proposal = _instead(place, spots[id(place)], proposal, reply)
        except Later as said:
            proposal = proposal.with_left(place.key, is_by_hand=bool(str(said)))
    return without_emptied(proposal)


def _instead(place: Place, at: tuple[int, int], proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal in which the words that a block takes wrongly are of another block, or of none.

    Raises:
        Later: nothing was typed, or the claim is none of words.
    """
    block = proposal.block(at)
    title = title_of_kind(block) if place.line.key == "only" else ""
    if not title:
        raise Later(BY_HAND)
    words = words_of_kind(block, title)
    chosen = list(range(len(words)))
    if len(words) > 1:
        asked = f"Welke woorden onder {quoted(title)} horen niet bij de {what_of(block)}? (nummers)"
        asked += f"\n{numbered([quoted(each) for each in words])}"
        chosen = some_of(asked, len(words), reply, "die er niet bij horen")
    later: list[Later] = []
    for word in (words[each] for each in chosen):
        try:
            proposal = _moved(word, title, at, proposal, reply)
        except Later as said:
            later.append(said)
    if len(later) == len(chosen):
        raise max(later, key=lambda each: bool(str(each)))
    return _asked_of_the_rest(place, at, proposal, is_by_hand=any(map(str, later))) if later else proposal


def _moved(word: str, title: str, at: tuple[int, int], proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal in which the lines with a word are of another block than the one that takes them, or of none.

    Raises:
        Later: nothing was typed, or the list gives no such block.
    """
    without = proposal.put(at, without_word(proposal.block(at), title, word))
    found = word_placed(word, title, at, without, reply, is_of_another=True)
    if found is None:
        raise Later(BY_HAND)
    return found


def _asked_of_the_rest(place: Place, at: tuple[int, int], proposal: Proposal, *, is_by_hand: bool) -> Proposal:
    """The proposal in which a claim of which some words went elsewhere is still asked: nobody said what the others are."""
    block = proposal.block(at)
    [line] = [each for section in block.sections for each in section.lines if not section.name and each.key == place.line.key]
    proposal = proposal.put(at, with_lines(block, {id(line): (replace(line, note=place.line.note),)}))
    return proposal.with_left(place.key, is_by_hand=is_by_hand)
