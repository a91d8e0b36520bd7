"""What collection may cost a tenant, as the 14-day letter has to name it.

Belongs here: the scale of the Besluit vergoeding voor buitengerechtelijke incassokosten. Does not belong here: the words round
the amount (texts/veertiendagenbrief.toml). Nothing here is ever booked: costs are no part of a signal.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
LEAST, MOST = Decimal("40.00"), Decimal("6775.00")
# (of so many euros, this share), from the first euro on
SCALE = (
    (Decimal(2_500), Decimal("0.15")),
    (Decimal(2_500), Decimal("0.10")),
    (Decimal(5_000), Decimal("0.05")),
    (Decimal(190_000), Decimal("0.01")),
)
SHARE_ABOVE = Decimal("0.005")


def collection_costs(owed: Decimal) -> Decimal:
    """The costs in euros over `owed` euros of arrears, without VAT (art. 6:96 lid 5 BW; Besluit, art. 2).

    **choice**: without VAT. A landlord who cannot reclaim it may add it only where the letter says so; a letter that names
    too much is void, one that names too little is not.
    """
    costs, left = Decimal(0), owed
    for width, share in SCALE:
        part = min(left, width)
        costs, left = costs + part * share, left - part
    costs += left * SHARE_ABOVE
    return min(MOST, max(LEAST, costs)).quantize(CENT, ROUND_HALF_UP)
