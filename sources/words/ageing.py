"""Titles that say how long something has been open: `0-30`, `31-60`, `> 90 dagen`, side by side in a list of balances.

Belongs here: seeing such titles in a sheet. Does not belong here: what becomes of the list (recognition/aged.py,
proposals/aside.py).
"""

from __future__ import annotations

import re
from itertools import pairwise

from sources.words.profile import ENOUGH, Layout, Profile, plain

_RANGE = re.compile(
    r"(?:van |from |open |vervallen )?(\d{1,3}) ?(?:-|–|—|/|t/?m|tot(?: en met)?|to|through) ?(\d{1,3})"
    r" ?(?:d|dg|dgn|dag|dagen|days|wk|weken|weeks|mnd|maanden|months)?(?: oud| open| vervallen)?"
)
FEWEST = 2  # periods, each of which begins where the one before it ends


def is_aged(layout: Layout) -> bool:
    """Whether a sheet parts amounts by how long they have been open."""
    periods = sorted(found for each in layout.columns if (found := _period(each)) is not None)
    following = [1 for before, after in pairwise(periods) if after[0] - before[1] in (0, 1)]
    return len(periods) >= FEWEST and len(following) == len(periods) - 1


def _period(profile: Profile) -> tuple[int, int] | None:
    said = _RANGE.fullmatch(plain(profile.title))
    is_money = not profile.filled or (not profile.date_kind and profile.share("money") >= ENOUGH)
    begin, end = (int(said[1]), int(said[2])) if said else (0, 0)
    return (begin, end) if is_money and begin < end else None
