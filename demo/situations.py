"""What stands open on the as-of date, designed: the situations that a credit controller meets, and how often.

Belongs here: the catalogue of situations (as data) and the choice of the leases that are in them. Does not belong
here: the bookings that make them so (effects.py) and any judgement: the product judges.

The sizes are those of an ordinary portfolio: about 8 in 100 leases in arrears, most of them for a few days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.ladder import CONTACT, DEMAND, FULL, LETTERS_ONLY, REMINDER
from demo.places import (
    BORDER_RIS,
    BORDER_VPS,
    REFUSED,
    UNLISTED,
    WITH_MINIMUM_AMOUNT,
    WITHOUT_AGREEMENT,
)
from demo.tenancies import Tenancy

PORTFOLIO_SIZE = 2000
BEFORE_SUMMONS = (REMINDER, CONTACT, DEMAND)
SPECIAL = frozenset({REFUSED, UNLISTED, BORDER_RIS, BORDER_VPS})


@dataclass(frozen=True)
class Situation:
    """One way to be in arrears on the as-of date.

    Attributes:
        name: how tests and the documentation call it.
        count: leases in it, of 2,000; at least one whatever the size.
        pool: which leases it is drawn from, a name of `POOLS`.
        open_months: months unpaid: 1 is the newest month only (under 30 days); 2 begins with the latest month whose
            ladder is over; each one more begins a month earlier; 0 leaves what is open to the effect.
        rest_paid: only the first of these months is unpaid, the later ones are paid and allocated to themselves.
        steps: the steps of the collection ladder that were taken.
        effects: names of functions in effects.py, in order.
    """

    name: str
    count: int
    pool: str = "clean"
    open_months: int = 2
    rest_paid: bool = False
    steps: tuple[str, ...] = FULL
    effects: tuple[str, ...] = ()


SITUATIONS = (
    # Boundaries first, and what can only be drawn from a small pool.
    Situation("exactly_30_days", 2, "allocating", 0, effects=("settlement_due_30_days_ago",)),
    Situation("exactly_29_days", 2, "allocating", 0, effects=("settlement_due_29_days_ago",)),
    Situation("window_on_its_seventh_day", 2, steps=BEFORE_SUMMONS, effects=("summons_received_7_days_ago",)),
    Situation("window_just_over", 2, steps=BEFORE_SUMMONS, effects=("summons_received_8_days_ago",)),
    Situation("two_leases_at_one_address", 2, "neighbours"),
    Situation("below_minimum", 2, "minimum", rest_paid=True, effects=("all_but_a_little_paid",)),
    # What is reported.
    Situation("two_months", 20),
    Situation("one_month_rest_paid", 6, "allocating", rest_paid=True),
    Situation("three_months", 4, open_months=3, effects=("interest",)),
    Situation("half_a_year", 4, open_months=6, effects=("interest", "handed_over")),
    Situation("partly_paid", 6, effects=("partial_payments",)),
    Situation("direct_debit_reversed", 4, effects=("reversed_direct_debits",)),
    Situation("small_landlord_own_desk", 3, "small"),
    Situation("objection_withdrawn", 2, effects=("objection_withdrawn",)),
    Situation("arrangement_broken", 2, effects=("arrangement_broken",)),
    Situation("arrangement_ended", 2, effects=("arrangement_ended",)),
    Situation("eviction_announced", 3, open_months=5, effects=("eviction_announced", "handed_over")),
    Situation("eviction_cancelled", 1, open_months=4, effects=("eviction_cancelled",)),
    Situation("with_agency", 4, open_months=4, effects=("handed_over",)),
    Situation("border_at_vps", 1, "border_vps"),
    # What is not, and why.
    Situation("recent", 26, open_months=1),
    Situation("nothing_sent", 2, steps=()),
    Situation("nobody_called", 7, steps=LETTERS_ONLY),
    Situation("letter_on_the_due_date", 1, steps=(CONTACT,), effects=("letters_on_the_due_date",)),
    Situation("no_demand_letter", 3, steps=(REMINDER, CONTACT)),
    Situation("summons_forgotten", 5, steps=BEFORE_SUMMONS),
    Situation("window_open", 3, steps=BEFORE_SUMMONS, effects=("summons_yesterday",)),
    Situation("objection", 5, effects=("objection",)),
    Situation("arrangement_kept", 5, effects=("arrangement_kept",)),
    Situation("complex_refused", 3, "refused"),
    Situation("mandate_expired", 4, "expired"),
    Situation("never_mandated", 3, "unmandated"),
    Situation("no_last_name", 2, effects=("no_last_name",)),
    Situation("odd_house_number", 2, effects=("odd_house_number",)),
    Situation("bad_postcode", 2, effects=("bad_postcode",)),
    Situation("tenant_unknown", 1, effects=("tenant_unknown",)),
    Situation("street_not_yet_listed", 2, "unlisted"),
    Situation("border_at_ris", 2, "border_ris"),
    Situation("no_agreement", 5, "no_agreement"),
    Situation("parking_place", 3, "parking"),
    Situation("shop", 2, "shop"),
    Situation("moved_out", 4, "ended"),
    Situation("rented_by_organisation", 2, "organisation"),
    Situation("tenant_died", 2, effects=("tenant_died",)),
    Situation("reversal_of_nothing", 1, effects=("reversal_of_nothing",)),
    Situation("reversed_twice", 1, effects=("reversed_twice",)),
    Situation("allocated_beyond_charge", 1, "allocating", effects=("allocated_beyond_charge",)),
    Situation("allocated_beyond_payment", 1, "allocating", effects=("allocated_beyond_payment",)),
    Situation("allocated_to_another_lease", 1, "allocating", effects=("allocated_to_another_lease",)),
)  # fmt: skip


def _running_for_years(tenancy: Tenancy, as_of: date) -> bool:
    return tenancy.ended_on is None and tenancy.started_on < as_of - timedelta(days=700)


def _dwelling(tenancy: Tenancy, as_of: date) -> bool:
    return tenancy.unit.unit_type == "dwelling" and _running_for_years(tenancy, as_of)


def _ordinary(tenancy: Tenancy, as_of: date) -> bool:
    """A dwelling of a landlord with a mandate, let to a person, in no special complex."""
    mandated = tenancy.landlord.landlord_id in ("VB-01", "VB-02", "VB-03")
    person = tenancy.tenant["tenant_type"] == "person"
    return _dwelling(tenancy, as_of) and mandated and person and tenancy.unit.complex.complex_id not in SPECIAL


def _clean(tenancy: Tenancy, as_of: date) -> bool:
    """One that nothing but its own facts could keep from being reported."""
    return _ordinary(tenancy, as_of) and tenancy.municipality not in WITHOUT_AGREEMENT


def _in_complex(complex_id: str) -> Callable[[Tenancy, date], bool]:
    return lambda tenancy, as_of: tenancy.unit.complex.complex_id == complex_id and _dwelling(tenancy, as_of)


def _of_landlord(landlord_id: str) -> Callable[[Tenancy, date], bool]:
    return lambda tenancy, as_of: (
        tenancy.landlord.landlord_id == landlord_id and _dwelling(tenancy, as_of) and tenancy.tenant["tenant_type"] == "person"
    )


def _of_type(unit_type: str) -> Callable[[Tenancy, date], bool]:
    return lambda tenancy, as_of: tenancy.unit.unit_type == unit_type and _running_for_years(tenancy, as_of)


def _ended(tenancy: Tenancy, as_of: date) -> bool:
    return (
        tenancy.ended_on is not None
        and (as_of - tenancy.ended_on).days < 170
        and tenancy.started_on < as_of - timedelta(days=700)
        and tenancy.unit.unit_type == "dwelling"
        and tenancy.municipality not in WITHOUT_AGREEMENT
    )


POOLS: dict[str, Callable[[Tenancy, date], bool]] = {
    "clean": _clean,
    "neighbours": _clean,
    "allocating": lambda tenancy, as_of: _clean(tenancy, as_of) and tenancy.landlord.allocates,
    "minimum": lambda tenancy, as_of: (
        _clean(tenancy, as_of) and tenancy.landlord.allocates and tenancy.municipality == WITH_MINIMUM_AMOUNT
    ),
    "small": lambda tenancy, as_of: _of_landlord("VB-06")(tenancy, as_of) and tenancy.municipality in WITHOUT_AGREEMENT,
    "refused": _in_complex(REFUSED),
    "unlisted": _in_complex(UNLISTED),
    "border_ris": _in_complex(BORDER_RIS),
    "border_vps": _in_complex(BORDER_VPS),
    "expired": _of_landlord("VB-04"),
    "unmandated": _of_landlord("VB-05"),
    "no_agreement": lambda tenancy, as_of: _ordinary(tenancy, as_of) and tenancy.municipality in WITHOUT_AGREEMENT,
    "parking": _of_type("parking"),
    "shop": _of_type("commercial"),
    "ended": _ended,
    "organisation": lambda tenancy, as_of: (
        _dwelling(tenancy, as_of)
        and tenancy.tenant["tenant_type"] == "organisation"
        and tenancy.municipality not in WITHOUT_AGREEMENT
    ),
}


def assign(tenancies: list[Tenancy], as_of: date, rng: Random) -> dict[str, Situation]:
    """Which lease is in which situation on the as-of date; no lease is in two.

    Raises:
        ValueError: the portfolio is too small to hold every situation.
    """
    taken: dict[str, Situation] = {}
    for situation in SITUATIONS:
        fits = [one for one in tenancies if one.lease_id not in taken and POOLS[situation.pool](one, as_of)]
        if situation.pool == "neighbours":
            chosen = _two_at_one_address(fits)
        else:
            number = max(1, round(situation.count * len(tenancies) / PORTFOLIO_SIZE))
            chosen = rng.sample(fits, min(number, len(fits)))
        if not chosen:
            raise ValueError(
                f"no lease is left for the situation '{situation.name}' in a portfolio of {len(tenancies)} leases; "
                "ask for more leases (500 is enough)"
            )
        taken.update((tenancy.lease_id, situation) for tenancy in chosen)
    return taken


def _two_at_one_address(fits: list[Tenancy]) -> list[Tenancy]:
    """The first two leases that share postcode and house number: only the suffix distinguishes them."""
    seen: dict[tuple[str, str], Tenancy] = {}
    for tenancy in fits:
        address = (tenancy.unit.postcode, tenancy.unit.house_number)
        if address in seen:
            return [seen[address], tenancy]
        seen[address] = tenancy
    return []
