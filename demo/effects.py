"""What makes each situation so: bookings, letters and facts beyond unpaid months and the ordinary ladder.

Belongs here: one small function a special fact, under the name that situations.py uses. Does not belong here: which
leases get them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from demo.behaviour import Course, total
from demo.books import Books
from demo.calendar_days import days, office_day
from demo.ladder import summons_day
from demo.places import document_numbers
from demo.tenancies import CENT, Tenancy

Row = dict[str, Any]
AGENCIES = ("incasso-noord", "deurwaarder-zuid")
DAYS_BY_POST, DAYS_TO_OBJECT = 2, 7


@dataclass
class Facts:
    """Rows of the tables that hold few facts: objections, arrangements, notices, cases."""

    objections: list[Row] = field(default_factory=list)
    arrangements: list[Row] = field(default_factory=list)
    notices: list[Row] = field(default_factory=list)
    cases: list[Row] = field(default_factory=list)
    _numbers: Iterator[str] = field(default_factory=lambda: document_numbers("", 4))

    def object_to(self, tenant_id: object, received_on: date, withdrawn_on: date | None, received_by: str) -> None:
        self.objections.append(
            dict(objection_id=f"BZW{next(self._numbers)}", tenant_id=tenant_id, received_on=received_on,
                 withdrawn_on=withdrawn_on, received_by=received_by)
        )  # fmt: skip

    def arrange(self, lease_id: str, agreed_on: date, ended_on: date | None = None, broken_on: date | None = None) -> None:
        self.arrangements.append(
            dict(arrangement_id=f"BTR{next(self._numbers)}", lease_id=lease_id, agreed_on=agreed_on,
                 ended_on=ended_on, broken_on=broken_on)
        )  # fmt: skip

    def announce(self, lease_id: str, announced_on: date, eviction_on: date, cancelled_on: date | None = None) -> None:
        self.notices.append(
            dict(notice_id=f"ONT{next(self._numbers)}", lease_id=lease_id, announced_on=announced_on,
                 eviction_on=eviction_on, cancelled_on=cancelled_on)
        )  # fmt: skip

    def hand_over(self, lease_id: str, handed_over_on: date, ended_on: date | None = None) -> None:
        number = next(self._numbers)
        self.cases.append(
            dict(case_id=f"DOS{number}", lease_id=lease_id, agency_id=AGENCIES[int(number) % 2],
                 agency_reference=f"{handed_over_on.year}-D{number}", handed_over_on=handed_over_on, ended_on=ended_on)
        )  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One lease in a situation, and everything an effect may write to."""

    tenancy: Tenancy
    course: Course
    books: Books
    facts: Facts
    as_of: date
    rng: Random

    @property
    def lease_id(self) -> str:
        return self.tenancy.lease_id

    @property
    def open_charges(self) -> list[Row]:
        """What was left unpaid and is due, oldest first, rent before service charges."""
        return [
            charge
            for month in sorted(self.course.unpaid)
            for charge in self.course.charges.get(month, [])
            if charge["due_on"] < self.as_of
        ]

    @property
    def oldest_due_on(self) -> date:
        day: date = self.open_charges[0]["due_on"]
        return day


Effect = Callable[[Case], None]


def _settlement(age: int) -> Effect:
    """A yearly settlement of service charges, unpaid, due `age` days ago; the ladder goes by its own dates."""

    def effect(case: Case) -> None:
        due_on = case.as_of - days(age)
        amount = Decimal(case.rng.randint(9000, 41000)) * CENT
        case.books.charge(case.lease_id, "service_charges", due_on, amount, booked_on=due_on - days(21))
        case.books.act(case.lease_id, "reminder_letter", "email", due_on + days(5))
        case.books.act(case.lease_id, "phone_call", "phone", due_on + days(9))
        case.books.act(case.lease_id, "demand_letter", "email", due_on + days(13))
        case.books.act(case.lease_id, "summons_letter", "post", due_on + days(18))

    return effect


def _summons_received(ago: int) -> Effect:
    def effect(case: Case) -> None:
        sent_on = case.as_of - days(ago + DAYS_BY_POST)
        case.books.act(case.lease_id, "summons_letter", "post", sent_on)

    return effect


def _letters_on_the_due_date(case: Case) -> None:
    """Letters of earlier arrears, sent the very day the next charge fell due: they prove nothing for these."""
    for kind in ("reminder_letter", "demand_letter", "summons_letter"):
        case.books.act(case.lease_id, kind, "post", case.oldest_due_on)


def _all_but_a_little_paid(case: Case) -> None:
    charges = case.open_charges
    rest = Decimal("48.20")
    payment = case.books.credit(case.lease_id, charges[0]["due_on"] + days(2), total(charges) - rest)
    for charge in charges[1:]:
        case.books.allocate(payment, charge)
    case.books.allocate(payment, charges[0], charges[0]["amount"] - rest)


def _partial_payments(case: Case) -> None:
    """A part of the first open month, and sometimes another: allocated where the landlord's books do so."""
    oldest = case.open_charges[0]
    for later in range(case.rng.randint(1, 2)):
        part = (oldest["amount"] * case.rng.randint(15, 40) / 100).quantize(CENT)
        payment = case.books.credit(case.lease_id, oldest["due_on"] + days(9 + 11 * later), part)
        if case.tenancy.landlord.allocates:
            case.books.allocate(payment, oldest, part)


def _reversed_direct_debits(case: Case) -> None:
    """Collected on the first and taken back by the bank some days later; the allocation stays in the export."""
    by_month: dict[date, list[Row]] = {}
    for charge in case.open_charges:
        by_month.setdefault(charge["due_on"], []).append(charge)
    for due_on, charges in by_month.items():
        collected = case.books.credit(case.lease_id, office_day(due_on), total(charges))
        if case.tenancy.landlord.allocates:
            for charge in charges:
                case.books.allocate(collected, charge)
        case.books.reverse(collected, office_day(due_on + days(case.rng.randint(3, 6))))


def _interest(case: Case) -> None:
    booked_on = case.as_of - days(12)
    case.books.charge(case.lease_id, "collection_costs", booked_on + days(14), Decimal("72.60"), booked_on)
    case.books.charge(case.lease_id, "interest", booked_on + days(14), Decimal("11.38"), booked_on)


def _handed_over(case: Case) -> None:
    case.facts.hand_over(case.lease_id, office_day(summons_day(case.oldest_due_on) + days(15)))


def _objection(case: Case) -> None:
    received_by = "municipality" if case.rng.random() < 0.3 else "landlord"
    received_on = case.as_of - days(case.rng.randint(0, 9))
    case.facts.object_to(case.tenancy.lease["tenant_id"], received_on, None, received_by)


def _objection_withdrawn(case: Case) -> None:
    withdrawn_on = case.as_of - days(case.rng.randint(0, 3))
    case.facts.object_to(case.tenancy.lease["tenant_id"], withdrawn_on - days(5), withdrawn_on, "landlord")


def _arrangement_kept(case: Case) -> None:
    case.facts.arrange(case.lease_id, case.as_of - days(case.rng.randint(2, 12)))


def _arrangement_broken(case: Case) -> None:
    broken_on = case.as_of - days(case.rng.randint(0, 4))
    case.facts.arrange(case.lease_id, broken_on - days(20), broken_on=broken_on)


def _arrangement_ended(case: Case) -> None:
    ended_on = case.as_of - days(case.rng.randint(0, 6))
    case.facts.arrange(case.lease_id, ended_on - days(22), ended_on=ended_on)


def _eviction_announced(case: Case) -> None:
    announced_on = case.as_of - days(case.rng.randint(2, 8))
    case.facts.announce(case.lease_id, announced_on, case.as_of + days(case.rng.randint(0, 21)))


def _eviction_cancelled(case: Case) -> None:
    case.facts.announce(case.lease_id, case.as_of - days(25), case.as_of + days(6), case.as_of - days(4))


def _no_last_name(case: Case) -> None:
    case.tenancy.tenant["last_name"] = None


def _odd_house_number(case: Case) -> None:
    number = case.tenancy.lease["house_number"]
    case.tenancy.lease["house_number"] = case.rng.choice((f"{number}-{int(str(number)) + 2}", f"{number} bis"))


def _bad_postcode(case: Case) -> None:
    case.tenancy.lease["postcode"] = case.rng.choice((None, "0" + str(case.tenancy.lease["postcode"])[1:]))


def _tenant_unknown(case: Case) -> None:
    """The tenants export lags behind: the lease names a tenant that is not in it yet."""
    case.tenancy.lease["tenant_id"] = "HRD99999"


def _tenant_died(case: Case) -> None:
    case.tenancy.tenant["deceased_on"] = case.as_of - days(case.rng.randint(0, 30))


def _reversal_of_nothing(case: Case) -> None:
    """The bank took back a payment that was booked on another administration."""
    reversal = case.books.reverse(
        dict(lease_id=case.lease_id, entry_id="GB-EXTERN-1"), case.as_of - days(16), case.open_charges[0]["amount"]
    )
    reversal["category"] = None


def _reversed_twice(case: Case) -> None:
    """The same storno was read in twice."""
    payment = case.books.credit(case.lease_id, case.as_of - days(19), case.open_charges[0]["amount"])
    case.books.reverse(payment, case.as_of - days(15))
    case.books.reverse(payment, case.as_of - days(14))


def _allocated_beyond_charge(case: Case) -> None:
    charge = case.open_charges[0]
    payment = case.books.credit(case.lease_id, case.as_of - days(18), charge["amount"] + Decimal(100))
    case.books.allocate(payment, charge, charge["amount"] + Decimal(100))


def _allocated_beyond_payment(case: Case) -> None:
    charge = case.open_charges[0]
    payment = case.books.credit(case.lease_id, case.as_of - days(18), Decimal("150.00"))
    case.books.allocate(payment, charge, Decimal("250.00"))


def _allocated_to_another_lease(case: Case) -> None:
    """A payment was allocated to the neighbour's rent: the first charge in the books that is not this lease's."""
    elsewhere = next(row for row in case.books.entries if row["entry_type"] == "charge" and row["lease_id"] != case.lease_id)
    payment = case.books.credit(case.lease_id, case.as_of - days(18), Decimal("300.00"))
    case.books.allocate(payment, elsewhere, Decimal("300.00"))


EFFECTS: dict[str, Effect] = {
    "settlement_due_30_days_ago": _settlement(30),
    "settlement_due_29_days_ago": _settlement(29),
    "summons_received_7_days_ago": _summons_received(DAYS_TO_OBJECT),
    "summons_received_8_days_ago": _summons_received(DAYS_TO_OBJECT + 1),
    "summons_yesterday": _summons_received(-1),
    "letters_on_the_due_date": _letters_on_the_due_date,
    "all_but_a_little_paid": _all_but_a_little_paid,
    "partial_payments": _partial_payments,
    "reversed_direct_debits": _reversed_direct_debits,
    "interest": _interest,
    "handed_over": _handed_over,
    "objection": _objection,
    "objection_withdrawn": _objection_withdrawn,
    "arrangement_kept": _arrangement_kept,
    "arrangement_broken": _arrangement_broken,
    "arrangement_ended": _arrangement_ended,
    "eviction_announced": _eviction_announced,
    "eviction_cancelled": _eviction_cancelled,
    "no_last_name": _no_last_name,
    "odd_house_number": _odd_house_number,
    "bad_postcode": _bad_postcode,
    "tenant_unknown": _tenant_unknown,
    "tenant_died": _tenant_died,
    "reversal_of_nothing": _reversal_of_nothing,
    "reversed_twice": _reversed_twice,
    "allocated_beyond_charge": _allocated_beyond_charge,
    "allocated_beyond_payment": _allocated_beyond_payment,
    "allocated_to_another_lease": _allocated_to_another_lease,
}
