"""What a word says of a payment arrangement: how it stands (broken, ended, running), or that it is only a promise to pay.

Belongs here: one word, and what the title of a day says of it. Does not belong here: the words (words.toml), the blocks that a
list of them becomes (proposals/statuses.py), or refusing (guards/statuses.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sources.words.titles import concepts_of, is_free_text, words

MOST = 8  # different words of a column that says how arrangements are
# What a word may say, the first that fits -> our column for the last day; a running one has none.
SAYS: Mapping[str, str] = {"broken": "broken_on", "ended": "ended_on", "running": ""}
RUNNING = ("running", "agreed")
MOST_KINDS = 12  # different words of a column that says what a line is
PROMISE = re.compile(
    r"((mondelinge|telefonische|losse|eenmalige|verbal|phone) )?((betaal|betalings)[- ]?)?(belofte|toezegging)(en)?"
    r"|(payment )?promises?( to pay)?|promised( to pay)?|ptp",
    re.IGNORECASE,
)
NO_KIND = frozenset({"status", "broken", "end", "closed", "user"})  # that it was kept, of whatever it is
LAST_LOOK = frozenset({"status", "as_of"})


def how_it_stands(word: str) -> str:
    """`broken`, `ended` or `running`; empty where the word says none of them."""
    return next((each for each in SAYS if _fits(each, word)), "")


def is_of_last_look(title: str) -> bool:
    """Whether a title of a day says the status: of an arrangement that runs it is only when somebody looked."""
    return bool(concepts_of(title) & LAST_LOOK)


def is_promise(word: str) -> bool:
    """Whether a word says that somebody only promised to pay: he agreed to no instalments."""
    return bool(PROMISE.fullmatch(" ".join(word.split())))


def may_say_promise(title: str) -> bool:
    """Whether a word below a title may say of a line what it is, and not how it stands, nor anything that somebody typed."""
    return not (is_free_text(title) or concepts_of(title) & NO_KIND)


def _fits(does: str, word: str) -> bool:
    patterns = words()["arrangement_lines"]
    return any(re.search(patterns[each], word.lower()) for each in (RUNNING if does == "running" else (does,)))
