"""Habits of Belgian packages in lists of dwellings: `Gemeente` is the town of an address there.

Belongs here: seeing that a list comes from such a package, and what its titles mean then. Does not belong here: words that mean
the same in both countries (words.toml).

Nothing of it is certain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sources.words.blocks import LIKELY, Choice
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Layout
from sources.words.titles import concepts_of

OF_BELGIUM = re.compile(r"bus(nr|nummer)?|nis([ -]?code)?|rijksregister\w*|\w*insz\w*|ondernemingsnummer", re.IGNORECASE)
TOWN = "in een Belgisch pakket is de gemeente de plaats"
OF_AN_ADDRESS = frozenset({"street", "postcode"})


def town(table: str, layout: Layout, choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """The town of an address by its only title for a municipality, in a list that has no other."""
    is_address = table == "leases" and choices.keys() >= OF_AN_ADDRESS and "city" not in choices
    if not is_address or not any(OF_BELGIUM.fullmatch(each.title.strip(" .")) for each in layout.columns):
        return {}
    found = [each for each in layout.columns if concepts_of(each.title) == {"municipality"} and each.share("word") >= ENOUGH]
    return {"city": Choice("city", found[0], LIKELY, Evidence((TOWN,)))} if len(found) == 1 and found[0].filled else {}
