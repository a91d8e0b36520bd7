"""The blocks of a proposed mapping that a workbook with a sheet for each month needs: what is charged on the first of the month,
what came in, and what went back.

Belongs here: those blocks. Does not belong here: seeing what the lines hold (recognition/month_sheets.py), or a column for each
month (month_blocks.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.proposals.part import ONLY_RENT, Part
from sources.reading.settings import NAME_DAY
from sources.words.blocks import Block, MonthSheet, Receipt
from sources.words.names import fits_only, quoted
from sources.words.notes import NOTHING, Line, look, remark
from sources.words.profile import Profile

CHARGED = "elke regel is een vordering op de eerste van de maand in de naam van het blad"
WHOLE = "waar {} staat, is gerekend dat alles van {} is ontvangen: klopt dat, ook als iemand maar een deel betaalde?"
NO_DAY = "geen titel zegt de dag van ontvangst: gerekend op de eerste van de maand, in het voordeel van de huurder"
CAME_IN = "wat in die maand is ontvangen; is het een deel, dan telt dat deel"
AGAIN = "een tweede ontvangst op dezelfde regel"
WENT_BACK = "op die dag ging de ontvangst van dezelfde regel terug, in haar geheel"


def of_a_month(block: Block, month: MonthSheet) -> list[Part]:
    """What is charged for each purpose, and every receipt with its reversal."""
    parts: list[Part] = []
    for at, (category, profile) in enumerate(month.charges):
        nth = [each for each, _ in month.charges[:at]].count(category)
        parts.append(_charge(block, category, profile, nth, month.asked if not at else ""))
    received = [(receipt, amount) for receipt in month.receipts for amount in receipt.amounts]
    for nth, (receipt, amount) in enumerate(received):
        number = _number(receipt, amount, nth)
        parts.append(_receipt(block, receipt, amount, number, is_again=receipt is not month.receipts[0]))
        if receipt.went_back is not None:
            parts.append(_reversal(block, receipt, amount, number))
    return parts


def _charge(block: Block, category: str, profile: Profile, nth: int, asked: str) -> Part:
    part = Part(block, look("; ".join(each for each in (CHARGED, asked) if each)))
    _take_lease(part)
    part.take_title("amount", profile)
    part.set("skip_empty", ["amount"], remark("een lege cel: niets te betalen"))
    why = look(ONLY_RENT) if category == "rent" else NOTHING
    part.constants += [Line("entry_type", "charge"), Line("category", category, why), Line("booked_on", NAME_DAY)]
    if "due_on" in block.choices:
        part.take(block.choices["due_on"])
        part.set_dates([block.choices["due_on"].profile])
    else:
        part.constants.append(Line("due_on", NAME_DAY))
    made = ["lease_id", "category", "booked_on", *(["amount"] if nth else [])]
    part.made["entry_id"] = [*made[nth:], *made[:nth]]  # no number is that of another block
    return part


def _number(receipt: Receipt, amount: Profile, nth: int) -> list[str]:
    """What the number of a receipt is made of, and by which its reversal names it: in an order that no other receipt has."""
    day = [f"={receipt.day.title}"] if receipt.day else []
    made = ["lease_id", *day, f"={amount.title}", NAME_DAY]
    return [*made[nth:], *made[:nth]]


def _receipt(block: Block, receipt: Receipt, amount: Profile, number: Sequence[str], *, is_again: bool) -> Part:
    said = AGAIN if is_again else CAME_IN
    if receipt.is_whole:
        titles = " en ".join(quoted(each.title) for each in receipt.amounts)
        shown = receipt.mark or receipt.day
        said = WHOLE.format(_shown(receipt, shown), titles) if shown else said
    part = Part(block, look(said))
    _take_lease(part)
    part.take_title("amount", amount)
    _only_marked(part, receipt)
    if receipt.day is not None:
        part.take_title("booked_on", receipt.day)
        part.set_dates([receipt.day])
    else:
        part.constants.append(Line("booked_on", NAME_DAY, look(NO_DAY)))
    if receipt.mark is None and receipt.is_whole and receipt.day is not None:
        part.skip_lines({receipt.day.title: ["^$"]}, "een lege cel: er is niets ontvangen")
    elif receipt.mark is None:
        part.set("skip_empty", ["amount"], remark("een lege cel: er is niets ontvangen"))
    part.constants.append(Line("entry_type", "payment"))
    part.made["entry_id"] = number
    return part


def _reversal(block: Block, receipt: Receipt, amount: Profile, number: Sequence[str]) -> Part:
    part = Part(block, look(WENT_BACK))
    _take_lease(part)
    if receipt.went_back is not None:
        part.take_title("booked_on", receipt.went_back)
        part.set_dates([receipt.went_back])
        part.skip_lines({receipt.went_back.title: ["^$"]}, "een lege cel: er ging niets terug")
    part.take_title("amount", amount)
    part.constants.append(Line("entry_type", "reversal"))
    part.made["entry_id"] = ["entry_type", "lease_id", "booked_on", "amount", NAME_DAY]
    part.made["reverses_entry_id"] = number
    return part


def _take_lease(part: Part) -> None:
    if "lease_id" in part.block.choices:
        part.take(part.block.choices["lease_id"])


def _only_marked(part: Part, receipt: Receipt) -> None:
    """The lines with the mark; those without are passed over, and a word that nobody knows yet is refused."""
    if receipt.mark is None:
        return
    title = receipt.mark.title
    part.set("only", {title: list(receipt.words)}, look())
    part.skip_lines({title: ["^$", *(fits_only(word.lower()) for word in receipt.no_mark)]}, "niet betaald")


def _shown(receipt: Receipt, shown: Profile) -> str:
    words = " of ".join(quoted(word) for word in receipt.words)
    return f"{words} bij {quoted(shown.title)}" if words else f"een dag bij {quoted(shown.title)}"
