"""Days and months as a rent ledger counts them.

Belongs here: arithmetic on dates that several modules of the made-up portfolio need. Does not belong here: public
holidays or terms of the law (the product has those), and any clock: every date follows from the as-of date.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

SATURDAY = 5
# The summons goes out about the 5th of the second month; by post it needs two days, and then the tenant has seven
# days to object. 48 days after the due date all of that is over, also when a weekend shifts the letter.
DAYS_FOR_A_FULL_LADDER = 48


def days(count: int) -> timedelta:
    return timedelta(days=count)


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(first: date, count: int) -> date:
    """The first of the month `count` months after the month of `first`; negative counts go back."""
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def office_day(day: date) -> date:
    """The day itself, or the Monday after it: letters and bank files do not go out in a weekend."""
    while day.weekday() >= SATURDAY:
        day += days(1)
    return day


def oldest_unpaid_month(as_of: date) -> date:
    """The latest first of a month whose whole collection ladder is over by `as_of` (2026-09-01 for 2026-10-20)."""
    month = first_of_month(as_of)
    while (as_of - month).days < DAYS_FOR_A_FULL_LADDER:
        month = add_months(month, -1)
    return month
