"""Promises to pay in a list of arrangements: `Betaalbelofte` beside `Betalingsregeling`, as packages for dunning keep both.

Belongs here: seeing the words for them, and passing over their lines. Does not belong here: how an arrangement stands
(statuses.py), or promises among letters and calls (words/outcomes.py).

Whoever only promised on the telephone to pay has agreed to no instalments: read as an arrangement, it keeps him from help.
"""

from __future__ import annotations

import re

from sources.proposals.part import Part
from sources.words.names import fits_only
from sources.words.profile import Profile
from sources.words.titles import concepts_of, is_free_text

MOST = 12  # different words of a column that says what a line is
PROMISE = re.compile(
    r"((mondelinge|telefonische|losse|eenmalige|verbal|phone) )?((betaal|betalings)[- ]?)?(belofte|toezegging)(en)?"
    r"|(payment )?promises?( to pay)?|promised( to pay)?|ptp",
    re.IGNORECASE,
)
NO_KIND = frozenset({"status", "broken", "end", "closed", "user"})  # that it was kept, of whatever it is
WHY = "wie alleen toezegt te betalen, heeft geen regeling"


def pass_over_promises(part: Part) -> None:
    """Without the lines of which a title says that somebody only promised, where others of the list are something else."""
    for profile in part.block.left:
        promised = _promised(profile)
        if 0 < len(promised) < profile.distinct:
            part.skip_lines({profile.title: [fits_only(text.lower()) for text in promised]}, WHY, is_asked=True)


def _promised(profile: Profile) -> list[str]:
    if profile.date_kind or profile.distinct > MOST or is_free_text(profile.title) or concepts_of(profile.title) & NO_KIND:
        return []
    return [text for text in sorted(profile.texts) if PROMISE.fullmatch(profile.said(text).strip())]
