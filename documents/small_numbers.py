"""Small numbers made unrecognisable in what leaves the house: a count of 1 to 4 could point at a household.

Belongs here: which counts may be shown beside each other, so that no hidden one follows from the rest. Does not belong
here: how a hidden count looks (the report).
"""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST = 5


def is_small(count: int) -> bool:
    """Whether a count says too much: 1 to 4. Zero identifies nobody, and may be shown."""
    return 0 < count < SMALLEST


def hidden_parts(counts: Sequence[int]) -> set[int]:
    """The places of parts of a known whole that have to be hidden.

    Small parts are hidden; where one hidden part, or too few people together, would follow from the whole and the rest,
    the next smallest part goes with them.
    """
    hidden = {place for place, count in enumerate(counts) if is_small(count)}
    others = sorted((count, place) for place, count in enumerate(counts) if count >= SMALLEST)
    while hidden and (len(hidden) == 1 or sum(counts[place] for place in hidden) < SMALLEST) and others:
        hidden.add(others.pop(0)[1])
    return hidden


def hidden_rows(rows: Sequence[Sequence[int]]) -> set[int]:
    """The places of rows that have to be hidden whole, where the total of each column is known.

    A row with a small count is hidden; so are the next smallest rows, until no column's hidden total is small by itself.
    """
    hidden = {place for place, row in enumerate(rows) if any(is_small(count) for count in row)}
    others = sorted((sum(row), place) for place, row in enumerate(rows) if place not in hidden)
    while hidden and others and (len(hidden) == 1 or _has_small_sum([rows[place] for place in hidden])):
        hidden.add(others.pop(0)[1])
    return hidden


def _has_small_sum(rows: Sequence[Sequence[int]]) -> bool:
    return any(is_small(sum(column)) for column in zip(*rows, strict=True))


def shown_steps(remaining: Sequence[int]) -> list[int]:
    """The places of a falling series of counts that may be shown, so that no fall between two of them is small.

    The first and the last place always belong to it, the last perhaps as a hidden count.

    Args:
        remaining: how many remain after each step, the first before any step; never rising.
    """
    last = len(remaining) - 1
    shown = [0]
    for place in range(1, last):
        fall = remaining[shown[-1]] - remaining[place]
        if not is_small(fall) and not is_small(remaining[place]):
            shown.append(place)
    while len(shown) > 1 and is_small(remaining[shown[-1]] - remaining[last]):
        shown.pop()
    return [*shown, last] if last else shown
