"""Who lives where: leases and tenants over the units, with the successions of an ordinary portfolio.

Belongs here: leases, their tenants and their rents. Does not belong here: what is paid (behaviour.py) and what has
gone wrong (situations.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from demo.calendar_days import add_months, days, first_of_month, last_of_month
from demo.landlords import LANDLORDS, Landlord
from demo.people import make_organisation, make_tenant
from demo.places import MUNICIPALITIES, Unit, make_units

Row = dict[str, Any]
CENT = Decimal("0.01")
HISTORY_MONTHS = 18
SHARE_SUCCEEDED = 0.02
RENTS = {"dwelling": (620, 1650), "parking": (55, 145), "commercial": (900, 3800), "other": (35, 90)}


@dataclass(frozen=True)
class Tenancy:
    """One lease with its tenant, unit and monthly charges (euros); `lease` and `tenant` are landing rows."""

    lease: Row
    tenant: Row
    unit: Unit
    landlord: Landlord
    rent: Decimal
    service_charges: Decimal

    @property
    def lease_id(self) -> str:
        return str(self.lease["lease_id"])

    @property
    def municipality(self) -> str:
        return self.unit.municipality

    @property
    def started_on(self) -> date:
        day: date = self.lease["started_on"]
        return day

    @property
    def ended_on(self) -> date | None:
        day: date | None = self.lease["ended_on"]
        return day


def make_tenancies(leases: int, as_of: date, rng: Random) -> list[Tenancy]:
    """Exactly `leases` leases; some have ended and are followed by another at the same address, some start later."""
    succeeded = max(4, round(leases * SHARE_SUCCEEDED))
    units = make_units(leases - succeeded, rng)
    numbers = iter(range(1, 10 * leases))
    found: list[Tenancy] = []
    for unit in units:
        found.append(_let(unit, next(numbers), _ordinary_start(as_of, rng), found, rng))
    for index in rng.sample(range(len(units)), succeeded):
        earlier = found[index]
        end = last_of_month(add_months(first_of_month(as_of), -rng.randint(1, HISTORY_MONTHS - 4)))
        earlier.lease["started_on"] = min(earlier.started_on, add_months(first_of_month(end), -24))
        earlier.lease["ended_on"] = end
        found.append(_let(earlier.unit, next(numbers), end + days(1), [], rng))
    _end_some_without_successor(found, succeeded, as_of, rng)
    _start_some_later(found, as_of, rng)
    return found


def _ordinary_start(as_of: date, rng: Random) -> date:
    """Most leases are years old; one in ten began within the eighteen months that the ledger covers."""
    if rng.random() < 0.10:
        start = as_of - days(rng.randint(60, 520))
        return first_of_month(start) if rng.random() < 0.7 else start
    return add_months(first_of_month(as_of), -rng.randint(26, 260))


def _let(unit: Unit, number: int, start: date, sharing: list[Tenancy], rng: Random) -> Tenancy:
    low, high = RENTS[unit.unit_type]
    rent = Decimal(rng.randint(low * 100, high * 100)) * CENT
    separate = unit.complex.separate_service_charges and unit.unit_type == "dwelling"
    tenant = _tenant_for(unit, f"HRD{number:05d}", sharing, rng)
    lease = dict(
        lease_id=f"H{number:05d}", tenant_id=tenant["tenant_id"], landlord_id=unit.complex.landlord_id,
        complex_id=unit.complex.complex_id, unit_type=unit.unit_type, street=unit.street,
        house_number=unit.house_number, house_number_suffix=unit.house_number_suffix, postcode=unit.postcode,
        city=unit.city, monthly_rent=rent, started_on=start, ended_on=None,
    )  # fmt: skip
    return Tenancy(
        lease=lease,
        tenant=tenant,
        unit=unit,
        landlord=LANDLORDS[unit.complex.landlord_id],
        rent=rent,
        service_charges=Decimal(rng.randint(1500, 9500)) * CENT if separate else Decimal(0),
    )


def _tenant_for(unit: Unit, tenant_id: str, sharing: list[Tenancy], rng: Random) -> Row:
    """A tenant of a parking place is often a tenant of a dwelling too; shops are rented by organisations."""
    area = MUNICIPALITIES[unit.municipality].area
    if unit.unit_type in ("parking", "other") and rng.random() < 0.5:
        neighbours = [one for one in sharing if one.unit.city == unit.city and one.unit.unit_type == "dwelling"]
        if neighbours:
            return rng.choice(neighbours).tenant
    organisation = unit.unit_type == "commercial" or (unit.unit_type == "dwelling" and rng.random() < 0.012)
    return make_organisation(tenant_id, area, rng) if organisation else make_tenant(tenant_id, area, rng)


def _end_some_without_successor(found: list[Tenancy], number: int, as_of: date, rng: Random) -> None:
    """Dwellings that stand empty or were sold: ended in the last half year."""
    running = [one for one in found if one.ended_on is None and one.started_on < as_of - timedelta(days=800)]
    for tenancy in rng.sample(running, number):
        tenancy.lease["ended_on"] = last_of_month(add_months(first_of_month(as_of), -rng.randint(1, 5)))


def _start_some_later(found: list[Tenancy], as_of: date, rng: Random) -> None:
    """New leases, signed but not begun: the first month's rent may already have been booked."""
    recent = [one for one in found if one.ended_on is None and (as_of - one.started_on).days < 540]
    for tenancy in rng.sample(recent, max(2, len(found) // 180)):
        tenancy.lease["started_on"] = add_months(first_of_month(as_of), 1)
