"""Charges of a ledger that says of each line by a word what it is: what they are for, and those of which the sign says more.

Belongs here: words for what charges are for without those of receipts, and invoices with a minus among those without. Does not
belong here: the blocks of a ledger (ledger.py), or reversals (reversals.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.findings import amount_of
from sources.proposals.due_days import without_due_date
from sources.proposals.meant import add_words
from sources.proposals.part import Part, complete, ordered
from sources.proposals.provisional import pass_over_provisional
from sources.reading.minus import NEGATIVE
from sources.recognition.halves import Half, lines_of, meaning_in
from sources.recognition.sides import side_of
from sources.words.blocks import Block, Choice
from sources.words.evidence import meaning_of
from sources.words.notes import NOTHING, look
from sources.words.profile import cell_of

ALL_CHARGED = "elke regel is een vordering, en het woord zegt waarvoor"
MOST_CREDITED = 0.25  # of the charges, which have a minus


def charges_with_a_minus(block: Block) -> int:
    """How many lines of a kind that is charged have a minus, where nearly all others have none and no column says the side."""
    kind, amount = block.choices.get("entry_type"), block.amounts.get("amount")
    if kind is None or amount is None or kind.part or block.only or "side" in block.amounts or not kind.profile.words:
        return 0
    charges = [cell_of(row, amount) for row in lines_of(block) if meaning_in(block, cell_of(row, kind.profile)) == "charge"]
    below = sum(bool(NEGATIVE.search(cell)) for cell in charges)
    return below if below <= MOST_CREDITED * len(charges) else 0


def are_all_charged(block: Block) -> bool:
    """Whether a list of nothing but invoices has a word for each that says what it is for, some of them no more than that."""
    kind, amount = block.choices.get("entry_type"), block.amounts.get("amount")
    if kind is None or amount is None or kind.part or block.only or block.suppliers or "side" in block.amounts:
        return False
    words = kind.profile.words
    is_said = all(_is_charged(block, word) for word in kind.profile.texts)
    return bool(words) and is_said and any(meaning_in(block, word) is None for word in words)


def are_kinds_said(block: Block, half: Half, kinds: Mapping[str, str | None]) -> bool:
    """Whether the words on the side of what is owed say of each line there what it is, its sign too: what was charged has none,
    and what was credited or written off has a minus.
    """
    if half.only is not None or not {"charge"} < {*kinds.values()} <= {"charge", "credit_note", "write_off"}:
        return False
    title = block.choices["entry_type"].profile
    lines = [(cell_of(row, title), cell_of(row, half.amount)) for row in lines_of(block) if half.takes(row)]
    return all((kinds[word] == "charge") != bool(NEGATIVE.search(cell)) for word, cell in lines if word in kinds)


def by_sign(block: Block, negative: int) -> tuple[Part, Block | None]:
    """(charges by their words, of which one with a minus is a credit note; the block of all other kinds, if any)."""
    kind = block.choices["entry_type"].profile
    charged = tuple(word for word in kind.texts if _is_charged(block, word))
    passed = {word for words in block.suppliers.values() for word in words}
    others = tuple(word for word in kind.texts if word not in (*charged, *passed))
    part = Part(replace(block, only={kind.title: charged}), look(block.asked) if block.asked else NOTHING)
    purpose = block.choices.get("category")
    if others or purpose is None or purpose.profile.place != kind.place:  # else a word that comes later has no meaning yet
        part.set("only", {kind.title: charged}, look())
    pass_over_provisional(part, block)
    kept = [choice for choice in ordered(block) if choice.column not in ("entry_type", "reverses_entry_id")]
    for choice in kept:
        part.take(choice)
    why = amount_of(negative, "vordering met een min is een creditnota", "vorderingen met een min zijn creditnotas")
    why = why if negative else ALL_CHARGED
    part.set("by_sign", {"positive": "charge", "negative": "credit_note"}, look(why))
    add_words(part, [of_charges(block, choice) for choice in kept if choice.column != "entry_type"])
    complete(part, {*(choice.column for choice in kept), "entry_type"})
    part.set_dates_of(kept, without_due_date(part, block))
    left = {name: each for name, each in block.choices.items() if name not in ("due_on", "category")}
    return part, replace(block, choices=left, only={kind.title: others}, asked="") if others else None


def _is_charged(block: Block, word: str) -> bool:
    """Whether a word is one for charges; in a list of nothing but invoices also one that says only what a charge is for."""
    kind = meaning_in(block, word)
    return kind == "charge" or (kind is None and side_of(block) == "charge" and bool(meaning_of("category", word)))


def of_charges(block: Block, choice: Choice) -> Choice:
    """What charges are for, without words that stand on receipts and credit notes only: of these nobody reads it."""
    kind = block.choices.get("entry_type")
    if choice.column != "category" or kind is None or kind.part or not kind.profile.words or kind.profile is choice.profile:
        return choice
    others = {word for word in kind.profile.texts if meaning_of("entry_type", kind.profile.said(word)) not in (None, "charge")}
    lines = [row for row in lines_of(block) if cell_of(row, kind.profile) not in others] if others else []
    return of_lines_only(choice, lines) if lines else choice


def of_lines_only(choice: Choice, lines: Sequence[Sequence[str]]) -> Choice:
    """A choice with the words that stand on these lines: what the account of a bank is for is not asked of invoices."""
    there = {cell_of(row, choice.profile) for row in lines}
    found = choice.profile
    words, texts = (Counter({each: n for each, n in whole.items() if each in there}) for whole in (found.words, found.texts))
    return replace(choice, profile=replace(found, words=words, texts=texts)) if words else choice
