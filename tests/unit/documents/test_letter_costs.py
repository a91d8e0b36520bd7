"""What the 14-day letter says that collection may cost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from documents.letters.costs import collection_costs


@pytest.mark.parametrize(
    ("owed", "costs"),
    [
        ("100.00", "40.00"),  # never less than 40
        ("266.67", "40.00"),
        ("266.70", "40.01"),
        ("900.00", "135.00"),
        ("2500.00", "375.00"),
        ("2500.10", "375.01"),
        ("5000.00", "625.00"),
        ("10000.00", "875.00"),
        ("200000.00", "2775.00"),
        ("5000000.00", "6775.00"),  # never more
    ],
)
def test_costs_follow_the_scale_of_the_decree(owed, costs):
    assert collection_costs(Decimal(owed)) == Decimal(costs)
