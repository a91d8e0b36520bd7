"""A ledger that was probably exported in cents is pointed out, and one that only holds high or round amounts is not."""

import duckdb
import pytest

from documents.check_words import finding_in_words
from sources.landing_report import LandingFinding
from tests.builders import Portfolio, payment
from tests.support.landing import load

KIND = "ledger_entries_perhaps_in_cents"


@pytest.mark.parametrize(
    ("amounts", "is_named"),
    [
        (("91244", "91244", "3000"), True),
        (("91244.00", "91244.00", "3000.00"), True),
        (("91244", "91244", "3000.50"), False),
        (("912", "1250", "700"), False),
        (("91244",), False),
    ],
)
def test_amounts_without_cents_that_are_high_for_a_rent_are_pointed_out(tmp_path, amounts, is_named):
    portfolio = Portfolio.lawful("L1").remove("ledger_entries")
    portfolio.add(*(payment(entry_id=f"P{n}", amount=amount) for n, amount in enumerate(amounts)))
    found = [each.kind for each in load(duckdb.connect(), portfolio.write(tmp_path)).findings]
    assert (KIND in found) is is_named


def test_a_person_reads_what_it_may_be():
    assert finding_in_words(LandingFinding(KIND, 3)) == (
        "ledger_entries",
        "let op: geen bedrag heeft centen, en de helft is hoger dan een huur. Zijn het centen in plaats van euro's?",
    )
