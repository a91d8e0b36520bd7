"""Titles with one telling word among others: `Min. achterstand` in a list of agreements is the minimum, whatever it is of.

Belongs here: choosing by that word where nothing else gives a column. Does not belong here: the words (`telling` in
parts.toml), or titles that are understood whole (choices.py).

Nothing of it is certain, and where two titles hold the word neither is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sources.reading.rules import TABLES
from sources.words.blocks import LIKELY, Choice
from sources.words.evidence import Judged, evidence
from sources.words.parts import parts
from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of


def telling(table: str, layout: Layout, choices: Mapping[str, Choice], left: Collection[str]) -> Iterator[Choice]:
    """What no title gives and one telling word says. `left`: titles of which it is said that nothing may take them."""
    said = parts()["telling"]
    if not choices or table not in said:
        return
    taken = {choice.profile.place for choice in choices.values()}
    barred = frozenset(said["never_beside"])
    free = [each for each in layout.columns if each.filled and each.place not in taken and each.title not in left]
    for column, patterns in said[table].items():
        if column in choices:
            continue
        wanted = [frozenset(pattern.split()) for pattern in patterns]
        found = [each for each in free if _holds_it(each, wanted, barred)]
        fitting = [(each, fits[1]) for each in found if (fits := _fits(table, column, each))[0]]
        if len(fitting) == 1:
            profile, why = fitting[0]
            free.remove(profile)
            yield Choice(column, profile, LIKELY, why)


def _holds_it(profile: Profile, wanted: Collection[frozenset[str]], barred: frozenset[str]) -> bool:
    said = concepts_of(profile.title)
    return any(each <= said and not (said - each) & barred for each in wanted)


def _fits(table: str, column: str, profile: Profile) -> Judged:
    is_code = TABLES[table].column(column).kind == "code"
    return evidence(table, column, profile, is_title_sure=not is_code)
