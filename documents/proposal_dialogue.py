"""The questions of a proposed mapping one at a time, in Dutch: what is shown, and what an answer changes.

Belongs here: the conversation about what is to be looked at. Does not belong here: titles (proposal_titles.py), what is to be
filled in (proposal_blanks.py), which questions there are (proposal_questions.py) and in which order (proposal_turns.py), how the
proposal changes (sources/proposals/answers.py), or what may be typed (proposal_choices.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from documents.check_words import TABLES
from documents.code_words import CODES
from documents.proposal_blanks import code_given, codes_for, filled_in
from documents.proposal_choices import Later, Reply, is_right, numbered, wrong_of
from documents.proposal_columns import title_chosen, title_instead
from documents.proposal_each import each_by_itself
from documents.proposal_questions import WHOLE, Place, Question, doubted_once
from documents.proposal_settings import lookups_of
from documents.proposal_settled import with_places_agreed
from documents.proposal_text import untitled_in_words
from sources.proposals.answers import Proposal, undoubted, with_lines
from sources.proposals.as_in_file import with_own_titles
from sources.proposals.part import NO_TITLE
from sources.proposals.unknown import Unknown
from sources.words.blocks import Sheet
from sources.words.names import quoted
from sources.words.notes import Line, SheetDraft

LOOKED_UP = "Dit wordt opgezocht in een andere lijst. Klopt dat?"
WHOLE_ASKED = "Dit kan ook over iets anders gaan. Geven deze lijsten wat erachter staat?"
BY_HAND = "Verbeter dit straks zelf in het bestand: zoek daar op # vraag."
# A number that does not hold for the lines below it is in no group, a name that may be an employer's is no tenant's: the list is
# read without.
GO_IF_FALSE = ("fill_down", "if_empty last_name", "if_empty category")
_LINES = re.compile(" ?\\(\0[^\0]*\0\\)|\0[^\0]*\0")  # stands for numbers of lines, which change with each answer
_SETTING = re.compile(r"\w+ = ")  # as it stands in the file
_TAKE_AWAY = re.compile(r"(?:(?<=\?)[^?]*|[,;]? *)[Hh]aal dit blok (?:dan|anders) weg")  # which a conversation does by itself
# What is said of the file, where a conversation does it or asks on -> how it is said there.
IN_TALK = (
    (_LINES, ""),
    (_TAKE_AWAY, ""),
    (re.compile(r"(?<=\?) [Zz]o niet(?:: \w+|, [^?;]*)"), ""),
    (re.compile(r' = "\w+"(?=: \w+ deze brief)'), ""),
    (re.compile(rf"( = [^\";]+?) \((?:{'|'.join(code for codes in CODES.values() for code in codes)})\)"), r"\1"),
)
_GOES = "Wordt het nee, dan telt deze lijst hier niet voor mee."


def proposal_of(
    sheets: Sequence[SheetDraft], open_items: Mapping[str, str], unknown: Sequence[Unknown] = (), read: Sequence[Sheet] = ()
) -> Proposal:
    """A proposal in the form in which it is asked about: what concerns a whole list, once. `read`: the sheets that it reads."""
    once = (
        replace(
            each,
            drafts=tuple(map(doubted_once, each.drafts)),
            asked=(*each.asked, *untitled_in_words(each.untitled)),
            untitled=(),
        )
        for each in sheets
    )
    own = {(each.file, each.sheet or ""): with_own_titles(each) for each in read}
    return Proposal(tuple(once), open_items, unknown=tuple(unknown), read=own)


def in_words(question: Question) -> str:
    """A question without numbers of lines: what it is known by when the same files are asked about again."""
    words = in_talk(question.words())
    return words if _SETTING.match(words) else words[:1].upper() + words[1:]


def in_talk(words: str) -> str:
    """What is asked in the file, without what a conversation does by itself."""
    for said, instead in IN_TALK:
        words = said.sub(instead, words)
    return words


def answered(question: Question, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has answered.

    Args:
        question: one of those of this proposal, but for titles (proposal_titles.py).
        proposal: made by `proposal_of`, or given by an earlier answer.
        reply: shows a text and gives what was typed below it.

    Raises:
        Later: the person, or the kind of question, leaves it for the file.
    """
    if question.is_answer:
        return filled_in(question, proposal, reply)
    if question.lead == WHOLE:
        return _lists(question, proposal, reply)
    return _others(question, proposal, reply)


def _lists(question: Question, proposal: Proposal, reply: Reply) -> Proposal:
    """Lists that may be about something else: where they are, the block goes."""
    listed = lists_of(question, proposal)
    wrong = [[*listed][each] for each in wrong_of(f"{WHOLE_ASKED}\n{numbered([*listed])}", len(listed), reply)]
    for shown, draft in ((shown, place.draft) for shown, places in listed.items() for place in places):
        if draft is not None:
            is_wrong = shown in wrong
            proposal = proposal.without(draft) if is_wrong else proposal.put(proposal.at(draft), undoubted(draft))
    return proposal


def lists_of(question: Question, proposal: Proposal) -> dict[str, list[Place]]:
    """What lists are taken for that may be about something else -> the places of their blocks."""
    listed: dict[str, list[Place]] = {}
    for place in question.places:
        if place.draft is not None:
            shown = f"{quoted(place.sheet)} = {TABLES[place.draft.table]}{beside(place, proposal)}"
            listed.setdefault(shown, []).append(place)
    return listed


def beside(place: Place, proposal: Proposal) -> str:
    """What else the list gives, which is not in doubt and stays."""
    drafts = proposal.sheets[proposal.at(place.draft)[0]].drafts if place.draft is not None else ()
    others = dict.fromkeys(TABLES[each.table] for each in drafts if not (each.is_doubted or each.head.asks))
    return f" (geeft ook: {', '.join(others)}; dat blijft)" if others else ""


def _others(question: Question, proposal: Proposal, reply: Reply) -> Proposal:
    """What stands in one line or setting: a word may mean something else, a block may go; the rest is a matter for the file."""
    looked_up = _looked_up(question)
    if looked_up is not None:
        return _lookups(question, looked_up, proposal, reply)
    if is_right(f"{in_words(question)}{f'{chr(10)}  {_GOES}' * goes_whole(question)}", reply):
        return with_places_agreed(question.places, proposal)
    return denied(question, proposal, reply)


def _looked_up(question: Question) -> Place | None:
    """The line that says what lists take from other lists, where that is asked."""
    found = next((place for place in question.places if place.line.key == "lookup" and not place.section), None)
    return found if found is not None and found.draft is not None else None


def is_yes_or_no(question: Question) -> bool:
    """Whether one yes or no answers it: no list of titles, words or lookups of which each is right or wrong by itself."""
    looked_up = _looked_up(question)
    return not question.is_answer and not question.lead and (looked_up is None or len(lookups_of(looked_up.line)) == 1)


def goes_whole(question: Question) -> bool:
    """Whether its lists count no more where a person says no."""
    return all(place.draft is not None and _TAKE_AWAY.search(place.line.note.asked or "") for place in question.places)


def denied(question: Question, proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal once a person has said no to a question of yes or no.

    Raises:
        Later: nothing was typed, or this is a matter for the file.
    """
    looked_up = _looked_up(question)
    if looked_up is not None:
        titles = {title for made in lookups_of(looked_up.line).values() for title in made}
        return _without_lookups(question, looked_up, titles, proposal, reply)
    drafts = {id(place.draft): place.draft for place in question.places if place.draft is not None}
    spots = {key: proposal.at(draft) for key, draft in drafts.items()}
    if all(place.section == "constants" and place.line.note.asked == NO_TITLE for place in question.places):
        return each_by_itself(
            question.places, proposal, lambda place, proposal: title_instead(place, spots[id(place.draft)], proposal, reply)
        )
    if all(codes_for(place) for place in question.places):
        return each_by_itself(
            question.places, proposal, lambda place, proposal: code_given(place, spots[id(place.draft)], proposal, reply)
        )
    if goes_whole(question):
        for draft in drafts.values():
            proposal = proposal.without(draft)
        return proposal
    if all(_goes_if_false(place) for place in question.places):
        return _without_lines(question.places, spots, proposal)
    raise Later(BY_HAND)


def _goes_if_false(place: Place) -> bool:
    of_what = place.line.value if isinstance(place.line.value, Mapping) else ()
    if place.section == "values.complex_id":
        return True  # which complex it is then, a check asks
    return not place.section and " ".join([place.line.key, *of_what]) in GO_IF_FALSE


def _without_lines(places: Sequence[Place], spots: Mapping[int, tuple[int, int]], proposal: Proposal) -> Proposal:
    """The proposal without settings that a person says are wrong: none of them counts, or waits, any more."""
    for place in places:
        at = spots[id(place.draft)]
        proposal = proposal.put(at, with_lines(proposal.block(at), {id(place.line): ()}))
    return proposal


def _lookups(question: Question, place: Place, proposal: Proposal, reply: Reply) -> Proposal:
    """What lists take from other lists, by which file and number: what is wrong comes from a title of their own, or from none."""
    listed = lookups_of(place.line)
    asked = f"{LOOKED_UP}\n{numbered([*listed])}" if len(listed) > 1 else in_words(question)
    wrong = [[*listed.values()][each] for each in wrong_of(asked, len(listed), reply)]
    if not wrong:
        return with_places_agreed(question.places, proposal)
    return _without_lookups(question, place, {title for titles in wrong for title in titles}, proposal, reply)


def _without_lookups(question: Question, place: Place, wrong: set[str], proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal in which these titles are looked up no more, nor what is looked up by one of them."""
    gone = _with_what_needs_it(wrong, place.line)
    of_each = [each for each in question.places if each.line.key == "lookup" and not each.section]
    spots = {id(each): proposal.at(each.draft) for each in of_each if each.draft is not None}
    right = [each for each in question.places if id(each) not in spots and each.title not in gone]
    return each_by_itself(
        of_each,
        with_places_agreed(right, proposal),
        lambda each, proposal: _from_its_own_list(each, spots[id(each)], gone, proposal, reply),
    )


def _with_what_needs_it(gone: set[str], line: Line) -> set[str]:
    """These titles, and those that are looked up by one of them."""
    made = line.value if isinstance(line.value, Mapping) else {}
    needing = {title for title, said in made.items() if isinstance(said, Sequence) and said and said[0] in gone}
    return gone if needing <= gone else _with_what_needs_it(gone | needing, line)


def _from_its_own_list(place: Place, at: tuple[int, int], gone: Collection[str], proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal in which columns that were looked up in another list come from a title of the list itself, or from none; what
    else is looked up there, is agreed to.
    """
    made = place.line.value if isinstance(place.line.value, Mapping) else {}
    rest = {title: said for title, said in made.items() if title not in gone}
    block = proposal.block(at)
    own = {
        id(line): line.untitled()
        for each in block.sections
        if each.name == "columns"
        for line in each.lines
        if line.value in gone
    }
    kept = (Line(place.line.key, rest),) if rest else ()
    instead = {id(place.line): kept, **{key: (line,) for key, line in own.items()}}
    proposal = proposal.put(at, with_lines(block, instead))
    for line in own.values():
        proposal = title_chosen(Place(line, place.sheet, place.draft, "columns"), at, proposal, reply)
    return proposal
