"""What the lines of a code say of it in another column, where no word of ours is known for the code itself: `STK`, each time with
a description such as `Voorschot service en stook 2026-04`; and which way its money goes.

Belongs here: those meanings, which are always asked. Does not belong here: lists that say what codes mean
(recognition/meanings.py), or entries without any word (empty_kinds.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from sources.reading.minus import NEGATIVE
from sources.recognition.halves import lines_of
from sources.recognition.sides import side_of
from sources.words.blocks import Block
from sources.words.evidence import meaning_of
from sources.words.notes import Line, look
from sources.words.profile import cell_of
from sources.words.titles import concepts_of

BESIDE = "de omschrijving zegt het, op elke regel hetzelfde"
IN_CHARGES = "in een lijst van vorderingen is een bedrag zonder min een vordering, en een met een min een creditnota"
IN_RECEIPTS = "in een lijst van ontvangsten, en geen bedrag ervan heeft een min, zoals wat terugging"
NUMBER = re.compile(r"\d+")  # the month of each description, which says nothing of its kind
OF_CHARGES, OF_RECEIPTS = frozenset({"charge", "credit_note"}), frozenset({"payment", "reversal", "write_off"})


def meanings_beside(block: Block, column: str) -> dict[str, str]:
    """Their word -> ours, by the descriptions of all its lines; none where they say nothing, or two things. Of charges only: what
    a receipt is for nobody asks.
    """
    choice = block.choices.get(column)
    if column != "category" or choice is None:
        return {}
    taken = {each.profile.place for each in block.choices.values()}
    texts = [each for each in block.layout.columns if "description" in concepts_of(each.title) and each.place not in taken]
    means = cache(partial(meaning_of, column))
    said: dict[str, set[str | None]] = {}
    for row in lines_of(block):
        found = said.setdefault(cell_of(row, choice.profile), set())
        if len(found) < 2:  # else it is known already to say two things
            found.update(means(NUMBER.sub("0", cell_of(row, each))) for each in texts)
    return {word: ours for word, found in said.items() if len(found) == 1 and (ours := next(iter(found))) is not None}


def with_kinds_by_list(block: Block, lines: Sequence[Line]) -> list[Line]:
    """The lines, with what a code that nobody knows likely is in a list that says whether it is of charges or of receipts, and of
    which no known word says otherwise.
    """
    side, known = side_of(block), {line.value for line in lines if not line.waits}
    unknown = [line.key for line in lines if line.waits and not line.value]
    if "side" in block.amounts or not unknown:
        return [*lines]
    found: Mapping[str, str] = {}
    if side == "charge" and known <= OF_CHARGES:
        found = {word: _of_charges(block, word) for word in unknown}
        found = found if "charge" in {*known, *found.values()} else {}
    if side == "payment" and "payment" in known <= OF_RECEIPTS and _went_back_with_a_minus(block, lines):
        found = {word: "payment" for word in unknown if not _below(block, word)}
    why = IN_CHARGES if side == "charge" else IN_RECEIPTS
    return [
        replace(line, value=ours, note=look(why, times=line.note.times), waits=False) if (ours := found.get(line.key)) else line
        for line in lines
    ]


def _of_charges(block: Block, word: str) -> str:
    """What a code is whose amounts all have the same sign: of claims each is due on a day, and a receipt is not."""
    due, rows, below = block.choices.get("due_on"), _rows(block, word), _below(block, word)
    is_due = due is not None and all(cell_of(row, due.profile) for row in rows)
    return "charge" if not below and is_due else "credit_note" if below == len(rows) else ""


def _went_back_with_a_minus(block: Block, lines: Sequence[Line]) -> bool:
    """Whether what is known to have gone back stands there with a minus: then what has none came in."""
    back = [line.key for line in lines if line.value == "reversal"]
    return bool(back) and all(_below(block, word) == len(_rows(block, word)) for word in back)


def _rows(block: Block, word: str) -> list[Sequence[str]]:
    kind = block.choices["entry_type"].profile
    return [row for row in lines_of(block) if cell_of(row, kind) == word]


def _below(block: Block, word: str) -> int:
    amount = block.choices["amount"].profile
    return sum(bool(NEGATIVE.search(cell_of(row, amount))) for row in _rows(block, word))
