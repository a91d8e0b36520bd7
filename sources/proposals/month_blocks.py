"""The blocks of a proposed mapping that a sheet with one column per month needs.

Belongs here: charges, receipts and what is open, by month. Does not belong here: what stands beside the amount of a month
(month_groups.py), which titles are months (words/months.py), or reading them (reading/lines.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from sources.proposals.month_groups import (
    CELL,
    MONTH,
    OF_ITS_MONTH,
    ask_of_words,
    number_of_charge,
    number_of_receipt,
    set_day,
    settles_its_month,
    take_cells,
    titles_of,
)
from sources.proposals.part import ONLY_RENT, Part
from sources.recognition.sides import STORNO
from sources.words.blocks import Block
from sources.words.evidence import meaning_of
from sources.words.notes import Line, look, remark
from sources.words.profile import ENOUGH, TOTAL, Profile
from sources.words.titles import concepts_of, words
from sources.words.ways import is_named

ON_ITS_DAY = "wat er voor die maand is ontvangen, met de dag ernaast"
BOOKED, DUE_ON, AMOUNT = Line("booked_on", MONTH), Line("due_on", MONTH), Line("amount", CELL)


def of_months(block: Block) -> list[Part]:
    """What is charged in each month, and what stands in the month's cell as a receipt; or what is still open of each."""
    found = block.months
    if found.charged or found.received:
        charges = [_due_part(block, found.charged)] if found.charged else _charges(block, found.received)
        received = found.received or found.plain
        settled = [_settled_part(block)] if settles_its_month(block) else []
        return [*charges, *([_received_part(block, received)] if received else []), *settled]
    if found.open or _is_of_arrears(block):
        return [_arrears_part(block, found.open or found.plain)]
    return [*_charges(block, found.plain), _received_part(block, found.plain)]


def _charges(block: Block, months: Mapping[str, Profile]) -> list[Part]:
    """The rent of every month, and what is charged beside it, from columns that hold one amount for all months."""
    found = [("rent", profile) for profile in _charged(block, "rent")[:1]]
    found += [("service_charges", profile) for profile in _charged(block, "service_charges")[:1]]
    return [_amount_part(block, months, category, profile) for category, profile in found]


def _charged(block: Block, category: str) -> list[Profile]:
    """Columns of amounts whose title says what they are for."""
    amounts = [each for each in block.layout.columns if each.share("money") >= ENOUGH and each not in block.months.profiles]
    return [each for each in amounts if meaning_of("category", each.title) == category and not TOTAL.match(each.title)]


def _amount_part(block: Block, months: Mapping[str, Profile], category: str, amount: Profile) -> Part:
    part = Part(block, look("elke maand een vordering"))
    part.take(block.choices["lease_id"])
    part.columns += [BOOKED, DUE_ON, Line("amount", amount.title, look())]
    part.constants += [Line("entry_type", "charge"), Line("category", category)]
    part.made["entry_id"] = ["lease_id", "entry_type", "category", "booked_on"]
    first, last = (_lease_day(block, column) for column in ("started_on", "ended_on"))
    part.months = [
        Line("titles", titles_of(months)),
        Line("between", [first, last], remark("eerste en laatste dag van het contract")),
    ]
    days = [block.choices[name].profile for name in ("started_on", "ended_on") if name in block.choices]
    part.set_dates([*(profile for profile in block.layout.columns if profile.date_kind), *days])
    return part


def _due_part(block: Block, months: Mapping[str, Profile]) -> Part:
    """What stands in the cell of each month, charged on its first day."""
    part = Part(block, look("wat er in die maand te betalen was"))
    part.take(block.choices["lease_id"])
    part.columns += [BOOKED, AMOUNT, DUE_ON]
    part.set("skip_empty", ["amount"])
    part.made["entry_id"] = number_of_charge(block) if block.months.days else ["lease_id", "entry_type", "booked_on"]
    part.months = [Line("titles", titles_of(months))]
    part.constants += [Line("entry_type", "charge"), Line("category", "rent", look(ONLY_RENT))]
    ask_of_words(part, months)
    return part


def _received_part(block: Block, months: Mapping[str, Profile]) -> Part:
    """What stands in the cell of each month, received on the day beside it; else on its first day."""
    days = block.months.days
    part = Part(block, look(ON_ITS_DAY) if days else remark("wat er in die maand is ontvangen"))
    part.take(block.choices["lease_id"])
    set_day(part)
    part.columns.append(AMOUNT)
    part.set("skip_empty", ["amount"])
    part.made["entry_id"] = number_of_receipt(block) if days else ["lease_id", "entry_type", "booked_on"]
    take_cells(part, months, next(iter(_charged(block, "rent")), None))
    part.constants.append(Line("entry_type", "payment"))
    if any(_has_negative(profile) for profile in months.values()):
        part.set("storno", True, look(STORNO))
    return part


def _settled_part(block: Block) -> Part:
    """Which charge each receipt settles: that of its own month."""
    part = Part(block, look(OF_ITS_MONTH), table="allocations")
    set_day(part)
    part.columns.append(AMOUNT)
    part.set("skip_empty", ["amount"])
    part.made |= {"charge_entry_id": number_of_charge(block), "credit_entry_id": number_of_receipt(block)}
    take_cells(part, block.months.received, None, is_asked=False)
    return part


def _is_of_arrears(block: Block) -> bool:
    """Whether the months hold what is still open of them, and not what was received."""
    named = f"{block.sheet.file} {block.sheet.sheet or ''}".lower()
    said = {concept for each in block.layout.columns for concept in concepts_of(each.title)}
    return any(word in named for word in words()["names"]["stated_balances"]) or bool(said & {"arrears", "balance"})


def _arrears_part(block: Block, months: Mapping[str, Profile]) -> Part:
    part = Part(block, look("wat van elke maand nog openstaat; docs/nl/recepten.md zegt wat daarmee kan en niet"))
    part.take(block.choices["lease_id"])
    part.columns += [BOOKED, DUE_ON, AMOUNT]
    part.set("skip_empty", ["amount"])
    part.set("by_sign", {"positive": "charge", "negative": "payment"})
    part.made["entry_id"] = ["lease_id", "entry_type", "booked_on"]
    part.constants.append(Line("category", "rent", look(ONLY_RENT)))
    part.months = [Line("titles", titles_of(months))]
    return part


def _has_negative(profile: Profile) -> bool:
    return any(text.startswith("-") for text in profile.texts)


def _lease_day(block: Block, column: str) -> str:
    """The title of a lease's first or last day in this sheet, or that it is looked up."""
    looked_up = next((choice.profile.title for name, choice in block.choices.items() if name == column), None)
    profile = next((each for each in block.layout.columns if is_named(each.title, "leases", column)), None)
    return looked_up or (profile.title if profile else "")
