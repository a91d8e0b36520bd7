"""One column per month, as a small landlord keeps his rents: which titles are months.

Belongs here: seeing it from the titles. Does not belong here: the blocks it becomes (proposal_ledger.py), or reading them
(mapping_lines.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sources.month_names import MONTH, number_of
from sources.proposal_profile import Layout, Profile

FEWEST = 3
_NAMED = re.compile(rf"({MONTH})\.?[-' ]*(20)?(\d\d)?", re.IGNORECASE)


def months_of(layout: Layout) -> Mapping[str, Profile]:
    """`04` (or `2026-04`, where the title says the year) -> the column of that month; nothing where fewer than three are."""
    found: dict[str, Profile] = {}
    for profile in layout.columns:
        named = _NAMED.fullmatch(profile.title.strip())
        if named is None or profile.date_kind:
            continue
        month = f"{number_of(named[1]):02}"
        found.setdefault(f"20{named[3]}-{month}" if named[3] else month, profile)
    return found if len(found) >= FEWEST else {}
