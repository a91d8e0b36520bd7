"""The blocks of a proposed mapping that a sheet with one column per month needs.

Belongs here: charges, receipts and what is open, by month. Does not belong here: which titles are months (proposal_months.py), or
reading them (mapping_lines.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from sources.proposal import Block, is_named
from sources.proposal_evidence import meaning_of
from sources.proposal_names import quoted
from sources.proposal_part import Part
from sources.proposal_profile import ENOUGH, TOTAL, Profile
from sources.proposal_titles import concepts_of, words


def of_months(block: Block) -> list[Part]:
    """What is charged in each month, and what stands in the month's cell as a receipt; or what is still open of each."""
    found = block.months
    if found.charged or found.received:
        parts = [_cells_part(block, found.charged, "charge")] if found.charged else _charges(block, found.received)
        received = found.received or found.plain
        return [*parts, *([_cells_part(block, received, "payment")] if received else [])]
    if found.open or _is_of_arrears(block):
        return [_arrears_part(block, found.open or found.plain)]
    return [*_charges(block, found.plain), _cells_part(block, found.plain, "payment")]


def _charges(block: Block, months: Mapping[str, Profile]) -> list[Part]:
    """The rent of every month, and what is charged beside it, from columns that hold one amount for all months."""
    found = [("rent", profile) for profile in _charged(block, "rent")[:1]]
    found += [("service_charges", profile) for profile in _charged(block, "service_charges")[:1]]
    return [_amount_part(block, months, category, profile) for category, profile in found]


def _charged(block: Block, category: str) -> list[Profile]:
    """Columns of amounts whose title says what they are for."""
    amounts = [each for each in block.layout.columns if each.share("money") >= ENOUGH and each not in block.months.profiles]
    return [each for each in amounts if meaning_of("category", each.title) == category and not TOTAL.match(each.title)]


def _titles(months: Mapping[str, Profile]) -> str:
    titles = ", ".join(f"{quoted(profile.title)} = {quoted(month)}" for month, profile in sorted(months.items()))
    return f"titles = {{{titles}}}"


def _amount_part(block: Block, months: Mapping[str, Profile], category: str, amount: Profile) -> Part:
    part = Part(block, "kijk na: elke maand een vordering")
    part.take(block.choices["lease_id"])
    part.columns += ['booked_on = "(maand)"', 'due_on = "(maand)"', f"amount = {quoted(amount.title)}  # kijk na"]
    part.constants += ['entry_type = "charge"', f"category = {quoted(category)}"]
    part.made.append('entry_id = ["lease_id", "entry_type", "category", "booked_on"]')
    first, last = (_lease_day(block, column) for column in ("started_on", "ended_on"))
    part.months = [_titles(months), f"between = [{first}, {last}]  # eerste en laatste dag van het contract"]
    days = [block.choices[name].profile for name in ("started_on", "ended_on") if name in block.choices]
    part.set_dates([*(profile for profile in block.layout.columns if profile.date_kind), *days])
    return part


def _cells_part(block: Block, months: Mapping[str, Profile], kind: str) -> Part:
    """What stands in the cell of each month: charged or received."""
    part = Part(block, "wat er in die maand is ontvangen" if kind == "payment" else "kijk na: wat er in die maand te betalen was")
    part.take(block.choices["lease_id"])
    part.columns += ['booked_on = "(maand)"', 'amount = "(cel)"']
    part.settings.append('skip_empty = ["amount"]')
    part.made.append('entry_id = ["lease_id", "entry_type", "booked_on"]')
    part.months = [_titles(months)]
    if kind == "charge":
        part.columns.append('due_on = "(maand)"')
        part.constants += ['entry_type = "charge"', 'category = "rent"  # kijk na: alleen huur en servicekosten?']
    else:
        part.constants.append('entry_type = "payment"')
        if any(_has_negative(block, profile) for profile in months.values()):
            part.settings.append("storno = true  # kijk na: een ontvangst met een min is een storno")
    part.set_dates([profile for profile in block.layout.columns if profile.date_kind])
    return part


def _is_of_arrears(block: Block) -> bool:
    """Whether the months hold what is still open of them, and not what was received."""
    named = f"{block.sheet.file} {block.sheet.sheet or ''}".lower()
    said = {concept for each in block.layout.columns for concept in concepts_of(each.title)}
    return any(word in named for word in words()["names"]["stated_balances"]) or bool(said & {"arrears", "balance"})


def _arrears_part(block: Block, months: Mapping[str, Profile]) -> Part:
    part = Part(block, "kijk na: wat van elke maand nog openstaat; docs/nl/recepten.md zegt wat daarmee kan en niet")
    part.take(block.choices["lease_id"])
    part.columns += ['booked_on = "(maand)"', 'due_on = "(maand)"', 'amount = "(cel)"']
    part.settings += ['skip_empty = ["amount"]', 'by_sign = {positive = "charge", negative = "payment"}']
    part.made.append('entry_id = ["lease_id", "entry_type", "booked_on"]')
    part.constants.append('category = "rent"  # kijk na: alleen huur en servicekosten?')
    part.months = [_titles(months)]
    return part


def _has_negative(block: Block, profile: Profile) -> bool:
    return any(text.startswith("-") for text in profile.texts)


def _lease_day(block: Block, column: str) -> str:
    """The title of a lease's first or last day in this sheet, or that it is looked up."""
    looked_up = next((choice.profile.title for name, choice in block.choices.items() if name == column), None)
    profile = next((each for each in block.layout.columns if is_named(each.title, "leases", column)), None)
    return quoted(looked_up or (profile.title if profile else ""))
