"""A ledger whose reversals need a block of their own: their column means something else on other lines, amounts have no sign, or
stand in a column beside the two sides.

Belongs here: seeing that, and which words go to which block. Does not belong here: the lines of the blocks (ledger.py), or which
column names what went back (recognition/entries.py).
"""

from __future__ import annotations

import re
from dataclasses import replace

from sources.proposals.part import Part, complete, ordered
from sources.reading.minus import NEGATIVE
from sources.recognition.halves import Half, lines_of
from sources.recognition.taken_back import TAKEN_BACK
from sources.words.blocks import Block
from sources.words.evidence import meaning_of
from sources.words.notes import Line, look, remark
from sources.words.profile import cell_of

NOT_OF_REVERSALS = ("entry_type", "amount", "due_on", "category")


def with_reversals_apart(block: Block) -> list[Block]:
    """The block of reversals beside that of all else; the block itself where one says it all."""
    kind, amount = block.choices.get("entry_type"), block.amounts.get("amount")
    if kind is None or amount is None or block.only or not kind.profile.words or kind.part:
        return [block]
    words = tuple(kind.profile.texts)
    went_back = tuple(word for word in words if meaning_of("entry_type", kind.profile.said(word)) == "reversal")
    others = tuple(word for word in words if word not in went_back)
    if not went_back or not others or not _must_part(block, went_back):
        return [block]
    title = kind.profile.title
    without = {name: each for name, each in block.choices.items() if name != "reverses_entry_id"}
    return [replace(block, choices=without, only={title: others}), replace(block, only={title: went_back})]


def taken_back(block: Block) -> list[Part]:
    """The block of what was taken back, in a column of amounts of its own; none where there is no such column."""
    amount = block.amounts.get(TAKEN_BACK)
    if amount is None:
        return []
    part = Part(block, look("wat is teruggehaald, staat in een kolom apart: elke regel daarvan is een storno"))
    kept = [choice for choice in ordered(block) if choice.column not in NOT_OF_REVERSALS]
    for choice in kept:
        part.take(choice)
    part.take_title("amount", amount)
    if "entry_type" in block.choices:
        kind = block.choices["entry_type"].profile
        words = dict.fromkeys(cell_of(row, kind) for row in lines_of(block) if re.search(r"[1-9]", cell_of(row, amount)))
        part.set("only", {kind.title: tuple(words)}, look())
    else:
        part.set("skip_empty", ["amount"], remark("een lege cel: niets teruggehaald"))
    part.constants.append(Line("entry_type", "reversal"))
    if "reverses_entry_id" not in block.choices or block.choices["reverses_entry_id"].part:
        part.set("storno", True, remark("hoort bij de ontvangst van hetzelfde bedrag"))
    complete(part, {*(choice.column for choice in kept), "entry_type", "amount"})
    part.set_dates_of(kept)
    return [part]


def each_names_what_went_back(block: Block, half: Half) -> bool:
    """Whether each line of a side bears the number of the receipt that it takes back: nothing is charged there."""
    number = block.choices.get("reverses_entry_id")
    lines = [row for row in lines_of(block) if half.takes(row)]
    return (
        number is not None and not number.part and bool(lines) and all(cell_of(row, number.profile).strip("0") for row in lines)
    )


def _must_part(block: Block, went_back: tuple[str, ...]) -> bool:
    """Whether the number of what went back stands on other lines too; or, where none does, receipts have the sign of charges, so
    that all of them would be read as gone back.
    """
    kind, amount = block.choices["entry_type"].profile, block.amounts["amount"]
    number = block.choices.get("reverses_entry_id")
    if number is None or number.part:
        is_unsigned = "side" not in block.amounts and not any(re.search(NEGATIVE, text) for text in amount.texts)
        return is_unsigned
    lines = [row for row in lines_of(block) if cell_of(row, number.profile).strip("0")]
    return any(cell_of(row, kind) not in went_back for row in lines)
