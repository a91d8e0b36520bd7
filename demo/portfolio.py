"""The made-up portfolio as a whole: from the parts to the landing tables.

Belongs here: the order in which the parts are made, and the tables as docs/landing-tables.md names them. Does not belong here:
files (landing_files.py) and the parts themselves.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from demo.behaviour import Course, keep_account, ordinary_habit
from demo.books import Books
from demo.calendar_days import add_months, days, first_of_month, oldest_unpaid_month
from demo.effects import EFFECTS, Case, Facts
from demo.ladder import FULL, climb
from demo.landlords import landlord_rows, mandate_rows, optional_field_rows
from demo.places import agreement_rows, municipality_rows, postcode_rows
from demo.situations import Situation, assign
from demo.tenancies import Tenancy, make_tenancies

Row = dict[str, Any]
DEMO_AS_OF = date(2026, 10, 20)
HORIZON_MONTHS = 24
COSTS_AT_LEAST, COSTS_SHARE = Decimal("40.00"), Decimal("0.15")


def make_portfolio(seed: int = 2026, leases: int = 2000, as_of: date = DEMO_AS_OF) -> dict[str, list[Row]]:
    """All landing tables of a made-up portfolio, table name to rows.

    The same arguments give the same rows: no clock, no network. Cells are str, date, Decimal (euros), bool or None.

    Args:
        seed: another seed gives other people, addresses and habits; the situations stay.
        leases: how many leases, 500 at least.
        as_of: the date on which the situations hold (the 20th of a month is the practice, any date works).

    Raises:
        ValueError: too few leases to hold every situation.
    """
    tenancies = make_tenancies(leases, as_of, _chance(seed, "tenancies"))
    situations = assign(tenancies, as_of, _chance(seed, "situations"))
    books, facts = Books(), Facts()
    for tenancy in tenancies:
        _keep(tenancy, situations.get(tenancy.lease_id), books, facts, as_of, _chance(seed, tenancy.lease_id))
    _quiet_facts(tenancies, situations, facts, as_of, _chance(seed, "facts"))
    return {
        "landlords": landlord_rows(),
        "leases": [tenancy.lease for tenancy in tenancies],
        "tenants": _tenants(tenancies),
        "ledger_entries": books.entries,
        "allocations": books.allocations,
        "mandates": mandate_rows(as_of),
        "optional_field_agreements": optional_field_rows(as_of),
        "municipalities": municipality_rows(),
        "municipality_agreements": agreement_rows(as_of),
        "postcodes": postcode_rows([tenancy.unit for tenancy in tenancies]),
        "collection_actions": books.actions,
        "objections": facts.objections,
        "payment_arrangements": facts.arrangements,
        "eviction_notices": facts.notices,
        "collection_cases": facts.cases,
        # The export is made in the morning: the bank's last statements are yesterday's.
        "export_info": [dict(bank_cut_off_on=as_of - days(1))],
    }


def _chance(seed: int, topic: str) -> Random:
    """A generator of its own for each topic and lease, so that a change in one leaves the others as they were."""
    return Random(f"{seed}/{topic}")


def _tenants(tenancies: list[Tenancy]) -> list[Row]:
    """Each tenant once; one that a lease no longer names (the export lags behind) is left out."""
    named = {tenancy.lease["tenant_id"] for tenancy in tenancies}
    rows = {tenancy.tenant["tenant_id"]: tenancy.tenant for tenancy in tenancies}
    return [row for tenant_id, row in sorted(rows.items()) if tenant_id in named]


def _keep(tenancy: Tenancy, situation: Situation | None, books: Books, facts: Facts, as_of: date, rng: Random) -> None:
    """Keep one lease's account and take its collection steps."""
    if situation is None:
        keep_account(books, tenancy, Course(ordinary_habit(rng)), as_of, rng)
        return
    unpaid = _unpaid_months(tenancy, situation, as_of)
    course = Course(ordinary_habit(rng), unpaid, eventful=False)
    keep_account(books, tenancy, course, as_of, rng)
    case = Case(tenancy, course, books, facts, as_of, rng)
    if situation.open_months:
        climb(books, tenancy.lease_id, case.oldest_due_on, as_of, rng, situation.steps)
        _book_costs(case, situation)
    for name in situation.effects:
        EFFECTS[name](case)


def _unpaid_months(tenancy: Tenancy, situation: Situation, as_of: date) -> frozenset[date]:
    """The months left unpaid, the coming one included: who is in arrears does not pay the next month early."""
    if situation.open_months == 0:
        return frozenset()
    this_month = first_of_month(as_of)
    last = add_months(this_month, 1)
    if situation.open_months == 1:
        first = this_month if this_month < as_of else add_months(this_month, -1)
    else:
        first = add_months(oldest_unpaid_month(as_of), 2 - situation.open_months)
    if tenancy.ended_on is not None:
        last = first_of_month(tenancy.ended_on)
        first = min(first, add_months(last, -1))
    if situation.rest_paid:
        return frozenset((first,))
    months = (add_months(first, number) for number in range(HORIZON_MONTHS))
    return frozenset(month for month in months if month <= last)


def _book_costs(case: Case, situation: Situation) -> None:
    """Fifteen days after a summons some landlords charge collection costs; they are never part of a signal."""
    if case.tenancy.landlord.charges_costs and situation.steps == FULL and situation.open_months > 1:
        booked_on = min(case.oldest_due_on + days(45), case.as_of)
        amount = max(COSTS_AT_LEAST, (case.open_charges[0]["amount"] * COSTS_SHARE).quantize(COSTS_AT_LEAST))
        case.books.charge(case.lease_id, "collection_costs", booked_on + days(14), amount, booked_on)


def _quiet_facts(tenancies: list[Tenancy], situations: dict[str, Situation], facts: Facts, as_of: date, rng: Random) -> None:
    """Facts of leases without arrears: arrangements that were kept to their end, old cases, objections, deaths."""
    quiet = [one for one in tenancies if one.lease_id not in situations and one.ended_on is None]
    share = max(1, len(tenancies) // 250)
    chosen = iter(rng.sample(quiet, 6 * share))
    for _ in range(2 * share):
        agreed_on = as_of - days(rng.randint(120, 400))
        facts.arrange(next(chosen).lease_id, agreed_on, ended_on=agreed_on + days(90))
    for _ in range(share):
        tenancy, received_on = next(chosen), as_of - days(rng.randint(30, 300))
        withdrawn_on = received_on + days(14) if rng.random() < 0.3 else None
        facts.object_to(tenancy.lease["tenant_id"], received_on, withdrawn_on, "landlord")
    for _ in range(share):
        handed_over_on = as_of - days(rng.randint(150, 400))
        facts.hand_over(next(chosen).lease_id, handed_over_on, handed_over_on + days(75))
    for _ in range(share):
        next(chosen).tenant["deceased_on"] = as_of - days(rng.randint(5, 200))
    past = next(chosen)
    facts.announce(past.lease_id, as_of - days(90), as_of - days(62), as_of - days(70))
