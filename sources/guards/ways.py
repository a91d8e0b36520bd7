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
from sources.guards.reports import who_reported
from sources.guards.said_of_lists import FOLLOWS, speaks_of
from sources.guards.unused import OUTCOME_NOT_READ, NotRead
from sources.reading.amounts import CREDITS
from sources.reading.cells import plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.ways import Change, Choice, Option, Some, Way
from sources.words.dunning import is_blocked
from sources.words.names import quoted
from sources.words.titles import says_who

NO_MATTER = "iets anders: het doet er niet toe"
OTHERWISE = "het doet er wel toe"
ALSO_PAID = " Let op: ook wat op zo'n regel is ontvangen, telt dan niet mee."
# Tables of which a line that is passed over keeps nobody from being reported: the co-tenant would be gone, or the balance that a
# debt is held to.
NOT_BY_LINE = ("co_tenants", "stated_balances", "tenants")


def with_ways(findings: Sequence[Finding], shapes: Sequence[ExportShape], exports: Sequence[Export]) -> list[Finding]:
    """The findings; those of titles that nothing reads, with what may resolve them.

    Args:
        findings: what guards found.
        shapes: how the lists look.
        exports: the blocks of the mapping.
    """
    not_read = [each for each in findings if isinstance(each, NotRead) and each.title]
    return [
        _with_way(each, _all_of(each, not_read), shapes, exports) if isinstance(each, NotRead) and each.title else each
        for each in findings
    ]


def _all_of(found: NotRead, others: Sequence[NotRead]) -> str:
    """What follows from a title that nothing reads: all that is said of it, for one answer that it is of no matter is of all."""
    said = [each.so for each in others if (each.source, each.title) == (found.source, found.title)]
    return "; en ".join(dict.fromkeys((found.so, *said)))


def _with_way(found: NotRead, so: str, shapes: Sequence[ExportShape], exports: Sequence[Export]) -> Finding:
    block = found.block
    shape = next((each for each in shapes if block is not None and each.key == (block.file, block.sheet)), None)
    if block is None or shape is None or not block.where:
        return found
    words = () if says_who(found.title) else tuple(shape.words.get(found.title, ()))
    way = _way(found, so, shape.written.get(found.title, found.title), words)
    # A line that does not count does so in no block that takes lines of this list for the table; a column is of one block.
    alike = exports if isinstance(way, Some) else ()
    others = [
        each.where[""]
        for each in (block, *alike)
        if (each.file, each.sheet, each.table) == (block.file, block.sheet, block.table)
        and (each is block or found.title not in map(plain_title, each.only))
        and not (isinstance(way, Some) and _gives_receipts_alone(each))
    ]
    return replace(found, ways=(way,), blocks=tuple(dict.fromkeys(others))) if others else found


def _gives_receipts_alone(block: Export) -> bool:
    """Whether every line of a block is money that came in: what is on hold may not be owed, and what was paid is paid."""
    kinds = {block.constants.get("entry_type"), *block.by_sign.values()} - {None}
    read = "entry_type" in block.columns
    kinds |= {*block.values.get("entry_type", {}).values()} if read else set()
    kinds |= {ours for _, ours in block.patterns.get("entry_type", ())} if read else set()
    return block.table == "ledger_entries" and bool(kinds) and kinds <= {*CREDITS, "reversal"}


def _way(found: NotRead, so: str, title: str, words: tuple[str, ...]) -> Way:
    unread = (Change(("unread",), (title,), answers=(f"unread = [{quoted(title)}",)),)
    if found.block and so == FOLLOWS["reported_elsewhere"] and speaks_of("reported_elsewhere", title):
        return who_reported(found.block, title)
    asks = f"De titel {quoted(title)} wordt niet gelezen: {so}."
    if found.column:
        given = Change(("columns", found.column), title, answers=(f"{found.column} =",))
        column = Option(found.column, (given,), column=(found.block.table if found.block else "", found.column))
        return Choice(f"{asks} Wat staat daar?", (column, Option(NO_MATTER, unread)))
    table = found.block.table if found.block else ""
    may_pass = not (is_blocked(title) and table in NOT_BY_LINE)
    if words and found.rule in (OUTCOME_NOT_READ, LIMIT_NOT_READ) and may_pass:
        asks += ALSO_PAID if table == "ledger_entries" else ""
        patterns = tuple(f"^{re.escape(word.lower())}$" for word in words)
        return Some(asks, title, words, patterns, unread)
    return Choice(f"{asks} Doet dat er niet toe?", (Option(NO_MATTER, unread), Option(OTHERWISE, then=found.advice)))
