"""Titles of a list that hold something beside what they seem to say: a letter's own file, all objects that an owner has.

Belongs here: seeing that from the cells and the titles beside. Does not belong here: choosing among titles (choices.py), or what
cells say of one column of ours by themselves (evidence.py).
"""

from __future__ import annotations

import re

from sources.words.evidence import HALF, known_share
from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of

LESS_AS_FILE = 2  # added to the rank of free text below `Brief`, beside a list of words for kinds
SEVERAL = re.compile(r"\S*\d\S*\s*(?:[,;|\n]\s*\S*\d\S*\s*)+")


def less_as_file(column: str, profile: Profile, layout: Layout) -> float:
    """What puts a letter's own text or file (`Brief`: a name and a link, empty of calls) behind the words that say the kind of
    each line: of the calls and visits nothing would be said.
    """
    if column != "action_type" or profile.words:
        return 0
    kinds = (each for each in layout.columns if each is not profile and "kind" in concepts_of(each.title))
    is_said = any(each.filled >= profile.filled and known_share(column, each.said_words) > HALF for each in kinds)
    return LESS_AS_FILE if is_said else 0


def are_objects_of_owners(table: str, column: str, profile: Profile, layout: Layout) -> bool:
    """Whether what stands there are the objects that each owner has, in a list of owners with their mandates: `OBJ-1,OBJ-2`. They
    are no complex, and a mandate that names one would hold for none of them.
    """
    if (table, column) != ("mandates", "complex_id") or "unit" not in concepts_of(profile.title):
        return False
    owners = [each for each in layout.columns if each.place != profile.place and "landlord" in concepts_of(each.title)]
    is_of_each = any(each.distinct == each.filled >= layout.rows for each in owners)
    return is_of_each and any(SEVERAL.fullmatch(text) for text in profile.texts)
