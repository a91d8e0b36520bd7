"""Who owns: six landlords, what each gave the manager leave to do, and which optional fields each agreed to.

Belongs here: landlords, mandates, optional field agreements, and how each landlord's books are kept. Does not belong
here: their complexes (places.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from demo.calendar_days import days
from demo.places import REFUSED

Row = dict[str, Any]
ALL_FIELDS = ("initials", "street", "house_number_suffix", "city", "phone", "email")


@dataclass(frozen=True)
class Landlord:
    """One landlord and the habits of its books.

    Attributes:
        charge_day: the day of the month before on which the rent of a month is booked.
        allocates: whether payments are explicitly allocated to charges; otherwise they settle the oldest.
        charges_costs: whether collection costs and interest are booked after the summons.
        fields: the optional fields agreed to.
    """

    landlord_id: str
    name: str
    charge_day: int
    allocates: bool
    charges_costs: bool
    fields: tuple[str, ...]
    is_small: bool = False


LANDLORDS = {
    landlord.landlord_id: landlord
    for landlord in (
        Landlord("VB-01", "Woonfonds Lindelaan B.V.", 20, True, True, ALL_FIELDS),
        Landlord("VB-02", "Pensioenbelegger De Vijver", 19, False, True, ALL_FIELDS[:4]),
        Landlord("VB-03", "Stadsbezit Vastgoed N.V.", 21, True, False, ALL_FIELDS[1:]),
        Landlord("VB-04", "Beleggingsmaatschappij Korenmaat B.V.", 20, False, False, ALL_FIELDS),
        Landlord("VB-05", "Woonmaatschappij Oeverzicht B.V.", 18, False, False, ()),
        Landlord("VB-06", "Familie Eikenhof Verhuur", 22, False, False, (), is_small=True),
    )
}
PHONE_AGREEMENT_ENDED = "VB-03"


def landlord_rows() -> list[Row]:
    return [
        dict(landlord_id=landlord.landlord_id, name=landlord.name, is_small_landlord=landlord.is_small)
        for landlord in LANDLORDS.values()
    ]


def mandate_rows(as_of: date) -> list[Row]:
    """The mandates: VB-03 refused one complex, VB-04's has expired, VB-05 gave none, one of VB-02 ends today."""

    def mandate(number: int, landlord_id: str, age: int, **changes: object) -> Row:
        start = as_of - days(age)
        row = dict(
            mandate_id=f"MND-{number:02d}", landlord_id=landlord_id, complex_id=None,
            clause_accepted_on=start - days(12), landlord_informed_on=start - days(40),
            processing_registered_on=start - days(5), processor_agreement_signed_on=start - days(9),
            valid_from=start, valid_until=None,
        )  # fmt: skip
        return row | changes

    return [
        mandate(1, "VB-01", 1900),
        mandate(2, "VB-02", 1850),
        mandate(3, "VB-02", 1096, complex_id="C-0202", valid_until=as_of),
        mandate(4, "VB-03", 1400),
        mandate(5, "VB-03", 1400, complex_id=REFUSED, clause_accepted_on=None),
        mandate(6, "VB-04", 1118, valid_until=as_of - days(23)),
        mandate(7, "VB-06", 420),
    ]


def optional_field_rows(as_of: date) -> list[Row]:
    """Which optional columns may be filled, by landlord; VB-03's agreement on telephone numbers ends today."""
    return [
        dict(landlord_id=landlord.landlord_id, field=field, agreed_on=as_of - days(1300 - 20 * index),
             ended_on=as_of if (landlord.landlord_id, field) == (PHONE_AGREEMENT_ENDED, "phone") else None)
        for landlord in LANDLORDS.values()
        for index, field in enumerate(landlord.fields)
    ]  # fmt: skip
