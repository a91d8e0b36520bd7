"""Which receipt a reversal takes back, in a ledger of debit and credit where the lines that went back name it in a column that
other lines use for something else: `Afgeletterd met` is the charge of a receipt, and the receipt of a reversal.

Belongs here: seeing that from the numbers. Does not belong here: a ledger whose words say what went back
(recognition/entries.py), or a reversal that nothing names (reading/storno.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sources.proposals.part import Part
from sources.reading.minus import figures_of
from sources.recognition.halves import Half, lines_of
from sources.words.blocks import Block
from sources.words.notes import look, remark
from sources.words.profile import Profile, cell_of

OTHERS = "een storno die haar ontvangst niet noemt, hoort bij de ontvangst van hetzelfde bedrag"
NAMED = "bij elke storno staat daar het nummer van een ontvangst van hetzelfde contract en bedrag"


def name_receipts(part: Part, debit: Half, credit: Half, went_back: Sequence[str]) -> None:
    """Lets the block of reversals read the number of each receipt, where one title has it on every line; else the receipt is the
    last of its amount.
    """
    if "reverses_entry_id" in part.block.choices:
        part.set("storno", True, remark(OTHERS))
        return
    found = [*_titles(part.block, debit, credit, went_back)]
    if len(found) == 1:
        part.take_title("reverses_entry_id", found[0], look(NAMED))
    else:
        part.set("storno", True, remark("hoort bij de ontvangst van hetzelfde bedrag"))


def _titles(block: Block, debit: Half, credit: Half, went_back: Sequence[str]) -> Iterator[Profile]:
    number, lease, kind = (block.choices.get(name) for name in ("entry_id", "lease_id", "entry_type"))
    if number is None or lease is None or kind is None or block.lookups:
        return
    rows = list(lines_of(block))
    receipts = {
        (cell_of(row, number.profile), cell_of(row, lease.profile), figures_of(cell_of(row, credit.amount)))
        for row in rows
        if credit.takes(row)
    }
    back = [row for row in rows if debit.takes(row) and cell_of(row, kind.profile) in went_back]
    facts = [(row, cell_of(row, lease.profile), figures_of(cell_of(row, debit.amount))) for row in back]
    for each in block.left:
        if facts and all((cell_of(row, each), whose, amount) in receipts for row, whose, amount in facts):
            yield each
