"""Which titles of a proposed mapping are asked about together: a few of a list at a time, and those of a workbook's tabs once.

Belongs here: that. Does not belong here: which lines ask something, or the words of a question (proposal_questions.py).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from sources.recognition.agreed import CALM
from sources.words.notes import Draft

if TYPE_CHECKING:
    from documents.proposal_questions import Place

# What is one question, its first words, and what Question.add takes.
Asked: TypeAlias = tuple[Hashable, str, str, str, *tuple[str, ...]]
TITLES = "kloppen deze titels? "
MOST_TITLES = 3  # of one question


def once_a_file(asked: Sequence[tuple[Place, Asked]]) -> list[tuple[Place, Asked]]:
    """What is asked; the same of the same title for the same table once for all sheets of a workbook: who stays, and who left."""
    first: dict[Hashable, Hashable] = {}
    found: list[tuple[Place, Asked]] = []
    for place, said in asked:
        key = said[0]
        if said[1] == TITLES and place.draft is not None:
            key = first.setdefault((_file_of(place.draft), place.draft.table, *said[2:]), key)
        found.append((place, (key, *said[1:])))
    return found


def _file_of(draft: Draft) -> object:
    """The file that a block reads."""
    return next((line.value for each in draft.sections if not each.name for line in each.lines if line.key == "file"), id(draft))


def few_titles_each(asked: Sequence[tuple[Place, Asked]]) -> Iterator[tuple[Place, Asked]]:
    """What is asked, the titles of one list by a few at a time: six at once are hardly looked at. Those first on which it depends
    whether somebody is reported.
    """
    of_lists: dict[Hashable, list[tuple[Place, Asked]]] = {}
    for place, said in asked:
        if said[1] == TITLES:
            of_lists.setdefault(said[0], []).append((place, said))
    for place, said in asked:
        if said[1] != TITLES:
            yield place, said
        else:
            alike = sorted(of_lists.pop(said[0], []), key=lambda each: _is_calm(each[0]))
            titles = list(dict.fromkeys(each[3] for _, each in alike))
            for other, each in alike:
                yield other, ((each[0], titles.index(each[3]) // MOST_TITLES), *each[1:])


def _is_calm(place: Place) -> bool:
    """Whether a wrong title for this column shows in what a person compares, and reports nobody by itself."""
    return place.draft is not None and place.line.key in CALM.get(place.draft.table, ())
