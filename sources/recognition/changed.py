"""Days on which somebody made or changed a line, which are no days of what the line is about: `Gewijzigd`, `Laatst bijgewerkt`.

Belongs here: whether a title says such a day and nothing else. Does not belong here: lists that keep the old versions of a line
(words/versions.py), or what becomes of a title that nothing takes (proposals/left.py).
"""

from __future__ import annotations

import re

from sources.guards.limits import ENDING
from sources.words.profile import Profile
from sources.words.titles import GENERAL, concepts_of

# Who made or changed the line, and when; a `mutatie` may be that of a house.
CHANGED = re.compile(
    r"\b(gewijz|wijziging|aangepast|bijgewerkt|aangemaakt|aanmaak|ingevoerd|invoer|vastgelegd|creat|updat|modif|chang|import|sync)"
)
# Lists of what lasts for years: when somebody last typed in a line of one says nothing of it.
LASTING = ("leases", "mandates", "co_tenants")


def is_of_the_line(profile: Profile) -> bool:
    """Whether a title says when somebody made or changed the line, and nothing else."""
    said = {each for each in concepts_of(profile.title) if not each.startswith("?")}
    title = profile.title.lower()
    return (
        profile.date_kind is not None and said <= GENERAL | {"made"} and bool(CHANGED.search(title)) and not ENDING.search(title)
    )
