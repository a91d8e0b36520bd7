"""Entries below no word for their kind, or one that nobody knows, in a ledger whose others have one: what another column says.

Belongs here: the lines of the mapping for these. Does not belong here: an opening balance beside debit and credit (ledger.py), or
what a word means by itself (meant.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sources.reading.rules import TABLES
from sources.reading.safest import safest_first
from sources.recognition.halves import lines_of, names_receipts
from sources.words.blocks import Block
from sources.words.evidence import meaning_of
from sources.words.groups import WHOLE
from sources.words.names import quoted
from sources.words.notes import Line, answer, look
from sources.words.profile import ENOUGH, TOTAL, Profile, cell_of
from sources.words.titles import concepts_of

KIND = "entry_type"
ASKS = "op deze regels staat geen soort boeking: wat zijn zij?"
NAMED = "elke regel noemt een ontvangst die terugging: zijn dit storno's?"
BESIDE = "op de regels zonder soort boeking zegt {} het: klopt dat?"


def without_a_word(block: Block) -> Iterator[Line]:
    """What the lines without a word are, where every other line has one and they have an amount."""
    kind, amount = block.choices.get(KIND), block.amounts.get("amount")
    if kind is None or amount is None or block.only or kind.part or not kind.profile.words:
        return
    rows = [row for row in lines_of(block) if sum(map(bool, row)) >= WHOLE and not any(map(TOTAL.match, row))]
    empty = [row for row in rows if not cell_of(row, kind.profile) and re.search(r"[1-9]", cell_of(row, amount))]
    if not empty:
        return
    if said := said_by_another(block, empty, rows):
        title, ours = said
        yield Line("", ours, look(BESIDE.format(quoted(title)), times=len(empty)))
        return
    yield Line("", "", answer(ASKS, options=safest_first(TABLES[block.table].column(KIND)), times=len(empty)), waits=True)


def said_by_another(block: Block, empty: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> tuple[str, str] | None:
    """(title, kind) of what another column says of each of these lines without a kind; `rows`: all lines, of whose other kinds it
    is to say the same.
    """
    kind, taken = block.choices[KIND].profile, {choice.profile.place for choice in block.choices.values()}
    for each in block.layout.columns:
        is_said_there = (each.place not in taken and each.words) or "description" in concepts_of(each.title)
        said = {_meaning(each, cell_of(row, each)) for row in empty} if is_said_there else {None}
        if len(said) == 1 and (ours := said.pop()) and _says_the_same(each, kind, rows):
            return each.title, ours
    return None


def _says_the_same(profile: Profile, kind: Profile, rows: Sequence[Sequence[str]]) -> bool:
    """Whether on lines with a word for their kind a column mostly says that too, as far as it says any: how a tenant pays stands
    on his charges as well.
    """
    pairs = [(_meaning(kind, cell_of(row, kind)), _meaning(profile, cell_of(row, profile))) for row in rows]
    both = [one == other for one, other in pairs if one and other]
    return sum(both) >= ENOUGH * len(both)


def with_reversals_named(block: Block, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, a word that nobody knows as that of reversals where each of its entries names the receipt that it takes back,
    and hardly any other entry does: `Refund`.
    """
    for line in lines:
        is_named = line.waits and not line.value and names_receipts(block, line.key)
        yield Line(line.key, "reversal", look(NAMED, times=line.note.times)) if is_named else line


def _meaning(profile: Profile, text: str) -> str | None:
    return meaning_of(KIND, profile.said(text)) if text else None
