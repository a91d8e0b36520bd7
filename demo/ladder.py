"""The collection ladder of the work instruction, as it is climbed while arrears last.

Belongs here: which letter and which attempt to reach the tenant is made on which day after a due date. Does not
belong here: whether that is enough for a signal.
"""

from __future__ import annotations

from datetime import date
from random import Random

from demo.books import Books
from demo.calendar_days import add_months, days, first_of_month, office_day

REMINDER, CONTACT, DEMAND, SUMMONS = "reminder", "contact", "demand", "summons"
FULL = (REMINDER, CONTACT, DEMAND, SUMMONS)
LETTERS_ONLY = (REMINDER, DEMAND, SUMMONS)
DAYS_TO_REMINDER, DAYS_TO_DEMAND = 4, 14
CONTACTS = (("phone_call", "phone"), ("phone_call", "phone"), ("personal_message", "sms"), ("home_visit", "visit"))


def climb(books: Books, lease_id: str, due_on: date, until: date, rng: Random, steps: tuple[str, ...] = FULL) -> None:
    """Record the steps taken from `due_on` to `until` (included): 5th, about the 10th, 15th, 5th of the next month."""
    for step, action_type, channel, on in _planned(due_on, until, rng):
        if step in steps and on <= until:
            books.act(lease_id, action_type, channel, on)


def _planned(due_on: date, until: date, rng: Random) -> list[tuple[str, str, str, date]]:
    letter = rng.choice(("post", "post", "email", "portal"))
    kind, channel = rng.choice(CONTACTS)
    summons = summons_day(due_on)
    plan = [
        (REMINDER, "reminder_letter", letter, office_day(due_on + days(DAYS_TO_REMINDER))),
        (CONTACT, kind, channel, office_day(due_on + days(rng.randint(8, 11)))),
        (DEMAND, "demand_letter", rng.choice(("post", "email")), office_day(due_on + days(DAYS_TO_DEMAND))),
        (CONTACT, "phone_call", "phone", office_day(due_on + days(rng.randint(17, 24)))),
        (SUMMONS, "summons_letter", rng.choice(("post", "post", "email")), summons),
    ]
    again = add_months(first_of_month(summons), 1)
    while again < until:
        plan.append((CONTACT, "personal_message", "email", office_day(again + days(6))))
        plan.append((SUMMONS, "summons_letter", "post", office_day(again + days(9))))
        again = add_months(again, 2)
    return plan


def summons_day(due_on: date) -> date:
    """About the 5th of the month after the one in which the charge fell due."""
    return office_day(add_months(first_of_month(due_on), 1) + days(4))
