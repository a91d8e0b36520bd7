"""The days of a lease's fixed term, beside those on which somebody moved in and out: the term ends, and the lease goes on.

Belongs here: which titles speak of which, and what comes first for which column. Does not belong here: choosing titles
(choices.py), or the day on which notice was given (notice.py).
"""

from __future__ import annotations

import re

from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of

LESS_AS_TERM = 0.6  # added to the rank of a title: more than where another is read by its parts
GOES_ON = "na het einde van de termijn loopt een contract door: dit is de dag van vertrek"
OF_TERM = "het einde van de termijn, en niet de dag van vertrek"  # as what is not read
NOBODY_LEFT = (
    "ook een andere titel zegt een einde, namelijk de dag van vertrek: na het einde van de termijn loopt een contract door"
)
_IN = re.compile(r"\bmov(e|ed|ing)[- ]?in\b|\bin ?check|\binhui[sz]|\bintrek", re.IGNORECASE)
_OUT = re.compile(
    r"\bmov(e|ed|ing)[- ]?out\b|\bvacat|\bvertrek|\bvertrokken|\buithui[sz]|\buit ?check|\bverhuisd|\buitgetrokken|\bverlaten",
    re.IGNORECASE,
)
_TERM = re.compile(r"\b(lease|term|tenancy|agreement|looptijd|huurtermijn|bepaalde tijd)", re.IGNORECASE)
# What ends on paper; what begins so is not the same: `Contractdatum` is the day of signing.
_ON_PAPER = re.compile(
    rf"{_TERM.pattern}|\b(huur)?contract|\bhuurovereenkomst|\b(huur)?periode|\btermijn|\bduur\b|expir|\bafloop", re.IGNORECASE
)
_ENDS = re.compile(r"\b(to|until|end\w*|expir\w*|t/?m|tot)\b|eind", re.IGNORECASE)
_OF = {"started_on": (_TERM, _IN), "ended_on": (_OUT, _ON_PAPER)}  # column -> what comes first, and what gives way to it


def less_as_term(table: str, column: str, profile: Profile, layout: Layout) -> float:
    """What is added to the rank of a title: a lease begins as agreed, and ends when the tenant leaves, where a list says both;
    and the day on which a whole agreement was signed is not that of its clause, where another title says that.
    """
    if (table, column) == ("mandates", "clause_accepted_on") and "clause" not in concepts_of(profile.title):
        days = (each for each in layout.columns if each is not profile and (each.date_kind or not each.filled))
        return 1 if any("clause" in concepts_of(each.title) for each in days) else 0
    if table != "leases" or column not in _OF:
        return 0
    first, behind = _OF[column]
    is_behind = bool(behind.search(profile.title)) and not first.search(profile.title)
    return LESS_AS_TERM if is_behind and _others(first, profile, layout) else 0


def why_not_the_term(table: str, column: str, profile: Profile, layout: Layout) -> str:
    """What a person is to know of a day of leaving that was taken before the end of a term, or of a term of which nobody has left
    yet; nothing where there is no such.
    """
    if (table, column) != ("leases", "ended_on"):
        return ""
    if _OUT.search(profile.title):
        return GOES_ON if _others(_ON_PAPER, profile, layout, _ENDS) else ""
    return NOBODY_LEFT if _ON_PAPER.search(profile.title) and _others(_OUT, profile, layout) else ""


def ends_on_paper(left: Profile, layout: Layout) -> list[str]:
    """The titles of the ends of a term beside the day of leaving that was taken: what they say is known, and is not to count."""
    if not _OUT.search(left.title):
        return []
    days = [each for each in layout.columns if each.date_kind and each.place != left.place and not _OUT.search(each.title)]
    return [each.title for each in days if _ON_PAPER.search(each.title) and _ENDS.search(each.title)]


def _others(said: re.Pattern[str], profile: Profile, layout: Layout, also: re.Pattern[str] | None = None) -> bool:
    """Whether another title of days says so; one with nothing below it may have days in the next export."""
    days = (each for each in layout.columns if (each.date_kind or not each.filled) and each.place != profile.place)
    return any(said.search(each.title) and (also is None or also.search(each.title)) for each in days)
