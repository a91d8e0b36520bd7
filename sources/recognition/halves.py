"""What a word for a kind of entry means on one side of a ledger: by itself, by a list of codes, or by what its lines say.

Belongs here: the two sides, and which words stand on which. Does not belong here: the blocks that they become
(proposals/ledger.py), or words alone (words/evidence.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sources.reading.amounts import MINUS_WORDS, PLUS_WORDS
from sources.reading.minus import NEGATIVE
from sources.recognition.suppliers import is_of_supplier
from sources.words.blocks import Block
from sources.words.evidence import meaning_of, meanings_of
from sources.words.groups import WHOLE
from sources.words.profile import ENOUGH, TOTAL, Profile, cell_of
from sources.words.titles import concepts_of


def description_of(block: Block) -> Profile | None:
    """The text of each entry; one that only says what the codes beside it mean comes after any other."""
    found = [profile for profile in block.layout.columns if "description" in concepts_of(profile.title)]
    means = [{*each.means.values()} for each in block.layout.columns if each.means]
    return next((each for each in found if not any({*each.texts} <= said for said in means)), found[0] if found else None)


@dataclass(frozen=True)
class Half:
    """The lines of one side of the ledger.

    Attributes:
        amount: the title of its amounts. only: that of D and C, and the words for this side, where one column holds both.
    """

    side: str
    amount: Profile
    only: tuple[Profile, tuple[str, ...]] | None = None

    def takes(self, row: Sequence[str]) -> bool:
        if self.only is None:
            return bool(re.search(r"[1-9]", cell_of(row, self.amount)))
        return cell_of(row, self.only[0]) in self.only[1]


def halves_of(block: Block) -> dict[str, Half]:
    """Both sides of a ledger with D or C beside its amounts, or with a column for each; nothing of another."""
    amounts = block.amounts
    if {"debit", "credit"} <= amounts.keys():
        return {side: Half(side, amounts[side]) for side in ("debit", "credit")}
    if not {"side", "amount"} <= amounts.keys():
        return {}
    side, amount = amounts["side"], amounts["amount"]
    words = {cell_of(row, side) for row in lines_of(block)}
    plus, minus = (
        tuple(sorted(word for word in words if word.lower().rstrip(".") in known)) for known in (PLUS_WORDS, MINUS_WORDS)
    )
    return {"debit": Half("debit", amount, (side, plus)), "credit": Half("credit", amount, (side, minus))}


def lines_of(block: Block) -> Sequence[Sequence[str]]:
    return [row for row in block.rows if not (block.suppliers and is_of_supplier(row, block))]


# Of several meanings that a description has, the one that lines of a side have.
ON_SIDE = {"debit": ("reversal", "charge"), "credit": ("write_off", "credit_note", "payment")}


def kind_of(block: Block, half: Half, word: str) -> str | None:
    """What a word for a kind of entry means on one side: by itself, or, as of a journal's number, by what its lines say."""
    known, text = meaning_in(block, word), description_of(block)
    if not word:
        return {"debit": "charge", "credit": "payment"}[half.side]
    if known == "reversal" and half.side == "credit" and _came_in_too(block, half, word):
        return "payment"
    if not known and half.side == "debit" and names_receipts(block, word):
        return "reversal"
    if known or text is None or "entry_type" not in block.choices:
        return known
    kind = block.choices["entry_type"].profile
    said = Counter(cell_of(row, text) for row in lines_of(block) if half.takes(row) and cell_of(row, kind) == word)
    found: Counter[str | None] = Counter()
    for each, times in said.items():
        found[next((ours for ours in ON_SIDE[half.side] if ours in meanings_of("entry_type", each)), None)] += times
    best, count = found.most_common(1)[0] if found else (None, 0)
    return best if count >= ENOUGH * said.total() else None


def meaning_in(block: Block, word: str) -> str | None:
    """What a word for a kind of entry means by itself, or by the list that says what its codes mean."""
    kind = block.choices.get("entry_type")
    return meaning_of("entry_type", kind.profile.said(word) if kind is not None else word)


def _came_in_too(block: Block, half: Half, word: str) -> bool:
    """Whether one word stands for receipts and for those that went back, so that only its side says which: `Bank (C = ontvangst,
    D = storno)` on both sides, none of it with a minus.
    """
    kind = block.choices["entry_type"].profile
    held = [cell_of(row, half.amount) for row in lines_of(block) if half.takes(row) and cell_of(row, kind) == word]
    is_on_both = 0 < len(held) < kind.texts[word]
    is_both = {"payment", "reversal"} <= set(meanings_of("entry_type", kind.said(word)))
    return is_both and is_on_both and not any(map(NEGATIVE.search, held))


def names_receipts(block: Block, word: str) -> bool:
    """Whether all lines of one word, and hardly any other, say which receipt they take back."""
    went_back = block.choices.get("reverses_entry_id")
    if went_back is None or went_back.part or "entry_type" not in block.choices:
        return False
    kind = block.choices["entry_type"].profile
    held = [cell_of(row, kind) for row in lines_of(block) if cell_of(row, went_back.profile).strip("0")]
    return bool(held) and held.count(word) >= ENOUGH * len(held) and held.count(word) == kind.texts[word]


def of_no_kind(block: Block) -> list[Sequence[str]]:
    """Lines without a word for their kind, as an opening balance has none; totals and lines above groups are none of them."""
    kind, text = block.choices["entry_type"].profile, description_of(block)
    if text is None:
        return []
    rows = [row for row in lines_of(block) if cell_of(row, text) and not cell_of(row, kind) and sum(map(bool, row)) >= WHOLE]
    return [row for row in rows if not any(map(TOTAL.match, row))]


def words_beside(block: Block, half: Half) -> Counter[str]:
    """The export's own words for a kind of entry, in the lines of this side."""
    if "entry_type" not in block.choices:
        return Counter()
    kind = block.choices["entry_type"].profile
    rows = [row for row in lines_of(block) if half.takes(row) and sum(map(bool, row)) >= WHOLE and not _is_total(block, row)]
    found = Counter(cell_of(row, kind) for row in rows)
    if not is_ordinary_without(block, half):
        del found[""]
    return found


def _is_total(block: Block, row: Sequence[str]) -> bool:
    """Whether a line is a total, which a run passes over: it says so, and names no contract."""
    return any(map(TOTAL.match, row)) and not cell_of(row, block.choices["lease_id"].profile)


def is_ordinary_without(block: Block, half: Half) -> bool:
    """Whether entries of this side mostly have no word for their kind, or nothing else says what those without one are."""
    kind = block.choices["entry_type"].profile
    rows = [row for row in lines_of(block) if half.takes(row) and sum(map(bool, row)) >= WHOLE and not any(map(TOTAL.match, row))]
    without = sum(not cell_of(row, kind) for row in rows)
    return without > 0 and (description_of(block) is None or 2 * without > len(rows))
