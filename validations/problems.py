"""How a broken contract is described: which table, column and rule, how often and where, and what to do about it.

Belongs here: the shape of a problem and the refusal that carries all of them, used by every contract in this room.
Does not belong here: the contracts themselves, or anything that reads a file. Nothing here may hold a cell's content:
a refusal ends up in logs, mails and Dagster's event log, where personal data must never stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ROWS_SHOWN = 10


@dataclass(frozen=True)
class Problem:
    """One rule that one table (or one column of it) breaks. Holds numbers and fixed texts only, never a value.

    Attributes:
        table: the table or file concerned.
        column: the column, as the contract names it; None where the rule is about the table as a whole.
        rule: the code of the rule, such as `required_cell_empty`.
        count: how many rows break it (for a rule about the whole file: 1).
        rows: the first ten row numbers, the first row after the titles being 1; empty where rows have no part in it.
        advice: what a person can do about it, one sentence.
        lines: for a text file, the first ten lines concerned as an editor shows them, the titles' line counted.
    """

    table: str
    column: str | None
    rule: str
    count: int
    rows: tuple[int, ...]
    advice: str
    lines: tuple[int, ...] = ()

    def __str__(self) -> str:
        """One line: where, what, how often, and what to do."""
        place = f"{self.table}, column {self.column}" if self.column else self.table
        return f"{place}: {self.rule}{self._extent()}. {self.advice}"

    def _extent(self) -> str:
        places = [f"{word} {', '.join(map(str, found))}" for word, found in (("row", self.rows), ("line", self.lines)) if found]
        if not places:
            return ""
        more = ", and more" if self.count > max(len(self.rows), len(self.lines)) else ""
        return f" in {self.count} {'row' if self.count == 1 else 'rows'} ({'; '.join(places)}{more})"


class TableRefused(Exception):
    """What came in does not keep its contract and was refused whole; nothing of it was taken.

    `problems` holds all problems found. The text is for a person and holds no value from the tables.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """A heading and one line per problem."""
        tables = ", ".join(sorted({problem.table for problem in self.problems}))
        lines = [f"Refused: {tables}. Nothing was taken over; what was loaded before stays as it was."]
        return "\n".join([*lines, *(f"- {problem}" for problem in self.problems)])
