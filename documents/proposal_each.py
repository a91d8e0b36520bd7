"""Several things that are asked as one: each answer counts, also where a person leaves another for later.

Belongs here: going on after what is left. Does not belong here: what is asked of each (proposal_blanks.py, proposal_dialogue.py),
or things of which a person names those that are wrong (proposal_pages.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from documents.proposal_choices import Later
from documents.proposal_questions import Place
from sources.proposals.answers import Proposal


def each_by_itself(places: Sequence[Place], proposal: Proposal, given: Callable[[Place, Proposal], Proposal]) -> Proposal:
    """The proposal once a person was asked of each of these.

    Args:
        places: what is asked one after the other.
        proposal: before any of it was answered.
        given: asks of one; gives the same proposal where there is nothing to ask any more.

    Raises:
        Later: he left all of them.
    """
    start, later = proposal, list[Later]()
    left = dict[str, bool]()  # what is left -> whether a person corrects it in the file
    for place in places:
        try:
            proposal = given(place, proposal)
        except Later as said:
            later.append(said)
            left[place.key] = left.get(place.key, False) or bool(str(said))
    if later and proposal is start:
        raise max(later, key=lambda each: bool(str(each)))  # one that says what to do
    for key, is_by_hand in left.items():
        proposal = proposal.with_left(key, is_by_hand=is_by_hand)
    return proposal
