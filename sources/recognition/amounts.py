"""What a sheet of entries holds as amounts: one of every line, debit beside credit, a column per month or component, or a bill
with what was paid on it.

Belongs here: choosing among these. Does not belong here: seeing each of them (sides.py, values.py,
words/months.py), or the blocks that they become (proposals/ledger.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sources.recognition.month_sheets import of_a_month
from sources.recognition.open_parts import with_open_part
from sources.recognition.sides import components, is_of_bank, only_amount, paid_on_line
from sources.recognition.taken_back import taken_back
from sources.recognition.values import other_half
from sources.recognition.which_side import which_sides
from sources.words.blocks import LIKELY, Choice, MonthSheet, Sheet
from sources.words.choices import first_titles
from sources.words.months import MonthColumns, months_of
from sources.words.needs import points_to
from sources.words.notes import BY_CELLS, Evidence
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import concepts_of

LEDGER = "ledger_entries"
OF_THE_LINE = "elke regel heeft hier zijn eigen nummer"
NOT_OF_A_BANK = ("entry_type", "category", "due_on")


@dataclass(frozen=True)
class Held:
    """The choices of a sheet, and its amounts.

    Attributes:
        given: what the amounts give of what the table needs. asked: what a person is asked of the sides. The others: as of a
            Block.
    """

    choices: dict[str, Choice]
    amounts: Mapping[str, Profile] = field(default_factory=dict)
    months: MonthColumns = field(default_factory=MonthColumns)
    paid: tuple[Profile, ...] = ()
    components: Mapping[str, Profile] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    asked: str = ""
    month: MonthSheet | None = None


def amounts_of(sheet: Sheet, layout: Layout, choices: dict[str, Choice]) -> Held:
    """The amounts of a sheet that may hold entries."""
    if (month := of_a_month(sheet, layout, choices)) is not None:
        own = {name: each for name, each in choices.items() if name in ("lease_id", "due_on")}
        own = {name: each for name, each in own.items() if each.profile not in month.profiles}
        return Held(own, given=frozenset({"amount", "booked_on"}), month=month)
    also = first_titles(LEDGER, "also", layout)
    sides = {name: profile for name, profile in also.items() if name != "balance"}
    is_month = sheet.family != sheet.sheet  # its name says the month
    if is_of_bank(layout):
        choices = {name: each for name, each in choices.items() if name not in NOT_OF_A_BANK}
    bill = choices["amount"].profile if "amount" in choices else sides.get("debit")
    if bill is not None and (paid := paid_on_line(layout, bill, choices)):
        return _with_receipt(choices, bill, paid)
    is_said = "amount" in choices and BY_CELLS not in choices["amount"].why.doubts  # else it may be a half of them
    by_lines = None if is_said else which_sides(sheet, layout, sides)
    if by_lines is not None:
        choices = {name: each for name, each in choices.items() if name != "amount"}
        sides = {name: each for name, each in sides.items() if each not in (by_lines.debit, by_lines.credit)}
        sides |= {"debit": by_lines.debit, "credit": by_lines.credit}
    choices, sides = _with_amount(sheet, layout, choices, sides)
    if "amount" in choices:
        choices = with_open_part(sheet, layout, choices, is_open_list=points_to("open_items", sheet))
        sides["amount"] = choices["amount"].profile
    months = months_of(layout, sheet.sheet or "")
    choices = _with_number_of_line(layout, choices) if months else choices
    given = {"booked_on"} if months or is_month else set()
    if months or "amount" in sides or {"debit", "credit"} <= sides.keys():
        given.add("amount")
    if not (months or sides.keys() & {"debit", "credit"}):
        parts = components(layout, choices, is_pointed=points_to(LEDGER, sheet))
        if parts:
            own = {name: each for name, each in choices.items() if name != "amount"}
            return Held(own, components=parts, given=frozenset({"amount", "booked_on"}))
    sides |= taken_back(sheet, layout, sides, choices)
    return Held(choices, sides, months, given=frozenset(given), asked=by_lines.asked if by_lines else "")


def _with_number_of_line(layout: Layout, choices: dict[str, Choice]) -> dict[str, Choice]:
    """In a sheet with columns of months, which has a line for each contract, the number of the line and not the name of who
    rents: two may be called the same.
    """
    lease = choices.get("lease_id")
    is_number = lease is not None and lease.profile.share("numbered") >= ENOUGH
    own = [each for each in layout.columns if concepts_of(each.title) == {"nr"} and each.share("code") >= ENOUGH]
    own = [each for each in own if each.distinct == each.filled >= layout.rows > 1]
    if is_number or len(own) != 1:
        return choices
    return choices | {"lease_id": Choice("lease_id", own[0], LIKELY, Evidence((OF_THE_LINE,)))}


def _with_receipt(choices: Mapping[str, Choice], bill: Profile, paid: tuple[Profile, ...]) -> Held:
    of_bill = {name: each for name, each in choices.items() if name != "entry_type" and each.profile not in paid}
    of_bill.setdefault("amount", Choice("amount", bill, LIKELY, Evidence()))
    return Held(of_bill, {"amount": of_bill["amount"].profile}, paid=paid, given=frozenset({"amount", "booked_on"}))


def _with_amount(
    sheet: Sheet, layout: Layout, choices: dict[str, Choice], sides: dict[str, Profile]
) -> tuple[dict[str, Choice], dict[str, Profile]]:
    """The choices and sides of a sheet, with the half that no title gives, or the only half as the amount."""
    if "amount" in choices:
        return choices, sides
    sides |= other_half(layout, [sheet], sides)
    one = only_amount(layout, sides)
    return (choices | {"amount": one}, {}) if one else (choices, sides)
