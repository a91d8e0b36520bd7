"""The number of a line that a person says stands in no title, or in two: made of these, or of what the line says; and a title
that he says gives a column wrongly.

Belongs here: the block that comes of it. Does not belong here: what is asked (documents/proposal_columns.py), or seeing such
numbers in the cells (recognition/numbers_of_two.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.proposals.answers import merged, with_lines, without_column
from sources.proposals.part import MADE
from sources.words.names import quoted
from sources.words.notes import Draft, Line, refused


def is_own_number(table: str, column: str) -> bool:
    """Whether a column is the number of each line, which may be made where no title has it."""
    return column in MADE.get(table, {})


def made_of(titles: Sequence[str]) -> list[str]:
    """What says that a number is made of these titles."""
    return [f"={each}" for each in titles]


def parts_of_own(draft: Draft, column: str) -> list[str]:
    """Our columns of which the number is made, as far as the block has them."""
    given = {
        line.key
        for section in draft.sections
        if section.name in ("columns", "split", "constants")
        for line in section.lines
        if not line.waits
    }
    return [each for each in MADE[draft.table][column] if each in given]


def with_number_made(draft: Draft, line: Line, parts: Sequence[str]) -> Draft:
    """The block in which the number of a line is made of these."""
    return merged(without_column(draft, line), Line("made_ids", {line.key: list(parts)}))


def with_title_refused(draft: Draft, line: Line) -> tuple[Draft, Line]:
    """(the block in which a column waits for another title, and no word below the first means anything; the line that waits)."""
    waiting = Line(line.key, "", refused(f"u zei dat {quoted(str(line.value))} dit niet is: welke titel wel?"), waits=True)
    names = (f"values.{line.key}", f"patterns.{line.key}")
    words = {id(each): () for section in draft.sections if section.name in names for each in section.lines}
    return with_lines(draft, words | {id(line): (waiting,)}), waiting
