"""A list of arrangements with one last day, and a column that says of each whether it runs, was broken or was kept.

Belongs here: seeing it from the words, and a block for each. Does not belong here: a log with a line for each of these
(log.py), or lists with a day of their own for each (tables.py).

The last day of an arrangement that runs is the one that was planned: who pays late is still kept from being reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import Profile, cell_of
from sources.words.titles import concepts_of, is_free_text, words

MOST = 8  # different words of a column that says how arrangements are
LAST = ("ended_on", "broken_on")
# What a word may say, the first that fits -> our column for the last day; a running one has none.
SAYS: Mapping[str, str] = {"broken": "broken_on", "ended": "ended_on", "running": ""}
OF_STATUS = frozenset({"status", "date", "start"})  # what the title of the day of a status says
RUNNING = ("running", "agreed")


def by_status(block: Block) -> list[Block]:
    """The blocks that such a list becomes, each with its own words; itself where it is none."""
    day = _last_day(block)
    if day is None or block.only:
        return [block]
    for profile in (each for each in block.left if each.place != day.profile.place):
        said = _said(block, profile)
        if len(said) > 1 and ("broken" in said or "status" in concepts_of(day.profile.title)):
            return [_of(block, does, profile, taken, day) for does, taken in said.items()]
    return [block]


def _last_day(block: Block) -> Choice | None:
    """The only last day, of which no title says that it is when an arrangement was broken; or, where there is none, the day of
    the status, which is the last one where that says so.
    """
    found = [block.choices[name] for name in LAST if name in block.choices]
    if not found:
        days = [each for each in block.left if each.date_kind and "status" in concepts_of(each.title) <= OF_STATUS]
        found = [Choice("ended_on", each, LIKELY, Evidence()) for each in days]
    if block.table != "payment_arrangements" or len(found) != 1 or found[0].column == "broken_on":
        return None
    return found[0] if "broken" not in concepts_of(found[0].profile.title) else None


def _said(block: Block, profile: Profile) -> dict[str, tuple[str, ...]]:
    """What lines say -> the words for it; nothing where a word is not known, or a line has none."""
    cells = {cell_of(row, profile) for row in block.rows if any(row)}
    if profile.date_kind or is_free_text(profile.title) or len(cells) > MOST or "" in cells:
        return {}
    means = {cell: next((does for does in SAYS if _fits(does, profile.said(cell))), "") for cell in sorted(cells)}
    if not all(means.values()):
        return {}
    return {does: tuple(cell for cell in means if means[cell] == does) for does in SAYS if does in means.values()}


def _fits(does: str, cell: str) -> bool:
    patterns = words()["arrangement_lines"]
    return any(re.search(patterns[each], cell.lower()) for each in (RUNNING if does == "running" else (does,)))


def _of(block: Block, does: str, kind: Profile, taken: tuple[str, ...], day: Choice) -> Block:
    others = {name: each for name, each in block.choices.items() if name not in LAST}
    why = Evidence((f"{kind.title!r} zegt wat die dag is",))
    last = {SAYS[does]: Choice(SAYS[does], day.profile, LIKELY, why)} if SAYS[does] else {}
    return replace(block, choices={**others, **last}, only={kind.title: taken})
