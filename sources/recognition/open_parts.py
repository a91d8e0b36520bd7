"""What is still open of each invoice, in a list that holds no receipts: that is its amount, and not the whole invoice.

Belongs here: seeing that by the list's name, its lines, or the want of receipts in all lists together. Does not belong here: a
list of balances of contracts (aged.py), lists that are entries already (proposals/aside.py), or refusing a mapping that reads the
whole (guards/open_part.py).

What was paid on such an invoice stands nowhere else: by the whole amount everybody would be reported for what he paid already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sources.reading.minus import NEGATIVE, amount_in
from sources.recognition.lookup import NEARLY_ALL
from sources.recognition.sides import SOME, negatives, side_of
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.choices import first_titles
from sources.words.evidence import HALF, known_share, meaning_of
from sources.words.notes import Evidence
from sources.words.profile import TOTAL, Layout, Profile, cell_of

LEDGER = "ledger_entries"
ALSO_OPEN = "er staat ook een titel voor wat openstaat"
OF_OPEN_LIST = "een lijst van wat openstaat: dit is het deel dat nog open is"
ALL_OPEN = "van elke regel staat nog iets open: dit is het deel dat nog open is"
NO_RECEIPTS = "geen enkele lijst zegt wat er ontvangen is: dit is het deel dat nog open is"
RECEIVED = frozenset({"payment", "reversal"})
FEWEST = 3  # lines; of fewer nothing can be seen


def with_open_part(sheet: Sheet, layout: Layout, choices: dict[str, Choice], *, is_open_list: bool) -> dict[str, Choice]:
    """The choices of one list, with what is open as the amount where the list's name says that and no word says receipt, or where
    all its lines are open and the whole amounts are more; else a title for what is open makes the amount less than certain.
    """
    whole, part = choices["amount"].profile, first_titles(LEDGER, "also", layout).get("balance")
    if part is None or not part.share("money") > HALF:
        return choices
    if is_open_list and not _said(choices.get("entry_type")) & RECEIVED:
        return _as_open(choices, part, OF_OPEN_LIST)
    if _are_all_open([*_pairs(sheet.rows[layout.above :], whole, part)]):
        return _as_open(choices, part, ALL_OPEN)
    return choices | {"amount": replace(choices["amount"], certainty=LIKELY, why=Evidence((ALSO_OPEN,)))}


def with_open_parts(found: list[Block]) -> list[Block]:
    """The blocks, with what is open as the amount of invoices where no list of entries holds a receipt."""
    ledgers = [block for block in found if block.table == LEDGER]
    if not ledgers or not all(map(_has_no_receipts, ledgers)):
        return found
    return [_with_open_part(block) if block in ledgers else block for block in found]


def _with_open_part(block: Block) -> Block:
    amount, part = block.choices["amount"], first_titles(LEDGER, "also", block.layout).get("balance")
    if ALSO_OPEN not in amount.why.doubts or part is None or part.filled < amount.profile.filled:
        return block
    pairs = [*_pairs(block.rows, amount.profile, part)]
    are_mostly_open = sum(1 for _, still in pairs if still) > HALF * len(pairs)  # else receipts are somewhere
    if len(pairs) < FEWEST or not are_mostly_open or not _are_parts(pairs):
        return block
    return replace(
        block, choices=_as_open(block.choices, part, NO_RECEIPTS), amounts={**block.amounts, "amount": part}
    )  # fmt: skip


def _as_open(choices: Mapping[str, Choice], part: Profile, why: str) -> dict[str, Choice]:
    """The choices by what is open. Of words of which none is known as a kind of entry the sign says more: a journal stands with a
    minus and without.
    """
    kind = choices.get("entry_type")
    kept = {name: each for name, each in choices.items() if name != "entry_type" or _said(kind)}
    return kept | {"amount": Choice("amount", part, LIKELY, Evidence((why,)))}


def _said(kind: Choice | None) -> set[str]:
    """The kinds of entry that the words of a list are known for."""
    found = {meaning_of("entry_type", text) for text in kind.profile.said_texts} if kind is not None else set()
    return {each for each in found if each}


def _has_no_receipts(block: Block) -> bool:
    """Whether nothing in a list of entries may be a receipt: no word of it is one or is unknown, and hardly an amount has a
    minus.
    """
    is_plain = not (block.months or block.month or block.paid or block.components or block.amounts.keys() - {"amount"})
    if not is_plain or "amount" not in block.choices or block.kind not in ("", "charge") or side_of(block) == "payment":
        return False
    kind, amount = block.choices.get("entry_type"), block.choices["amount"].profile
    is_known = kind is None or known_share("entry_type", kind.profile.said_texts) == 1
    return is_known and not _said(kind) & RECEIVED and negatives(amount) <= SOME * amount.filled


def _pairs(rows: Sequence[Sequence[str]], whole: Profile, part: Profile) -> Iterator[tuple[Decimal, Decimal]]:
    """The whole amount and what is open of it, of each line that has both and is no total."""
    for row in rows:
        said = [_signed(cell_of(row, each)) for each in (whole, part)]
        if None not in said and not any(map(TOTAL.match, row)):
            yield said[0] or Decimal(0), said[1] or Decimal(0)


def _signed(cell: str) -> Decimal | None:
    found = amount_in(cell)
    return -found if found is not None and NEGATIVE.search(cell) else found


def _are_parts(pairs: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """Whether what is open is nearly always a part of the line's own amount: a balance of all lines together is more."""
    return sum(abs(part) <= abs(whole) and part * whole >= 0 for whole, part in pairs) >= NEARLY_ALL * len(pairs)


def _are_all_open(pairs: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """Whether something is open of each line, and less than the lines together: of a list of all entries most are closed."""
    is_more = abs(sum((whole for whole, _ in pairs), Decimal(0))) > abs(sum((part for _, part in pairs), Decimal(0)))
    return len(pairs) >= FEWEST and is_more and all(part for _, part in pairs) and _are_parts(pairs)
