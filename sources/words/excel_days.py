"""Numbers that look like the days that Excel counts: debtor 40006 is no 11 July 2009.

Belongs here: telling them apart by what the title speaks of. Does not belong here: how cells look (profile.py), or
reading them for a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.words.cell_kinds import ANY_DATE
from sources.words.months import months_apart
from sources.words.profile import Layout, Profile, look_at
from sources.words.titles import concepts_of
from sources.words.ways import is_known

EXCEL = "excel"
MANY = 24  # lines, on each of which a day of its own would be an accident
_NUMBERED = "nr tenant co_tenant contract person unit landlord entity complex case voucher reference"
NUMBERED = frozenset(_NUMBERED.split())
_OF_DAYS = """date start end due sent booking received paid deceased withdrawn signed agreed broken reported handed_over closed
    notice announced eviction cancelled settled applied informed register processor clause objection valid made as_of handled"""
OF_DAYS = frozenset(_OF_DAYS.split())


def layout_of(rows: Sequence[Sequence[str]]) -> Layout | None:
    """The layout of a sheet's rows, in which a number of somebody is no day, nor a column of a month anything else."""
    layout = look_at(rows, is_known)
    if layout is None:
        return None
    return months_apart(replace(layout, columns=tuple(_without_days(each, layout.rows) for each in layout.columns)))


def _without_days(profile: Profile, rows: int) -> Profile:
    said = concepts_of(profile.title)
    is_numbered = bool(said & NUMBERED) or _is_of_each_line(profile, rows)
    if profile.date_kind != EXCEL or not is_numbered or said & OF_DAYS:
        return profile
    kinds = profile.kinds.copy()
    kinds[ANY_DATE] -= kinds.pop(EXCEL)
    return replace(profile, kinds=kinds)


def _is_of_each_line(profile: Profile, rows: int) -> bool:
    """Whether each of many lines has a number of its own below a title that speaks of something and of no day (`Dossieritem`):
    days come back.
    """
    said = concepts_of(profile.title)
    is_said = bool(said) and "never" not in said and not any(each.startswith("?") for each in said)
    return is_said and profile.distinct == profile.filled >= rows >= MANY
