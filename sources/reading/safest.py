"""Our words of a column in the order in which a person is offered them: those first that report nobody.

Belongs here: that order. Does not belong here: which words there are (validations/landing.py) or how they are said.

Somebody in a hurry takes the first: as rent, costs are reported as arrears; as a charge, a receipt makes a debtor of who paid.
"""

from __future__ import annotations

from validations.landing import Column

LAST = ("rent", "service_charges", "charge", "dwelling", "person")  # what is reported, each after all else


def safest_first(column: Column) -> tuple[str, ...]:
    """Our words of a column, those that report nobody before the others, which come from the least to the most."""
    others = [each for each in column.values if each not in LAST]
    if column.name == "category":  # damage or a garage before costs
        others = others[::-1]
    return (*others, *(each for each in reversed(column.values) if each in LAST))
