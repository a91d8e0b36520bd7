"""Portfolios that several stories share: few leases, each at a desk and with a fate that its tests name.

Belongs here: whole small portfolios. Does not belong here: single rows (tests/builders.py).
"""

from __future__ import annotations

from tests.builders import Portfolio, agreement, collection_case, landlord, mandate, municipality, optional_field, postcode

DESK_OF = {
    "L1": "ris_matching", "L2": "ris_matching", "L3": "ris_matching", "L4": "vps", "L5": "vps",
    "L6": "achterstandenaanleveren",
}  # fmt: skip
UTRECHT, ROTTERDAM = dict(postcode="3511 AD"), dict(postcode="3011 AA", landlord_id="LL2")


def three_desks() -> Portfolio:
    """Six leases deliverable on 20 April 2026, at the three desks; of L1 the initials may be shared, and it and L4 are
    with a collection agency each."""
    portfolio = Portfolio.lawful("L1", "L2", "L3")
    portfolio.add(
        landlord(landlord_id="LL2", name="Kleine verhuurder", is_small_landlord=True),
        mandate(mandate_id="M2", landlord_id="LL2"),
        municipality(municipality_code="0344", name="Utrecht"),
        municipality(municipality_code="0599", name="Rotterdam"),
        agreement(agreement_id="MA2", municipality_code="0344", system="vps"),
        postcode(postcode="3511AD", house_number="4", municipality_code="0344"),
        postcode(postcode="3511AD", house_number="5", municipality_code="0344"),
        postcode(postcode="3011AA", house_number="6", municipality_code="0599"),
        optional_field(field="initials"),
        collection_case(case_id="CC1", lease_id="L1", agency_id="AG1", agency_reference="DOS-1"),
        collection_case(case_id="CC4", lease_id="L4", agency_id="AG2", agency_reference="DOS-4"),
    )
    for lease_id in ("L4", "L5"):
        portfolio.add_lease(lease_id, lease=UTRECHT)
    portfolio.add_lease("L6", lease=ROTTERDAM)
    return portfolio
