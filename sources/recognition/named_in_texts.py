"""The receipt that a reversal takes back, by its number within a text: `Storno van 1234`.

Belongs here: seeing that such texts of a ledger name receipts of the same contract and amount. Does not belong here: a column
that holds nothing but that number (entries.py), which part of a text it is (reading/parts.py), or a reversal that nothing names
(reading/storno.py).

Nothing of it is certain. By the amount alone a reversal takes back the last receipt, and another month is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.reading.minus import figures_of
from sources.reading.parts import PARTS
from sources.recognition.halves import lines_of, meaning_in
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import Profile, cell_of

LEDGER, NUMBER, COLUMN, PART = "ledger_entries", "entry_id", "reverses_entry_id", "receipt"
IN_TEXT = "in de tekst van een storno staat het nummer van een ontvangst van hetzelfde contract en bedrag"
_NAMED = re.compile(PARTS[PART][0], re.IGNORECASE)


def with_receipts_in_texts(blocks: Sequence[Block]) -> list[Block]:
    """Ledgers with the text in which each reversal that names a receipt does so, where no column has the number."""
    return [_with_receipts(block) if block.table == LEDGER and COLUMN not in block.choices else block for block in blocks]


def _with_receipts(block: Block) -> Block:
    numbers, lease = _numbers(block), block.choices.get("lease_id")
    if not numbers or lease is None or lease.part or block.months or block.month or block.paid or block.components:
        return block
    rows = [row for row in lines_of(block) if cell_of(row, lease.profile)]
    entries = {
        _plain("/".join(cell_of(row, each) for each in numbers)): _facts(row, block, lease.profile)
        for row in rows
        if not _is_charge(row, block)
    }
    found = [(each, count) for each in block.layout.columns if (count := _named(each, rows, entries, block, lease.profile))]
    if len(found) != 1:
        return block
    text, count = found[0]
    choice = Choice(COLUMN, text, LIKELY, Evidence((IN_TEXT,), count, count), PART)
    return replace(block, choices={**block.choices, COLUMN: choice})


def _numbers(block: Block) -> list[Profile]:
    """The title of the number of each entry, or those that it is made of."""
    own = block.choices.get(NUMBER)
    if own is not None:
        return [own.profile] if not own.part and own.profile.title not in block.lookups else []
    titles = [part.removeprefix("=") for part in block.made.get(NUMBER, ())]
    return [each for title in titles for each in block.layout.columns if each.title == title]


def _named(
    text: Profile, rows: Sequence[Sequence[str]], entries: dict[str, tuple[str, ...]], block: Block, lease: Profile
) -> int:
    """How many texts of a column name an entry; 0 where one names none of its contract and amount."""
    if text.date_kind or not text.filled:
        return 0
    named = [*_names(text, rows)]
    return len(named) if all(entries.get(_plain(name)) == _facts(row, block, lease) for row, name in named) else 0


def _names(text: Profile, rows: Sequence[Sequence[str]]) -> Iterator[tuple[Sequence[str], str]]:
    for row in rows:
        if found := _NAMED.match(cell_of(row, text)):
            yield row, found[1]


def _facts(row: Sequence[str], block: Block, lease: Profile) -> tuple[str, ...]:
    """The contract of a line and its amount, whichever side that is on."""
    amounts = (cell_of(row, block.amounts[name]) for name in ("amount", "debit", "credit") if name in block.amounts)
    return cell_of(row, lease), *(figures_of(each) for each in amounts if re.search("[1-9]", each))


def _is_charge(row: Sequence[str], block: Block) -> bool:
    """Whether a line is charged, by its word or by the side of its amount."""
    kind, debit = block.choices.get("entry_type"), block.amounts.get("debit")
    is_said = kind is not None and not kind.part and meaning_in(block, cell_of(row, kind.profile)) == "charge"
    return is_said or (debit is not None and bool(re.search("[1-9]", cell_of(row, debit))))


def _plain(number: str) -> str:
    return re.sub(r"[^0-9a-z]+", "/", number.strip().lower())
