"""Whether a title says one of our columns, by the words from which `map` proposes: so that no guard knows fewer of them.

Belongs here: what a title says of a table, by itself. Does not belong here: the words (words.toml, parts.toml),
what cells say (evidence.py), or refusing anything (guards/left_out.py, guards/wrong_title.py, guards/unused.py).
"""

from __future__ import annotations

from functools import cache

from sources.words.choices import PARTLY
from sources.words.titles import GENERAL, concepts_of
from sources.words.ways import BY_PARTS, Way, tables, ways

FARTHEST = BY_PARTS + PARTLY
# Concepts that say by themselves nothing of which day, name or number it is.
BARE = frozenset({"nr", "kind", "name", "date", "amount", "price", "description", "reference"})


@cache
def says(table: str, column: str, title: str) -> bool:
    """Whether `map` would give a title to this column of the table rather than to another, were its cells of that kind."""
    if table not in tables():
        return False
    ranks: dict[str, float] = {}
    for way in _naming(table, title):
        ranks[way.column] = min(_rank(way, title), ranks.get(way.column, FARTHEST))
    return ranks.get(column) == min(ranks.values()) if ranks else _telling(table, title) == {column}


@cache
def may_say(table: str, column: str, title: str) -> bool:
    """Whether a title can say this column at all, whatever it says beside it: `Datum` of any day, `Bezwaar huurder` of when."""
    said = concepts_of(title)
    return says(table, column, title) or any(
        way.is_taken_by(title) or (_is_telling(way) and bool(way.wanted) and way.wanted <= said)
        for way in ways(table)
        if way.column == column
    )


def _naming(table: str, title: str) -> list[Way]:
    return [way for way in ways(table) if way.rank <= BY_PARTS and _is_telling(way) and _takes(way, title)]


def _is_telling(way: Way) -> bool:
    return not way.wanted or not way.wanted <= BARE


def _takes(way: Way, title: str) -> bool:
    return way.is_taken_by(title) or (way.rank == 0 and way.is_part_of(title))


def _rank(way: Way, title: str) -> float:
    return way.rank + (0 if way.is_taken_by(title) else PARTLY)


def _telling(table: str, title: str) -> set[str]:
    """The columns of which a title holds the one word that says each, whatever it says beside it: `Netto vervaldatum`."""
    said = concepts_of(title)
    alone = ((way.column, way.wanted) for way in ways(table) if way.rank == 0 and len(way.wanted) == 1)
    return {column for column, wanted in alone if wanted <= said - GENERAL}
