"""Days that a system writes with the month first, as an American one does: 04/18/2025.

Belongs here: seeing that from the cells of all lists together, and counting such cells as days. Does not belong here: the other
ways to write a day (profile.py), or reading them (reading/values.py).

04/05/2025 can be read both ways: it is an American day only where some cell can be nothing else, and none can be only ours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sources.words.cell_kinds import AMERICAN, ANY_DATE, DATES, KINDS
from sources.words.profile import Layout, Profile

OURS = "dd-mm-jjjj"
_NUMBERS = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](?:19|20)\d\d(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?")


def with_months_first(layouts: Sequence[Layout]) -> list[Layout]:
    """The same lists, with American days where they hold them; in each of them where one says so and none says otherwise."""
    said = [_says(layout) for layout in layouts]
    in_all = any(theirs for theirs, _ in said) and not any(ours for _, ours in said)
    return [american(layout) if in_all or each == (True, False) else layout for layout, each in zip(layouts, said, strict=True)]


def is_american(layout: Layout) -> bool:
    """Whether its days were taken for American ones."""
    return any(each.kinds[AMERICAN] for each in layout.columns)


def american(layout: Layout) -> Layout:
    """The same list, its days read with the month first."""
    return replace(layout, columns=tuple(_american(each) for each in layout.columns))


def _says(layout: Layout) -> tuple[bool, bool]:
    """(whether some cell can only be an American day, whether some can only be one of ours)."""
    days = [found for each in layout.columns for text in each.texts if (found := _NUMBERS.fullmatch(text))]
    pairs = {(int(found[1]), int(found[2])) for found in days}
    return any(first <= 12 < second <= 31 for first, second in pairs), any(second <= 12 < first <= 31 for first, second in pairs)


def _american(profile: Profile) -> Profile:
    if not profile.kinds[OURS] and not any(map(_is_american, profile.texts)):
        return profile
    kinds = Counter({kind: count for kind, count in profile.kinds.items() if kind not in (OURS, ANY_DATE)})
    for text, count in profile.texts.items():
        is_none = KINDS["none"].fullmatch(text)
        if _is_american(text) and not is_none:
            kinds[AMERICAN] += count
            kinds[ANY_DATE] += count
        elif not is_none and any(KINDS[kind].fullmatch(text) for kind in DATES if kind in KINDS and kind != OURS):
            kinds[ANY_DATE] += count
    return replace(profile, kinds=kinds)


def _is_american(text: str) -> bool:
    found = _NUMBERS.fullmatch(text)
    return found is not None and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 31
