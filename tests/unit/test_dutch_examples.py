"""The worked examples of docs/nl/hoe-wordt-beslist.md say what the rules say.

Belongs here: the figures of that page. Does not belong here: whether the models keep to the rules (tests/unit/models).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.arrears_by_hand import arrears_of_lease

PAGE = Path(__file__).parents[2] / "docs" / "nl" / "hoe-wordt-beslist.md"
EXAMPLES = re.findall(
    r"^\| (\d\d-\d\d-\d{4}) \| (\d\d-\d\d-\d{4}) \| (\d+) \| (\d+) ", PAGE.read_text(encoding="utf-8"), re.MULTILINE
)


def day(text: str) -> date:
    return datetime.strptime(text, "%d-%m-%Y").date()


def charge(number: str, due_on: date) -> dict:
    return dict(
        entry_id=number, lease_id="L1", entry_type="charge", category="rent", booked_on=due_on, due_on=due_on,
        amount=Decimal(700), reverses_entry_id=None,
    )  # fmt: skip


def credit(number: str, booked_on: date, kind: str = "payment", of: str | None = None) -> dict:
    return dict(charge(number, booked_on), entry_type=kind, category=None, due_on=None, reverses_entry_id=of)


def test_there_are_examples():
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize(("due_on", "as_of", "days", "months"), EXAMPLES)
def test_days_and_months_in_arrears_are_those_of_the_page(due_on, as_of, days, months):
    arrears = arrears_of_lease(day(as_of), "L1", [charge("1", day(due_on))], [])
    assert arrears is not None and (arrears["days_in_arrears"], arrears["months_in_arrears"]) == (int(days), int(months))


def test_a_bounced_august_is_paid_by_the_months_after_it_as_the_page_says():
    months = [date(2026, month, 1) for month in (8, 9, 10)]
    entries = [charge(f"c{each:%m}", each) for each in months] + [credit(f"p{each:%m}", each) for each in months]
    arrears = arrears_of_lease(date(2026, 10, 20), "L1", [*entries, credit("s08", date(2026, 8, 5), "reversal", "p08")], [])
    assert arrears is not None and (arrears["oldest_due_on"], arrears["arrears_amount"]) == (date(2026, 10, 1), 700)
