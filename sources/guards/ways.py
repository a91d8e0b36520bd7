"""The answers that resolve a title which nothing reads: it is a column of ours, some of its words do not count, or it is of no
matter.

Belongs here: offering those for what other guards found. Does not belong here: finding such titles (unused.py, left_out.py,
limits.py), asking (documents/check_dialogue.py), or words without a meaning (unread.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.findings import Finding
from sources.guards.limits import LIMIT_NOT_READ
from sources.guards.unused import OUTCOME_NOT_READ, NotRead
from sources.reading.cells import plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.ways import Change, Choice, Option, Some, Way
from sources.words.names import quoted

NO_MATTER = "iets anders: het doet er niet toe"
OTHERWISE = "het doet er wel toe"


def with_ways(findings: Sequence[Finding], shapes: Sequence[ExportShape], exports: Sequence[Export]) -> list[Finding]:
    """The findings; those of titles that nothing reads, with what may resolve them.

    Args:
        findings: what guards found.
        shapes: how the lists look.
        exports: the blocks of the mapping.
    """
    return [_with_way(each, shapes, exports) if isinstance(each, NotRead) and each.title else each for each in findings]


def _with_way(found: NotRead, shapes: Sequence[ExportShape], exports: Sequence[Export]) -> Finding:
    block = found.block
    shape = next((each for each in shapes if block is not None and each.key == (block.file, block.sheet)), None)
    if block is None or shape is None or not block.where:
        return found
    way = _way(found, shape.written.get(found.title, found.title), tuple(shape.words.get(found.title, ())))
    # A line that does not count does so in no block that takes lines of this list for the table; a column is of one block.
    alike = exports if isinstance(way, Some) else ()
    others = [
        each.where[""]
        for each in alike
        if (each.file, each.sheet, each.table) == (block.file, block.sheet, block.table)
        and found.title not in map(plain_title, each.only)
    ]
    return replace(found, ways=(way,), blocks=tuple(dict.fromkeys((block.where[""], *others))))


def _way(found: NotRead, title: str, words: tuple[str, ...]) -> Way:
    unread = (Change(("unread",), (title,), answers=(f"unread = [{quoted(title)}",)),)
    asks = f"De titel {quoted(title)} wordt niet gelezen: {found.so}."
    if found.column:
        given = Change(("columns", found.column), title, answers=(f"{found.column} =",))
        column = Option(found.column, (given,), column=(found.block.table if found.block else "", found.column))
        return Choice(f"{asks} Wat staat daar?", (column, Option(NO_MATTER, unread)))
    if words and found.rule in (OUTCOME_NOT_READ, LIMIT_NOT_READ):
        patterns = tuple(f"^{re.escape(word.lower())}$" for word in words)
        return Some(asks, title, words, patterns, unread)
    return Choice(f"{asks} Doet dat er niet toe?", (Option(NO_MATTER, unread), Option(OTHERWISE, then=found.advice)))
