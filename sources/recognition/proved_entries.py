"""Numbers of entries that the entries themselves prove: which receipt a reversal takes back, and which number is an entry's own.

Belongs here: calling these certain where the lines leave no doubt. Does not belong here: finding them (entries.py,
words/choices.py), or settlements (settled_totals.py).

A reversal is proved by all of them: each names a receipt of its own contract and its own amount, and no other line names one. A
number is proved by whatever names it so: of two numbers on each line the other is then only another number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sources.reading.minus import NEGATIVE, amount_in
from sources.words.blocks import SURE, Block, Choice
from sources.words.choices import ANOTHER_KEY
from sources.words.evidence import meaning_of
from sources.words.notes import OF_ANOTHER
from sources.words.profile import Profile, cell_of

TABLE = "ledger_entries"
FEWEST = 2  # lines that prove it
AMOUNTS = ("amount", "debit", "credit", "taken_back")
ZERO = "0"  # all that a number of nothing is made of


@dataclass(frozen=True)
class Entry:
    """What a line says: its contract, kind and amount without a sign."""

    lease: str
    kind: str
    amount: object


def with_proved_entries(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which the numbers of reversals and of entries are certain that the lines prove."""
    ledgers = [block for block in blocks if block.table == TABLE and _is_plain(block)]
    entries = {number: entry for block in ledgers for number, entry in _entries(block)}
    proved = [block for block in ledgers if _are_reversals(block, entries)]
    return [_certain(block) if block in proved else block for block in blocks]


def _is_plain(block: Block) -> bool:
    wanted = [block.choices.get(name) for name in ("entry_id", "lease_id", "entry_type")]
    is_own = all(each and not each.part and each.profile.title not in block.lookups for each in wanted)
    is_own = is_own and not (block.months or block.month or block.paid or block.components or block.only or block.asked)
    return is_own and block.choices["entry_id"].profile.distinct == block.choices["entry_id"].profile.filled


def _entries(block: Block) -> Iterator[tuple[str, Entry]]:
    number, lease = (block.choices[name].profile for name in ("entry_id", "lease_id"))
    kinds = _kinds(block)
    columns = [block.amounts[name] for name in AMOUNTS if name in block.amounts]
    for row in block.rows:
        if text := cell_of(row, number):
            yield text, Entry(cell_of(row, lease), kinds[text], _amount(row, columns))


def _kinds(block: Block) -> dict[str, str]:
    """Number of a line -> what it is, by its word; a receipt with the other sign, or on the side of charges, went back."""
    number, kind = block.choices["entry_id"].profile, block.choices["entry_type"].profile
    means = {text: meaning_of("entry_type", kind.said(text)) or "" for text in ("", *kind.texts)}
    said = [(means.get(cell_of(row, kind), ""), row) for row in block.rows]
    receipts = [row for ours, row in said if ours == "payment"]
    is_mostly_below = 2 * sum(_is_below(row, block) for row in receipts) > len(receipts)
    return {
        cell_of(row, number): "reversal" if ours == "payment" and _is_below(row, block) != is_mostly_below else ours
        for ours, row in said
    }


def _is_below(row: Sequence[str], block: Block) -> bool:
    """Whether an amount has a minus, or stands on the side of charges."""
    amount, debit = (cell_of(row, block.amounts[name]) if name in block.amounts else "" for name in ("amount", "debit"))
    return bool(NEGATIVE.search(amount)) or amount_in(debit) not in (None, 0)


def _amount(row: Sequence[str], columns: Sequence[Profile]) -> object:
    found = [amount for each in columns if (amount := amount_in(cell_of(row, each)))]
    return found[0] if len(found) == 1 else None


def _are_reversals(block: Block, entries: Mapping[str, Entry]) -> bool:
    """Whether each line that names an entry reverses a receipt of its contract and amount, and each reversal names one."""
    choice = block.choices.get("reverses_entry_id")
    if choice is None or choice.part or choice.profile.title in block.lookups or not _may_be_certain(block, choice):
        return False
    number = block.choices["entry_id"].profile
    named = [
        (cell_of(row, number), cell_of(row, choice.profile)) for row in block.rows if cell_of(row, choice.profile).strip(ZERO)
    ]
    went_back = [own for own, kind in _kinds(block).items() if kind == "reversal"]
    is_each = sorted(own for own, _ in named) == sorted(went_back) and len(named) >= FEWEST
    return is_each and all(_takes_back(entries.get(own), entries.get(other)) for own, other in named)


def _takes_back(reversal: Entry | None, receipt: Entry | None) -> bool:
    if reversal is None or receipt is None or receipt.kind != "payment" or reversal.amount is None:
        return False
    return (reversal.lease, reversal.amount) == (receipt.lease, receipt.amount)


def _may_be_certain(block: Block, choice: Choice) -> bool:
    """Whether no other column holds what this one does, on the same lines."""
    own = [cell_of(row, choice.profile) for row in block.rows]
    others = [each for each in block.layout.columns if each.place != choice.profile.place]
    return not any(own == [cell_of(row, each) for row in block.rows] for each in others)


def _certain(block: Block) -> Block:
    """The block with these numbers certain; that of the entries only where no more is to be said than that there is another."""
    own = block.choices["entry_id"]
    is_known = {*own.why.doubts} <= {ANOTHER_KEY, OF_ANOTHER}
    names = ["reverses_entry_id", *(["entry_id"] if is_known else [])]
    return replace(block, choices={**block.choices, **{name: replace(block.choices[name], certainty=SURE) for name in names}})
