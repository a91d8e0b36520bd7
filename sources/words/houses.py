"""Whether a number below a title that says no more than that, `Nr`, is that of a house.

Belongs here: seeing that from the columns beside it. Does not belong here: titles that say a house (words.toml), or streets with
their numbers in one cell (split.py).
"""

from __future__ import annotations

import re

from sources.words.blocks import Choice
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.split import MOST
from sources.words.titles import concepts_of

ROOM = re.compile(r"(?i)kamer|\broom")  # whose number stands behind that of the house
LESS_AS_HOUSE = 1


def is_of_a_house(table: str, profile: Profile, layout: Layout) -> bool:
    """Whether a bare number is a house's: behind a street, or in a list of postcodes behind these, unless it counts the lines."""
    if "unit" in concepts_of(profile.title):  # right behind the street of the unit
        return any(each.place == profile.place - 1 and {"street", "unit"} <= concepts_of(each.title) for each in layout.columns)
    is_listed = table == "postcodes" and any(
        each.place == profile.place - 1 and each.share("postcode") >= ENOUGH for each in layout.columns
    )
    return not _counts_the_lines(profile) if is_listed else _follows_a_street(profile, layout)


def less_as_house(column: str, profile: Profile, layout: Layout) -> float:
    """What is added to the rank of a bare number for a contract where it stands right behind a street: `Straat`, `Nr`."""
    is_bare = column == "lease_id" and concepts_of(profile.title) == {"nr"} and not _counts_the_lines(profile)
    before = [each for each in layout.columns if each.place == profile.place - 1]
    return LESS_AS_HOUSE if is_bare and any(concepts_of(each.title) == {"street"} for each in before) else 0


def without_rooms(choices: dict[str, Choice], layout: Layout) -> dict[str, Choice]:
    """Without the number of a room as a suffix where no house or street stands beside it: another list says where the room is."""
    own = choices.get("house_number_suffix")
    if own is None or not ROOM.search(own.profile.title):
        return choices
    others = [each for each in layout.columns if each is not own.profile]
    is_beside = any(concepts_of(each.title) & {"house", "street", "address"} for each in others)
    return choices if is_beside else {name: each for name, each in choices.items() if name != "house_number_suffix"}


def _counts_the_lines(profile: Profile) -> bool:
    return profile.texts.keys() == {str(at) for at in range(1, profile.filled + 1)}


def _follows_a_street(profile: Profile, layout: Layout) -> bool:
    """Whether a number stands behind a street without one, or anywhere beside one where it does not number the lines; or behind a
    postcode, where there is no street.
    """
    streets = [each for each in layout.columns if concepts_of(each.title) & {"street", "address"}]
    if any(each.share("part house_number") >= MOST for each in streets):
        return False  # the house number stands behind the street, in its cell
    comes_back = bool(streets) and profile.distinct < profile.filled
    before = streets or [each for each in layout.columns if concepts_of(each.title) == {"postcode"}]
    return comes_back or any(each.place == profile.place - 1 for each in before)
