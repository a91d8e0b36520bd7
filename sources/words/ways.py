"""The ways in which a title names one of our columns, from the sector's words.

Belongs here: which titles say which column, and how surely. Does not belong here: the words (words.toml), taking titles
apart (titles.py), or what the cells below them say (evidence.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sources.reading.rules import TABLES
from sources.words.parts import parts
from sources.words.titles import GENERAL, concepts_of, words

EXTRA = ("also", "steps")  # below a table of the words: titles that are no column of ours
BY_PARTS = 1.5  # the rank of a way that only the list of parts has


def tables() -> list[str]:
    return [name for name in words() if name in TABLES]


@dataclass(frozen=True)
class Way:
    """One way in which a title names something: it holds all concepts of `wanted` and none beyond `allowed`.

    Attributes:
        column: our column, or the amount or step.
        rank: 0 where it names that for certain. place: its place in the list.
    """

    column: str
    rank: float
    place: int
    wanted: frozenset[str]
    allowed: frozenset[str]

    def is_taken_by(self, title: str) -> bool:
        if not self.wanted:  # our own name for it
            return title.strip().lower() == self.column
        return self.takes(concepts_of(title))

    def takes(self, said: frozenset[str]) -> bool:
        """Whether these concepts say this and no other."""
        return bool(self.wanted) and self.wanted <= said <= self.allowed

    def is_part_of(self, title: str) -> bool:
        """Whether the title says this and beside it only words that nobody knows."""
        if not self.wanted:
            return False
        said = concepts_of(title)
        known = {concept for concept in said if not concept.startswith("?")}
        return self.wanted <= known <= self.allowed < said | self.allowed and not self.wanted <= GENERAL


@cache
def ways(table: str, of: str = "") -> tuple[Way, ...]:
    """The ways to name a column of `table`, or, `of` it, an amount (`also`) or a step (`steps`)."""
    said = words()[table]
    lists = {name: [patterns] for name, patterns in said.get(of, {}).items()} if of else said
    # Whoever uses the names of our own columns means these.
    own = () if of else tuple(Way(column.name, 0, 0, frozenset(), frozenset()) for column in TABLES[table].columns)
    return own + _by_words(table, of, lists) + _by_parts(table, of)


def _by_words(table: str, of: str, lists: Mapping[str, Any]) -> tuple[Way, ...]:
    return tuple(
        _way(table, column, rank, place, pattern, is_date=of == "steps" or (not of and _is_date(table, column)))
        for column, ranked in lists.items()
        if column not in ("beside", *EXTRA)
        for rank, patterns in enumerate(ranked)
        for place, pattern in enumerate(patterns)
    )


def _by_parts(table: str, of: str) -> tuple[Way, ...]:
    """Wider ways, after all others: any title that says the concepts of `parts.toml` and none that is foreign there."""
    said = parts()["columns"].get(table, {})
    beside = frozenset(said.get("beside", ()))
    found = []
    for column, patterns in (said.get(of, {}) if of else said).items():
        if column in ("beside", *EXTRA):
            continue
        with_date = {"date"} if of == "steps" or (not of and _is_date(table, column)) else set()
        for place, pattern in enumerate(patterns):
            wanted = frozenset(pattern.split())
            others = frozenset() if wanted <= GENERAL else beside  # a number of another thing is not this one's
            found.append(Way(column, BY_PARTS, place, wanted, wanted | others | with_date | {"1"}))
    return tuple(found)


def _is_date(table: str, column: str) -> bool:
    return TABLES[table].column(column).kind == "date"


def _way(table: str, column: str, rank: int, place: int, pattern: str, *, is_date: bool) -> Way:
    wanted = frozenset(pattern.split())
    beside = frozenset(words()[table]["beside"]) if rank == 0 or pattern != "nr" else frozenset()
    return Way(column, rank, place, wanted, wanted | beside | ({"date"} if is_date else frozenset()))


@cache
def is_known(title: str) -> bool:
    """Whether a text names one of our columns, or an amount or step."""
    return any(way.is_taken_by(title) for table in tables() for of in ("", *EXTRA) for way in ways(table, of))


@cache
def is_only_of(title: str, table: str, column: str) -> bool:
    """Whether no other table has another column that the same title names for certain."""
    others = (way for other in tables() if other != table for way in ways(other))
    return not any(way.rank == 0 and way.column != column and way.is_taken_by(title) for way in others)


def is_named(title: str, table: str, column: str) -> bool:
    """Whether a title names this column of this table."""
    return any(way.column == column and way.is_taken_by(title) for way in ways(table))
