"""Two rents in one list, net beside gross or beside all that is due per month: which of them is that of the contract.

Belongs here: seeing that there are two, and which comes last. Does not belong here: choosing among titles (choices.py).
"""

from __future__ import annotations

import re

from sources.words.evidence import HALF
from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of

LESS_AS_GROSS = 0.02  # added to the rank of the rent with all that is paid beside it
GROSS = re.compile(r"bruto|gross|totaal|totale|total|incl|\bbrt?huur")
TWO_RENTS = "een andere titel zegt ook wat er per maand te betalen is"
OF_ALL = re.compile(rf"{GROSS.pattern}|te innen|termijn|prolong|maandlast")
IN_TERMS = frozenset({"debit", "invoice", "instalment", "service"})
OF_RENT = frozenset({"rent", "bare", "month", "price", "amount", "currency"})


def has_another_rent(profile: Profile, layout: Layout) -> bool:
    """Whether a second title speaks of the rent and of nothing else, or of all that is due per month (`Totaal pm`)."""
    others = [each.title for each in layout.columns if each is not profile and each.share("money") > HALF]
    said = map(concepts_of, others)
    return any("rent" in each and each <= OF_RENT for each in said) or any(map(_is_of_all, others))


def _is_of_all(title: str) -> bool:
    return bool(OF_ALL.search(title.lower())) and concepts_of(title) <= OF_RENT | IN_TERMS


def less_as_gross(profile: Profile) -> float:
    """What puts the gross rent behind the net one."""
    return LESS_AS_GROSS if GROSS.search(profile.title.lower()) else 0
