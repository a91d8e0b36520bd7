"""What follows from a person's answer to another question of a proposed mapping, and is not asked again.

Belongs here: which lines wait for the same answer as another, or for one that gives theirs, and the proposal in which they have
it. Does not belong here: what an answer itself changes (answers.py), or in which order is asked (documents/proposal_turns.py).

The kind of an action says how it usually went out, as it does of a kind that is known (actions.py); a code means the same below
the same title in another list of the same table; the one office whose list of cases it is made the reports of that list too.
"""

from __future__ import annotations

from collections.abc import Iterator

from sources.proposals.actions import usual_way
from sources.proposals.answers import Proposal, passing_over, said, title_of, with_lines, without_moot
from sources.proposals.part import OF_ONE_OFFICE
from sources.words.notes import Draft, Line
from sources.words.profile import plain

At = tuple[int, int]
KIND, WAY = "values.action_type", "values.channel"
Waiting = tuple[At, str, Line]  # where its block stands, its section, and the line


def following(proposal: Proposal, at: At, section: str, line: Line) -> Iterator[Waiting]:
    """The lines that need no answer of their own once this one, which waits at a place of `Proposal.at`, has one."""
    block = proposal.block(at)
    if section == KIND and title_of(block, "action_type") == title_of(block, "channel"):
        yield from ((at, WAY, each) for each in _waiting(block, WAY) if each.key == line.key)
    if section.startswith("values."):
        yield from _of_other_lists(proposal, at, section, line)
    if section == "constants" and line.note.asked == OF_ONE_OFFICE["agency_id"]:
        for number, other in enumerate(proposal.sheets[at[0]].drafts):
            lines = _waiting(other, "constants")
            yield from (((at[0], number), section, each) for each in lines if each.note.asked == OF_ONE_OFFICE["reported_by"])


def _of_other_lists(proposal: Proposal, at: At, section: str, line: Line) -> Iterator[Waiting]:
    """The same word below the same title in further lists that give the same table, where nobody knows it either."""
    block, column = proposal.block(at), section.partition(".")[2]
    title = plain(title_of(block, column))
    for i, sheet in enumerate(proposal.sheets):
        for j, other in enumerate(sheet.drafts):
            if (i, j) == at or i == at[0] or other.table != block.table or plain(title_of(other, column)) != title or not title:
                continue
            alike = (each for each in _waiting(other, section) if _is_same(each, line))
            yield from (((i, j), section, each) for each in alike)


def _is_same(one: Line, other: Line) -> bool:
    """Whether two lines are the same word, of which the same is asked and offered."""
    said_of = [(each.key, each.note.asked, each.note.options, each.note.shown) for each in (one, other)]
    return said_of[0] == said_of[1]


def _waiting(block: Draft, section: str) -> Iterator[Line]:
    yield from (line for each in block.sections if each.name == section for line in each.lines if line.waits and line.key)


def with_following(before: Proposal, at: At, section: str, line: Line, proposal: Proposal) -> Proposal:
    """The proposal in which what follows has its answer too, once this line has. `before`: it before that was answered."""
    answered = [each for each in _lines(proposal.block(at), section) if each.key == line.key]
    value = next((str(each.value) for each in answered if not each.waits), "")
    is_passed = section.startswith("values.") and not answered
    for place, of, each in following(before, at, section, line):
        block = proposal.block(place)
        if not any(own is each for own in _lines(block, of)):
            continue  # it has gone with the answer
        if of == WAY and section == KIND and place == at:
            way = usual_way(each.note.shown or each.key, value) if value else ""
            proposal = proposal.put(place, with_lines(block, {id(each): (said(each, way),)})) if way else proposal
        elif is_passed:
            proposal = proposal.put(place, without_moot(passing_over(block, of.partition(".")[2], each)))
        elif value:
            found = proposal.put(place, without_moot(with_lines(block, {id(each): (said(each, value),)})))
            proposal = with_following(proposal, place, of, each, found)  # and how that went out
    return proposal


def _lines(block: Draft, section: str) -> Iterator[Line]:
    yield from (line for each in block.sections if each.name == section for line in each.lines)
