"""How tenants pay, month by month, and what is booked of it.

Belongs here: rent and service charges, direct debits and their reversals, transfers, late payers, small differences
written off, credit notes, costs. Does not belong here: the designed arrears on the as-of date (situations.py); a
lease without one has none, whatever its habit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from demo.books import Books
from demo.calendar_days import add_months, days, first_of_month, last_of_month, office_day
from demo.ladder import DAYS_TO_REMINDER, climb
from demo.tenancies import CENT, HISTORY_MONTHS, Tenancy

Row = dict[str, Any]
HABITS = (("direct_debit", 0.56), ("transfer", 0.34), ("late", 0.10))
RENT_RISE = Decimal("1.04")
RISE_MONTH = 7
# The next month is charged about the 20th. An export holds what the ledger has, so also what is booked a day later.
BOOKED_AHEAD = days(3)


@dataclass
class Course:
    """How one lease pays: its habit, the months left unpaid, and whether anything out of the ordinary happens."""

    habit: str
    unpaid: frozenset[date] = frozenset()
    eventful: bool = True
    charges: dict[date, list[Row]] = field(default_factory=dict)

    @property
    def first_unpaid(self) -> date | None:
        return min(self.unpaid, default=None)


def ordinary_habit(rng: Random) -> str:
    return rng.choices([name for name, _ in HABITS], [weight for _, weight in HABITS])[0]


def keep_account(books: Books, tenancy: Tenancy, course: Course, as_of: date, rng: Random) -> None:
    """Book eighteen months of one lease up to the as-of date; fills `course.charges` by month."""
    for month in _months(tenancy, as_of):
        charges = _charge(books, tenancy, month, as_of)
        course.charges[month] = charges
        if charges and month not in course.unpaid:
            _pay_month(books, tenancy, course, month, as_of, rng)
    if course.eventful:
        _something_else(books, tenancy, course, as_of, rng)


def _months(tenancy: Tenancy, as_of: date) -> Iterable[date]:
    this_month = first_of_month(as_of)
    for back in range(HISTORY_MONTHS - 1, -2, -1):
        month = add_months(this_month, -back)
        ended = tenancy.ended_on is not None and month > tenancy.ended_on
        if last_of_month(month) >= tenancy.started_on and not ended:
            yield month


def _charge(books: Books, tenancy: Tenancy, month: date, as_of: date) -> list[Row]:
    """Rent, and service charges where the complex has them apart: booked about the 20th before, due on the 1st."""
    booked_on = add_months(month, -1).replace(day=tenancy.landlord.charge_day)
    if booked_on > as_of + BOOKED_AHEAD:
        return []
    due_on = max(month, tenancy.started_on)
    share = Decimal((last_of_month(month) - due_on).days + 1) / Decimal(last_of_month(month).day)
    parts = (("rent", rent_in(tenancy, month, as_of)), ("service_charges", tenancy.service_charges))
    return [
        books.charge(tenancy.lease_id, category, due_on, (amount * share).quantize(CENT), booked_on)
        for category, amount in parts
        if amount
    ]


def rent_in(tenancy: Tenancy, month: date, as_of: date) -> Decimal:
    """The monthly rent: what it is now, less the yearly rises since then, each on the 1st of July."""
    last_rise = date(as_of.year - (as_of.month < RISE_MONTH), RISE_MONTH, 1)
    rises = sum(month < date(year, RISE_MONTH, 1) <= last_rise for year in range(month.year, last_rise.year + 1))
    return (tenancy.rent / RENT_RISE**rises).quantize(CENT)


def total(charges: list[Row]) -> Decimal:
    return sum((charge["amount"] for charge in charges), Decimal(0))


def _pay_month(books: Books, tenancy: Tenancy, course: Course, month: date, as_of: date, rng: Random) -> None:
    """Pay what a month charges, the way this tenant does; after the first unpaid month by transfer, on time."""
    charges = course.charges[month]
    due_on, bank_day = charges[0]["due_on"], as_of - days(1)
    troubled = course.first_unpaid is not None and month >= add_months(course.first_unpaid, -1)
    habit = "transfer" if troubled else course.habit
    paid_on = _paid_on(habit, due_on, rng)
    if habit == "direct_debit" and rng.random() < 0.012:
        returned_on = office_day(paid_on + days(rng.randint(2, 5)))
        if returned_on <= bank_day:
            failed = pay(books, tenancy, charges, paid_on, rng, strict=True)
            books.reverse(failed, returned_on)
            paid_on = office_day(returned_on + days(rng.randint(3, 14)))
    if due_on > bank_day and paid_on > bank_day:
        return
    paid_on = min(paid_on, bank_day)
    pay(books, tenancy, charges, paid_on, rng, strict=not course.eventful or troubled, as_of=as_of)
    if (paid_on - due_on).days > DAYS_TO_REMINDER:
        climb(books, tenancy.lease_id, due_on, paid_on - days(1), rng)


def _paid_on(habit: str, due_on: date, rng: Random) -> date:
    if habit == "direct_debit":
        return office_day(due_on)
    if habit == "late":
        return office_day(due_on + days(rng.randint(2, 25)))
    return due_on - days(rng.randint(0, 6))


def pay(
    books: Books,
    tenancy: Tenancy,
    charges: list[Row],
    paid_on: date,
    rng: Random,
    *,
    strict: bool = False,
    as_of: date | None = None,
) -> Row:
    """One payment for all charges of a month, allocated where the landlord's books do so.

    Unless `strict`, now and then the amount is a few cents short and the difference is written off later, and now and
    then a payment comes without a reference and stays unallocated.
    """  # fmt: skip
    short = Decimal(0)
    if not strict and as_of and rng.random() < 0.012 and (as_of - paid_on).days > 90:
        short = Decimal(rng.randint(1, 90)) * CENT
    payment = books.credit(tenancy.lease_id, paid_on, total(charges) - short)
    allocates = tenancy.landlord.allocates and (strict or rng.random() > 0.03)
    if allocates:
        for charge in charges[1:]:
            books.allocate(payment, charge)
        books.allocate(payment, charges[0], charges[0]["amount"] - short)
    if short:
        written_off = books.credit(tenancy.lease_id, paid_on + days(45), short, "write_off")
        if allocates:
            books.allocate(written_off, charges[0], short)
    return payment


def _something_else(books: Books, tenancy: Tenancy, course: Course, as_of: date, rng: Random) -> None:
    """What else an account shows in eighteen months: a settlement of service charges, a new key, costs of a letter."""
    months = [month for month, charges in course.charges.items() if charges and (as_of - month).days > 60]
    if not months:
        return
    day = rng.choice(months) + days(9)
    chance = rng.random()
    if tenancy.service_charges and chance < 0.25:
        books.credit(tenancy.lease_id, day, Decimal(rng.randint(500, 22000)) * CENT, "credit_note")
    elif tenancy.service_charges and chance < 0.45:
        _extra_charge(books, tenancy, "service_charges", day, Decimal(rng.randint(500, 14000)) * CENT, rng)
    elif chance < 0.52:
        _extra_charge(books, tenancy, "other", day, Decimal(rng.randint(1500, 6500)) * CENT, rng)
    if course.habit == "late":
        if not tenancy.lease_id.endswith("0"):  # of one in ten the letter was forgotten
            books.act(tenancy.lease_id, "demand_letter", "email", day - days(20))
        _extra_charge(books, tenancy, "collection_costs", day, Decimal("40.00"), rng, paid=rng.random() < 0.5)


def _extra_charge(
    books: Books, tenancy: Tenancy, category: str, day: date, amount: Decimal, rng: Random, *, paid: bool = True
) -> None:
    charge = books.charge(tenancy.lease_id, category, day + days(21), amount, booked_on=day)
    if paid:
        pay(books, tenancy, [charge], day + days(rng.randint(3, 20)), rng, strict=True)
