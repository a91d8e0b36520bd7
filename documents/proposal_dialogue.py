"""The questions of a proposed mapping one at a time, in Dutch: what is shown, and what an answer changes.

Belongs here: the conversation about what is to be looked at. Does not belong here: what is to be filled in (proposal_blanks.py),
which questions there are (proposal_questions.py), how the proposal changes (sources/proposals/answers.py), what may be typed
(proposal_choices.py) or reading a keyboard (orchestration/cli/map_questions.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from documents.proposal_blanks import code_given, codes_for, filled_in, title_chosen
from documents.proposal_choices import Later, Reply, is_right, numbered, some_of
from documents.proposal_questions import TAKE_AWAY, TITLES, WHOLE, Place, Question, doubted_once
from documents.proposal_text import untitled_in_words
from sources.proposals.answers import Proposal, agreed, undoubted, with_head_agreed
from sources.words.names import quoted
from sources.words.notes import OF_ANOTHER, Draft, SheetDraft

BY_HAND = "Verbeter dit straks zelf in het bestand: zoek daar op # vraag."
_LINES = re.compile(" ?\\(\0[^\0]*\0\\)|\0[^\0]*\0")  # stands for numbers of lines, which change with each answer
_SETTING = re.compile(r"\w+ = ")  # as it stands in the file


def proposal_of(sheets: Sequence[SheetDraft], open_items: Mapping[str, str]) -> Proposal:
    """A proposal in the form in which it is asked about: what concerns a whole list, once."""
    once = (
        replace(
            each,
            drafts=tuple(map(doubted_once, each.drafts)),
            asked=(*each.asked, *untitled_in_words(each.untitled)),
            untitled=(),
        )
        for each in sheets
    )
    return Proposal(tuple(once), open_items)


def in_words(question: Question) -> str:
    """A question without numbers of lines: what it is known by when the same files are asked about again."""
    words = _LINES.sub("", question.words())
    return words if _SETTING.match(words) else words[:1].upper() + words[1:]


def answered(question: Question, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has answered.

    Args:
        question: one of those of this proposal.
        proposal: made by `proposal_of`, or given by an earlier answer.
        reply: shows a text and gives what was typed below it.

    Raises:
        Later: the person, or the kind of question, leaves it for the file.
    """
    if question.is_answer:
        return filled_in(question, proposal, reply)
    if question.lead == TITLES:
        return _titles(question, proposal, reply)
    if question.lead == WHOLE:
        return _lists(question, proposal, reply)
    return _others(question, proposal, reply)


def _titles(question: Question, proposal: Proposal, reply: Reply) -> Proposal:
    """Titles that are taken for columns of ours: of one that is not, another is chosen."""
    shown = [
        f"{title} = {', '.join(ours)}{''.join(f' ({seen})' for seen in dict.fromkeys(ours.values()) if seen)}{_doubt(doubt)}"
        for doubt, titles in question.named.items()
        for title, ours in titles.items()
    ]
    titles = [title for titles in question.named.values() for title in titles]
    if is_right(f"Kloppen deze titels?\n{numbered(shown)}", reply):
        return _agreed(question.places, proposal)
    wrong = [0]
    if len(titles) > 1:
        wrong = some_of("Welke klopt niet? (nummers)", len(titles), reply)
    off = [place for place in question.places if _quoted_title(place) in {titles[each] for each in wrong}]
    if any(place.section != "columns" for place in off):
        raise Later(BY_HAND)
    spots = {id(place): proposal.at(place.draft) for place in off if place.draft is not None}
    proposal = _agreed([place for place in question.places if place not in off], proposal)
    for place in off:
        proposal = title_chosen(place, spots[id(place)], proposal, reply)
    return proposal


def _doubt(text: str) -> str:
    return f": {text}" if text else ""


def _quoted_title(place: Place) -> str:
    return quoted(place.title)


def _lists(question: Question, proposal: Proposal, reply: Reply) -> Proposal:
    """Lists that may be about something else: where they are, the block goes."""
    drafts = [place.draft for place in question.places if place.draft is not None]
    shown = [f"{title} = {', '.join(ours)}" for titles in question.named.values() for title, ours in titles.items()]
    wrong: list[Draft] = []
    if not is_right(f"Deze lijsten kunnen ook over iets anders gaan. Kloppen zij?\n{numbered(shown)}", reply):
        wrong = [drafts[each] for each in some_of("Welke gaan over iets anders? (nummers)", len(drafts), reply)]
    for draft in drafts:
        is_wrong = any(draft is each for each in wrong)
        proposal = proposal.without(draft) if is_wrong else proposal.put(proposal.at(draft), undoubted(draft))
    return proposal


def _others(question: Question, proposal: Proposal, reply: Reply) -> Proposal:
    """What stands in one line or setting: a word may mean something else, a block may go; the rest is a matter for the file."""
    if is_right(in_words(question), reply):
        return _agreed(question.places, proposal)
    drafts = {id(place.draft): place.draft for place in question.places if place.draft is not None}
    spots = {key: proposal.at(draft) for key, draft in drafts.items()}
    if all(codes_for(place) for place in question.places):
        for place in question.places:
            proposal = code_given(place, spots[id(place.draft)], proposal, reply)
        return proposal
    if all(place.draft is not None and TAKE_AWAY in (place.line.note.asked or "") for place in question.places):
        for draft in drafts.values():
            proposal = proposal.without(draft)
        return proposal
    raise Later(BY_HAND)


def _agreed(places: Sequence[Place], proposal: Proposal) -> Proposal:
    """The proposal in which nothing is asked of these places any more."""
    for place in (each for each in places if each.draft is None):
        is_aside = place.line.key == "unread_files"
        proposal = (
            replace(proposal, is_aside_agreed=True) if is_aside else proposal.with_sheet_agreed(place.line.note.asked or "")
        )
    for draft in {id(place.draft): place.draft for place in places if place.draft is not None}.values():
        proposal = proposal.put(proposal.at(draft), _settled(draft, places))
    return proposal


def _settled(draft: Draft, places: Sequence[Place]) -> Draft:
    lines = [place.line for place in places if place.draft is draft]
    settled = agreed(draft, lines)
    if any(line.note is draft.head for line in lines):
        settled = with_head_agreed(settled)
    return undoubted(settled) if any(line.note.asked == OF_ANOTHER for line in lines) else settled
