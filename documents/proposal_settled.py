"""What a person agreed to in a proposed mapping, as it counts from then on: nothing is asked of those lines any more.

Belongs here: the proposal in which places are settled. Does not belong here: what is asked of them (proposal_dialogue.py,
proposal_titles.py), or how a block changes by another answer (sources/proposals/answers.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.proposal_questions import Place
from sources.proposals.answers import Proposal, agreed, undoubted, with_head_agreed
from sources.words.notes import OF_ANOTHER, Draft


def with_places_agreed(places: Sequence[Place], proposal: Proposal) -> Proposal:
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
