"""Settlements whose numbers are those of entries, and whose amounts add up to these: what each column is, needs no question.

Belongs here: calling the columns of such a list certain. Does not belong here: finding the list (settled.py, words/choices.py),
or numbers of other lists (proved.py).

Which entries are charges and which are receipts is asked of the ledger itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sources.reading.minus import amount_in
from sources.recognition.entries import BY_REVERSALS, BY_SETTLEMENTS
from sources.recognition.lookup import NEARLY_ALL
from sources.recognition.open_parts import ALSO_OPEN
from sources.recognition.settled import LEDGER, OF_CHARGES, OF_RECEIPTS, TABLE, TURNED, kinds_of
from sources.words.blocks import SURE, Block
from sources.words.choices import ANOTHER_KEY
from sources.words.evidence import HALF
from sources.words.notes import OF_ANOTHER
from sources.words.parts import letters
from sources.words.profile import ENOUGH, Profile, cell_of
from sources.words.stand_ins import OF_RECEIPT
from sources.words.titles import concepts_of
from sources.words.ways import is_named

NUMBERS = {"charge_entry_id": "charge", "credit_entry_id": "credit"}
SIDES = {"charge_entry_id": frozenset({"invoice", "debit"}), "credit_entry_id": frozenset({"received", "paid", "credit"})}
FEWEST = 2  # entries that are named
# Of a list that was found by its numbers, or turned about by them, or may be another: the totals say it.
BY_NUMBERS = {OF_CHARGES, OF_RECEIPTS, OF_ANOTHER, TURNED}


def with_settled_totals(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which numbers and amount of settlements are certain where the totals prove them, and the only day."""
    ledgers = [block for block in blocks if block.table == LEDGER]
    lists = [block for block in blocks if block.table == TABLE and _is_plain(block)]
    if not ledgers or not lists:
        return list(blocks)
    sides, amounts = kinds_of(iter(ledgers)), _amounts(ledgers)
    proved = [block for block in lists if _adds_up(block, sides, amounts)]
    found = [_certain(block) if block in proved else block for block in blocks]
    return [_numbered(block, proved) if block in ledgers else block for block in found]


def _is_plain(block: Block) -> bool:
    """Whether each line has both numbers and an amount of its own, by their titles, in a list of nothing else."""
    wanted = [block.choices.get(name) for name in (*NUMBERS, "amount")]
    is_own = all(
        each and not {*each.why.doubts} - BY_NUMBERS and not each.part and each.profile.title not in block.lookups
        for each in wanted
    )
    return is_own and _is_said(block) and not (block.asked or block.only or block.without)


def _is_said(block: Block) -> bool:
    """Whether the titles say what they are, or the other way about, or, of a list that was found by its numbers, one of them says
    its side.
    """
    of = {name: concepts_of(block.choices[name].profile.title) for name in NUMBERS}
    is_by_numbers = any(block.choices[name].why.doubts and TURNED not in block.choices[name].why.doubts for name in NUMBERS)
    is_of_receipt = bool(OF_RECEIPT.fullmatch(letters(block.choices["credit_entry_id"].profile.title)))
    return not is_by_numbers or is_of_receipt or any(of[name] & concepts for name, concepts in SIDES.items())


def _amounts(ledgers: Sequence[Block]) -> Mapping[str, Decimal]:
    """Number of an entry -> its amount, without its sign; none of a number that stands on several lines."""
    found: dict[str, Decimal | None] = {}
    for block in ledgers:
        number = block.choices.get("entry_id")
        columns = [block.amounts[name] for name in ("amount", "debit", "credit") if name in block.amounts]
        columns = columns or [each.profile for name, each in block.choices.items() if name == "amount"]
        for row in block.rows if number is not None else ():
            said = [amount for each in columns if (amount := amount_in(cell_of(row, each)))]
            text = cell_of(row, number.profile) if number is not None else ""
            found[text] = said[0] if text not in found and len(said) == 1 else None
    return {text: amount for text, amount in found.items() if amount is not None}


def _adds_up(block: Block, sides: Mapping[str, str], amounts: Mapping[str, Decimal]) -> bool:
    """Whether nearly all numbers are of entries on the side where they should be and none on the other, no receipt settles more
    than it is, and nearly all charges are settled for just what they are.
    """
    lines = list(_lines(block))
    for name, side in NUMBERS.items():
        found = [sides.get(numbers[name], "") for numbers, _ in lines]
        if found.count(side) < ENOUGH * sum(map(bool, found)) or found.count(side) <= HALF * len(found):
            return False
    known = [(numbers, amount) for numbers, amount in lines if amount and all(each in amounts for each in numbers.values())]
    totals: dict[str, dict[str, Decimal]] = {name: defaultdict(Decimal) for name in NUMBERS}
    for numbers, amount in known:
        for name, number in numbers.items():
            totals[name][number] += amount
    charges, credits = (totals[name] for name in NUMBERS)
    is_whole = sum(total == amounts[number] for number, total in charges.items()) >= NEARLY_ALL * len(charges) > 0
    is_within = all(total <= amounts[number] for number, total in credits.items())
    return is_whole and is_within and len(known) >= ENOUGH * len(lines)


def _lines(block: Block) -> Iterator[tuple[dict[str, str], Decimal | None]]:
    amount = block.choices["amount"].profile
    for row in block.rows:
        numbers = {name: cell_of(row, block.choices[name].profile) for name in NUMBERS}
        if any(numbers.values()):
            yield numbers, amount_in(cell_of(row, amount))


def _certain(block: Block) -> Block:
    names = [*NUMBERS, "amount", *(["allocated_on"] if _is_only_day(block) else [])]
    return replace(block, choices={**block.choices, **{name: replace(block.choices[name], certainty=SURE) for name in names}})


def _numbered(ledger: Block, proved: Sequence[Block]) -> Block:
    """A ledger whose own number and amount are certain, where settlements that add up name its entries by it: the other number on
    each line is then another's, and what is still open no amount of theirs.
    """
    own = ledger.choices.get("entry_id")
    if own is None or own.part or ledger.asked or {*own.why.doubts} - {ANOTHER_KEY, OF_ANOTHER, BY_SETTLEMENTS, BY_REVERSALS}:
        return ledger
    named = {text for block in proved for name in NUMBERS for text in block.choices[name].profile.texts}
    if len(named & own.profile.texts.keys()) < FEWEST or own.profile.title in ledger.lookups:
        return ledger
    certain = {"entry_id": replace(own, certainty=SURE)}
    amount = ledger.choices.get("amount")
    if amount is not None and amount.why.doubts == (ALSO_OPEN,):
        certain["amount"] = replace(amount, certainty=SURE)
    return replace(ledger, choices={**ledger.choices, **certain})


def _is_only_day(block: Block) -> bool:
    day = block.choices.get("allocated_on")
    days: list[Profile] = [each for each in block.layout.columns if each.date_kind]
    is_one = day is not None and len(days) == 1 and days[0].place == day.profile.place
    return is_one and day is not None and is_named(day.profile.title, TABLE, "allocated_on") and not day.why.doubts
