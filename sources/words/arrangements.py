"""What a word says of how a payment arrangement stands: broken, ended, or running.

Belongs here: one word, and what the title of a day says of it. Does not belong here: the words (words.toml), the blocks that a
list of them becomes (proposals/statuses.py), or refusing (guards/statuses.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sources.words.titles import concepts_of, words

MOST = 8  # different words of a column that says how arrangements are
# What a word may say, the first that fits -> our column for the last day; a running one has none.
SAYS: Mapping[str, str] = {"broken": "broken_on", "ended": "ended_on", "running": ""}
RUNNING = ("running", "agreed")
LAST_LOOK = frozenset({"status", "as_of"})


def how_it_stands(word: str) -> str:
    """`broken`, `ended` or `running`; empty where the word says none of them."""
    return next((each for each in SAYS if _fits(each, word)), "")


def is_of_last_look(title: str) -> bool:
    """Whether a title of a day says the status: of an arrangement that runs it is only when somebody looked."""
    return bool(concepts_of(title) & LAST_LOOK)


def _fits(does: str, word: str) -> bool:
    patterns = words()["arrangement_lines"]
    return any(re.search(patterns[each], word.lower()) for each in (RUNNING if does == "running" else (does,)))
