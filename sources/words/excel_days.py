"""Numbers that look like the days that Excel counts: debtor 40006 is no 11 July 2009.

Belongs here: telling them apart by what the title speaks of. Does not belong here: how cells look (profile.py), or
reading them for a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.words.cell_kinds import ANY_DATE
from sources.words.profile import Layout, Profile, look_at
from sources.words.titles import concepts_of
from sources.words.ways import is_known

EXCEL = "excel"
_NUMBERED = "nr tenant co_tenant contract person unit landlord entity complex case voucher reference"
NUMBERED = frozenset(_NUMBERED.split())
_OF_DAYS = """date start end due sent booking received paid deceased withdrawn signed agreed broken reported handed_over closed
    notice announced eviction cancelled settled applied informed register processor clause objection valid made as_of"""
OF_DAYS = frozenset(_OF_DAYS.split())


def layout_of(rows: Sequence[Sequence[str]]) -> Layout | None:
    """The layout of a sheet's rows, in which a number of somebody or something is no day."""
    layout = look_at(rows, is_known)
    return layout and replace(layout, columns=tuple(map(_without_days, layout.columns)))


def _without_days(profile: Profile) -> Profile:
    said = concepts_of(profile.title)
    if profile.date_kind != EXCEL or not said & NUMBERED or said & OF_DAYS:
        return profile
    kinds = profile.kinds.copy()
    kinds[ANY_DATE] -= kinds.pop(EXCEL)
    return replace(profile, kinds=kinds)
