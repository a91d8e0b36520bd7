"""The number of an entry that stands in two columns: that of its voucher, and of the line in it, as packages for accounts do it.

Belongs here: seeing that the two are one number, and that reversals name it so. Does not belong here: a number in one column
(words/choices.py, entries.py), or making it for a run (reading/shapes.py).

No two lines of the ledger have the same, or nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from sources.guards.number_of_two import OF_LINES
from sources.recognition.lookup import NEARLY_ALL
from sources.words.blocks import Block
from sources.words.parts import letters
from sources.words.profile import ENOUGH, Profile, cell_of
from sources.words.titles import concepts_of

LEDGER, NUMBER, REVERSES = "ledger_entries", "entry_id", "reverses_entry_id"
BETWEEN = "/"  # what stands between the parts of a number that is made
OF_VOUCHERS = frozenset({"voucher", "invoice", "booking"})
OF_JOURNALS = frozenset({"journal", "period"})  # within which vouchers are numbered
LINE = re.compile(r"(boekstuk|beleg|document)? ?(pos|positie|rgl|regel|line|item|line item|sub|volg) ?(nr|nummer|no|number)?")


def with_numbers_of_two(blocks: Sequence[Block]) -> list[Block]:
    """Ledgers without a number in one column by that of two, unless settlements name their entries otherwise; and without a title
    of what a reversal takes back that names no entry so.
    """
    known = {text for block in blocks if block.table == LEDGER for text in _numbers(block)}
    is_settled = any(block.table == "allocations" for block in blocks)
    return [_of_two(block, known, is_settled) if _is_without(block) else block for block in blocks]


def _is_without(block: Block) -> bool:
    is_plain = not (block.months or block.month or block.paid or block.components or block.made)
    return block.table == LEDGER and NUMBER not in block.choices and is_plain


def _numbers(block: Block) -> Iterator[str]:
    number = block.choices.get(NUMBER)
    if number is not None and not number.part and number.profile.title not in block.lookups:
        yield from number.profile.texts


def _of_two(block: Block, known: set[str], is_settled: bool) -> Block:
    found = [] if is_settled else [(parts, made) for parts in _ways(block) if (made := _made(block, parts))]
    reverses = block.choices.get(REVERSES)
    named = [text for text in reverses.profile.texts if text.strip("0")] if reverses is not None else []
    naming = [(parts, made) for parts, made in found if named and _named_by(made, named)]
    for parts, _ in (*naming, *found):
        block = replace(block, made={NUMBER: tuple(f"={each.title}" for each in parts)})
        break
    if reverses is None or naming or _named_by(known, named):
        return block
    return replace(block, choices={name: each for name, each in block.choices.items() if name != REVERSES})


def _named_by(made: set[str], named: Sequence[str]) -> bool:
    """Whether nearly all of these are such numbers, by whatever sign their parts are joined (reading/joints.py)."""
    known = set(map(_parts, made))
    return sum(_parts(text) in known for text in named) >= NEARLY_ALL * len(named)


def _parts(number: str) -> str:
    return re.sub(r"[^0-9a-z]+", BETWEEN, number.strip().lower())


def _ways(block: Block) -> Iterator[tuple[Profile, ...]]:
    """Two columns, of vouchers and of their lines, the surest first; where these are numbered by journal, that before them."""
    left = [each for each in block.left if each.filled >= block.layout.rows > 1 and not each.date_kind]
    lines = [each for each in left if _is_of_lines(each.title) and _is_counted(each)]
    vouchers = [each for each in left if concepts_of(each.title) & OF_VOUCHERS and each.share("code") >= ENOUGH]
    vouchers.sort(key=lambda each: "voucher" not in concepts_of(each.title))
    # A journal may say the kind of an entry too; a period is one of its own.
    journals = [each for each in block.layout.columns if concepts_of(each.title) & OF_JOURNALS and not each.date_kind]
    journals = [each for each in journals if each.filled >= block.layout.rows]
    pairs = [(one, other) for one, other in product(vouchers, lines) if one is not other]
    yield from pairs
    yield from ((journal, *pair) for pair in pairs for journal in journals if journal not in pair)


def _is_of_lines(title: str) -> bool:
    """Whether a title says which line of its voucher each is: `Regel`, `Volgnr.`, `Positie`."""
    said = concepts_of(title)
    return (bool(said) and said <= OF_LINES) or bool(LINE.fullmatch(letters(title)))


def _is_counted(profile: Profile) -> bool:
    """Whether the lines of each voucher are counted by themselves: numbers come back."""
    return all(text.isdecimal() for text in profile.texts) and profile.distinct < profile.filled


def _made(block: Block, parts: Sequence[Profile]) -> set[str]:
    """The numbers that the lines get of these columns; none where two lines have the same."""
    made = [BETWEEN.join(cell_of(row, each) for each in parts) for row in block.rows if all(cell_of(row, each) for each in parts)]
    return {*made} if len({*made}) == len(made) >= block.layout.rows else set()
