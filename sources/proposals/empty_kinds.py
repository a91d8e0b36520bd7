"""Entries below no word for their kind, in a ledger whose others have one: what another column says of them, or a question.

Belongs here: the line of the mapping for that empty cell. Does not belong here: an opening balance beside debit and credit
(ledger.py), or the words that do stand there (meant.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.proposals.halves import lines_of
from sources.reading.rules import TABLES
from sources.reading.safest import safest_first
from sources.words.blocks import Block
from sources.words.evidence import meaning_of
from sources.words.groups import WHOLE
from sources.words.names import quoted
from sources.words.notes import Line, answer, look
from sources.words.profile import TOTAL, Profile, cell_of

KIND = "entry_type"
ASKS = "op deze regels staat geen soort boeking: wat zijn zij?"
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
    taken = {choice.profile.place for choice in block.choices.values()}
    for each in block.layout.columns:
        said = {_meaning(each, cell_of(row, each)) for row in empty} if each.place not in taken and each.words else {None}
        if len(said) == 1 and (ours := said.pop()):
            yield Line("", ours, look(BESIDE.format(quoted(each.title)), times=len(empty)))
            return
    yield Line("", "", answer(ASKS, options=safest_first(TABLES[block.table].column(KIND)), times=len(empty)), waits=True)


def _meaning(profile: Profile, text: str) -> str | None:
    return meaning_of(KIND, profile.said(text)) if text else None
