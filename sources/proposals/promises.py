"""Promises to pay in a list of arrangements: `Betaalbelofte` beside `Betalingsregeling`, as packages for dunning keep both.

Belongs here: passing over their lines. Does not belong here: which words are promises (words/arrangements.py), refusing them in a
mapping (guards/promises.py), or promises among letters and calls (words/outcomes.py).

Whoever only promised on the telephone to pay has agreed to no instalments: read as an arrangement, it keeps him from help.
"""

from __future__ import annotations

from sources.proposals.part import Part
from sources.words.arrangements import MOST_KINDS, is_promise, may_say_promise
from sources.words.names import fits_only
from sources.words.profile import Profile

WHY = "wie alleen toezegt te betalen, heeft geen regeling"


def pass_over_promises(part: Part) -> None:
    """Without the lines of which a title says that somebody only promised, where others of the list are something else."""
    for profile in part.block.left:
        promised = _promised(profile)
        if 0 < len(promised) < profile.distinct:
            part.skip_lines({profile.title: [fits_only(text.lower()) for text in promised]}, WHY, is_asked=True)


def _promised(profile: Profile) -> list[str]:
    if profile.date_kind or profile.distinct > MOST_KINDS or not may_say_promise(profile.title):
        return []
    return [text for text in sorted(profile.texts) if is_promise(profile.said(text))]
