"""One thing that a person must do, and in which order things are shown.

Does not belong here: which things there are (todo.py, todo_agenda.py, todo_register.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Urgency = Literal["now", "today", "week"]
ORDER = {"now": 0, "today": 1, "week": 2}
URGENCY_WORDS = {"now": "nu", "today": "vandaag", "week": "deze week"}


@dataclass(frozen=True)
class TodoItem:
    """One thing to do.

    Attributes:
        title: what it is, in a few words.
        action: what to do, in a sentence.
        items: what it is about, one line each: lease numbers, file and batch names; never a name or an address.
        urgency: `now` (somebody's home or a doubtful delivery), `today`, or `week`.
        worklist: the file name of the list that has them all.
        count: how many, where `items` does not hold them all.
        command: how it is recorded that it was done.
    """

    title: str
    action: str
    items: Sequence[str] = ()
    urgency: Urgency = "today"
    worklist: str | None = None
    count: int | None = None
    command: str | None = None

    @property
    def number(self) -> int:
        return len(self.items) if self.count is None else self.count


def in_order(items: Sequence[TodoItem]) -> list[TodoItem]:
    """The most urgent first; nothing with nothing in it."""
    return sorted((item for item in items if item.number), key=lambda item: ORDER[item.urgency])
