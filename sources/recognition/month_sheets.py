"""A workbook with a sheet for each month, in which every contract has one line: its rent, what comes beside it, and what came in.

Belongs here: seeing the charges and receipts of such a line. Does not belong here: the blocks they become
(proposals/month_sheets.py), a column for each month (words/months.py), or lists that say on which day a charge was booked
(amounts.py).

Nothing is taken of a sheet of which one title could be about money that came in or went back and is not understood: a receipt
that is not read makes somebody owe what he paid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sources.reading.minus import amount_in
from sources.reading.shapes import day_in_part
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.recognition.sides import side_of
from sources.words.blocks import Block, Choice, MonthSheet, Receipt, Sheet
from sources.words.evidence import HALF, meaning_of
from sources.words.months import sheet_of_a_month
from sources.words.profile import TOTAL, Layout, Profile, cell_of, has_amount
from sources.words.titles import concepts_of

CAME_IN = frozenset({"paid", "received", "credit"})
NOT_CHARGED = CAME_IN | {"reversal", "balance", "arrears", "nr", "closed", "broken", "by"}
NO_CHARGE = frozenset({"balance", "arrears", "nr", "deposit", "house_number", "postcode", "phone", "contract", "tenant", "unit"})
MARKS = (*TRUE_WORDS, "x", "v", "ok", "✓", "✔", "betaald", "voldaan", "paid")
NO_MARKS = (*FALSE_WORDS, "-", "open")
NEARLY_ALL = 0.95
MUCH = 0.3  # of the lines of months: a list of so many lines is no list of what comes beside them
_OF_A_DAY = re.compile(r"\b(op|datum|dd|dag|date|on)\b|datum|\bwanneer\b", re.IGNORECASE)

ALSO_RECEIVED = "wat er kwam, staat ook in een lijst van ontvangsten: die telt, en wat daarover op deze bladen staat niet"
LEDGER = "ledger_entries"

Rows = Sequence[Sequence[str]]


def of_a_month(sheet: Sheet, layout: Layout, choices: Mapping[str, Choice]) -> MonthSheet | None:
    """What the lines of a sheet hold whose name is that of a month; nothing where a line has a day of its own on which it was
    booked, or is not understood.
    """
    if not _is_of_a_month(sheet):
        return None
    rows = [row for row in sheet.rows[layout.above :] if any(row) and not any(map(TOTAL.match, row))]
    charges = _charges(layout, choices)
    total = _total(layout, charges)
    by_total = not charges and total is not None  # `Te betalen`, and a mark where all of it came in
    charges = [("rent", total)] if by_total and total else charges
    if not rows or all(category != "rent" for category, _ in charges):
        return None
    is_sum = total is not None and _adds_up(rows, charges, total)
    receipts = _receipts(layout, rows, (total,) if total and is_sum else tuple(one for _, one in charges))
    if receipts is None or ((by_total or sheet.sheet is None) and not any(each.is_whole or each.day for each in receipts)):
        return None
    if by_total and not all(each.is_whole for each in receipts):
        return None  # a bill with what was paid on it
    found = MonthSheet(tuple(charges), receipts)
    booked = choices.get("booked_on")
    if booked is not None and booked.profile not in found.profiles and _is_of_most(booked.profile, rows):
        return None  # a line of a journal
    return replace(found, asked="" if is_sum else _doubt(layout, found, total))


def _is_of_a_month(sheet: Sheet) -> bool:
    """Whether the name of a sheet holds a month; that of a file, as of a sheet that was saved as text."""
    if sheet.sheet is None:
        stem = sheet.file.rpartition(".")[0]
        return day_in_part(stem, None) is not None and sheet_of_a_month(stem) != stem
    return sheet.family != sheet.sheet


def _is_of_most(profile: Profile, rows: Rows) -> bool:
    return not _came_in(profile) and profile.filled >= HALF * len(rows)


def with_months_beside(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, without the sheets of months where a list of entries says the same; and without what came in where a list of
    receipts does.
    """
    months = [each for each in blocks if each.month is not None]
    others = [each for each in blocks if each.table == LEDGER and each.month is None]
    rows = sum(len(each.rows) for each in months)
    large = {side_of(each) for each in others if len(each.rows) >= MUCH * rows}
    if not months or not large:
        return list(blocks)
    if large != {"payment"}:
        return [each for each in blocks if each.month is None]
    return [_of_charges_only(each, each.month) if each.month is not None else each for each in blocks]


def _of_charges_only(block: Block, month: MonthSheet) -> Block:
    asked = "; ".join(each for each in (month.asked, ALSO_RECEIVED) if each)
    return replace(block, month=replace(month, receipts=(), asked=asked)) if month.receipts else block


def _charges(layout: Layout, choices: Mapping[str, Choice]) -> list[tuple[str, Profile]]:
    """What is charged: columns of amounts whose title says for what."""
    known = {each.profile.place for name, each in choices.items() if name.endswith("_id")}
    found = []
    for each in layout.columns:
        category = meaning_of("category", each.title)
        is_money = each.share("money") > HALF and not each.date_kind and each.place not in known
        if category and is_money and not concepts_of(each.title) & NOT_CHARGED and not TOTAL.match(each.title):
            found.append((category, each))
    return found


def _total(layout: Layout, charges: Sequence[tuple[str, Profile]]) -> Profile | None:
    """The only column with what is charged in all."""
    taken = {each.place for _, each in charges}
    found = [
        each
        for each in layout.columns
        if each.place not in taken
        and each.share("money") > HALF
        and not concepts_of(each.title) & NOT_CHARGED
        and (TOTAL.match(each.title) or concepts_of(each.title) & {"debit", "bare"})
    ]
    return found[0] if len(found) == 1 else None


def _sum(row: Sequence[str], charges: Sequence[tuple[str, Profile]]) -> Decimal:
    return sum((amount_in(cell_of(row, each)) or Decimal(0) for _, each in charges), Decimal(0))


def _adds_up(rows: Rows, charges: Sequence[tuple[str, Profile]], total: Profile) -> bool:
    """Whether the total of each line is that of its charges, but for a cent."""
    return all(abs(_sum(row, charges) - (amount_in(cell_of(row, total)) or 0)) <= Decimal("0.01") for row in rows)


def _doubt(layout: Layout, found: MonthSheet, total: Profile | None) -> str:
    """What a person is asked where the charges do not add up to a total, or where another amount may be one of them."""
    if total is not None:
        return f'"{total.title}" is niet overal de som van de andere bedragen: ontbreekt er een vordering, maak er een blok bij'
    others = [each for each in layout.columns if each.share("money") > HALF and each not in found.profiles and not each.date_kind]
    left = [each.title for each in others if not concepts_of(each.title) & NO_CHARGE]
    named = " en ".join(f'"{title}"' for title in left)
    return f"{named} wordt niet gelezen: hoort het bij wat te betalen is, maak er dan een blok bij" if left else ""


def _came_in(profile: Profile) -> bool:
    said = concepts_of(profile.title)
    return bool(said & CAME_IN) and not said & {"balance", "arrears", "nr", "by"}


def _is_day(profile: Profile) -> bool:
    """Whether days stand below a title, or would where nothing does yet."""
    return bool(profile.date_kind) or (not profile.filled and bool(_OF_A_DAY.search(profile.title)))


def _receipts(layout: Layout, rows: Rows, charged: tuple[Profile, ...]) -> tuple[Receipt, ...] | None:
    """What came in, in the order of the titles; None where the titles about it are not understood."""
    about = [each for each in layout.columns if _came_in(each) or "reversal" in concepts_of(each.title)]
    back = [each for each in about if "reversal" in concepts_of(each.title)]
    about = [each for each in about if each not in back]
    days = [each for each in about if _is_day(each)] or _plain_day(layout, about, rows)
    marks = [each for each in about if each not in days and each.filled and _is_mark(each)]
    money = [each for each in about if each not in days and each not in marks and _is_money(each)]
    left = [each for each in about if each.filled and each not in (*days, *marks, *money)]
    if left or len(marks) > 1:
        return None
    found = _in_amounts(money, days, rows) if money else _in_whole(days, marks, rows, charged)
    return _with_reversals(found, back, rows) if found is not None else None


def _plain_day(layout: Layout, about: Sequence[Profile], rows: Rows) -> list[Profile]:
    """`Datum` beside what came in, on the lines where something did; `Datum 1` and `Datum 2` beside two of these."""
    money = [each for each in about if _is_money(each) and each.filled]
    found = [each for each in layout.columns if {*concepts_of(each.title)} - {*"123"} == {"date"} and each.date_kind]
    is_so = len(found) == len(money) and all(_go_together(*pair, rows) for pair in zip(found, money, strict=False))
    return found if is_so else []


def _is_mark(profile: Profile) -> bool:
    return all(text.lower() in (*MARKS, *NO_MARKS) for text in profile.texts)


def _is_money(profile: Profile) -> bool:
    return profile.share("money") > HALF if profile.filled else True


def _go_together(day: Profile, amount: Profile, rows: Rows) -> bool:
    """Whether each line with an amount has its day, and the reverse; nearly each, as a person types it."""
    held = [(bool(cell_of(row, day)), has_amount(row, amount)) for row in rows]
    both = sum(one and other for one, other in held)
    return both >= NEARLY_ALL * sum(one or other for one, other in held)


def _in_amounts(money: Sequence[Profile], days: Sequence[Profile], rows: Rows) -> tuple[Receipt, ...] | None:
    """Receipts of which the amount stands there, each with its own day; or one of which no title says the day."""
    if len(money) == 1 and not days:
        return (Receipt((money[0],)),)
    pairs = list(zip(money, days, strict=False))
    if len(money) != len(days) or not all(_go_together(day, amount, rows) for amount, day in pairs):
        return None
    return tuple(Receipt((amount,), day) for amount, day in pairs)


def _in_whole(
    days: Sequence[Profile], marks: Sequence[Profile], rows: Rows, charged: tuple[Profile, ...]
) -> tuple[Receipt, ...] | None:
    """A receipt of all that is charged, on the lines with a mark or a day."""
    if len(days) > 1:
        return None
    day, mark = next(iter(days), None), next(iter(marks), None)
    if mark is None:
        return (Receipt(charged, day, is_whole=True),) if day else ()
    words = tuple(text for text in mark.texts if text.lower() in MARKS)
    no_mark = tuple(text for text in mark.texts if text.lower() in NO_MARKS)
    if day and any((cell_of(row, mark) in words) != bool(cell_of(row, day)) for row in rows):
        return None
    return (Receipt(charged, day, mark=mark, words=words, no_mark=no_mark, is_whole=True),) if words else None


def _with_reversals(found: tuple[Receipt, ...], back: Sequence[Profile], rows: Rows) -> tuple[Receipt, ...] | None:
    """Each day on which something went back with the receipt before it; None where that is not so."""
    if not back:
        return found
    if len(back) > 1 or not _is_day(back[0]) or not found or any(each.day is None for each in found):
        return None if any(each.filled for each in back) else found
    before = [at for at, each in enumerate(found) if each.day is not None and each.day.place < back[0].place]
    at = before[-1] if before else 0
    one = found[at]
    day = one.day
    if day is None or not all(cell_of(row, day) for row in rows if cell_of(row, back[0])):
        return None
    return (*found[:at], replace(one, went_back=back[0]), *found[at + 1 :])
