"""What a contract owes, in a list that says it of all together and of a part: `Saldo` beside `Waarvan vervallen huur/service`.

Belongs here: seeing that a title says a part of what is owed, and which part comes first. Does not belong here: the rent of a
month (rents.py), or choosing among titles (choices.py).

What is reported is rent and service costs past their due day: the title that says just that comes before one of all together,
which holds costs too, and beside which no other title is certain.
"""

from __future__ import annotations

import re

from sources.words.evidence import HALF
from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of

TWO_OWED = "een andere titel zegt ook wat er openstaat, of een deel daarvan"
OF_RENT, OF_WHAT_IS_DUE = 6, 3  # taken from the rank: more than for being read by its parts, with a word that nobody knows
PART_OF = re.compile(r"^\W*(waarvan|daarvan|hiervan|w\.? ?v\.?|of which|thereof)[\W_]+(?=\w)", re.IGNORECASE)
WITHOUT_COSTS = re.compile(r"[\W_]+(excl\w*|ex|zonder|excluding|without)\.?[\W_]+(\w*kosten|rente|costs|fees)\W*$", re.IGNORECASE)
NOT_YET = re.compile(r"\b(niet|nog te|toekomstig\w*|not|future)\b", re.IGNORECASE)
PAST = frozenset({"due", "arrears"})
OF_A_TENANCY = frozenset({"rent", "service"})
OWED = PAST | {"balance"}


def as_part(title: str) -> frozenset[str]:
    """The concepts of a title that says a part of what is owed: `waarvan` there says that it is a balance too, and of rent or
    service costs. None of a title that says it of all, or of something else.
    """
    found = PART_OF.search(title)
    said = concepts_of(title[found.end() :]) if found else frozenset()
    if WITHOUT_COSTS.search(title):
        said = concepts_of(WITHOUT_COSTS.sub("", title))
        return said if said & OWED else frozenset()
    if (
        not found and len(past := concepts_of(title) - {"amount", "bare"}) == 1 and past <= PAST
    ):  # `Vervallen`, `Totaal vervallen`
        said = past
    known = {concept for concept in said if not concept.startswith("?")}
    if not known & (OF_A_TENANCY | PAST) or NOT_YET.search(title):
        return frozenset()
    said = said - {"amount"} | (frozenset() if said & PAST else {"balance"})
    return frozenset({"due", "balance"}) if said & OWED == said else said


def how_narrow(title: str) -> int:
    """How far a title of what is owed comes before others: first that of rent and service costs, then that of what is due."""
    said = as_part(title) or concepts_of(title)
    is_past = (bool(said & PAST) and not NOT_YET.search(title)) or bool(WITHOUT_COSTS.search(title))
    return OF_RENT * bool(said & OF_A_TENANCY and said & OWED) + OF_WHAT_IS_DUE * is_past


def is_not_of_rent(title: str) -> bool:
    """Whether a title of what is owed says that it is no rent: costs, or all else beside it; or that it is not due yet."""
    said = concepts_of(WITHOUT_COSTS.sub("", PART_OF.sub("", title)))
    is_other = said & {"others", "component"} and not said & OF_A_TENANCY
    return bool(is_other or (said & PAST and NOT_YET.search(title)))


def has_another_owed(profile: Profile, layout: Layout) -> bool:
    """Whether another column of amounts says what is owed too, or a part of it."""
    others = [each for each in layout.columns if each is not profile and each.share("money") > HALF and not each.date_kind]
    return any(PART_OF.search(each.title) or concepts_of(each.title) & OWED for each in others)
