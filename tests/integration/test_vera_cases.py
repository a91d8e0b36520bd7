"""A day on a VERA export that was once read wrong: what nobody can tell is not signalled, and what the readers found reaches
people.

Belongs here: whole runs on `tests/data/vera_cases`. Does not belong here: each way of writing (tests/unit/sources).
"""

from pathlib import Path

import pytest

from tests.support.day import Place

CASES = Path(__file__).parents[1] / "data" / "vera_cases"


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """(place, what the run told) of a receipt of 3,000 that names its tenant, who rents a dwelling and a garage."""
    place = Place.at(tmp_path_factory.mktemp("vera") / "home").put(CASES / "receipt-without-lease")
    return place, place.run("2026-04-20")


def test_money_of_which_nobody_knows_the_lease_keeps_its_debtors_leases_from_being_signalled(day):
    place, told = day
    assert told.is_good, told.text
    found = place.rows("select lease_id, decision, blocking_reasons from marts.signal_decisions")
    assert [(row["lease_id"], "ledger_inconsistent" in row["blocking_reasons"]) for row in found] == [("L06", True)]
    assert not place.rows("select * from marts.signals")


def test_what_the_readers_warn_of_is_told_in_the_summary_the_status_the_report_and_of_the_lease(day):
    place, told = day
    assert "money of unsure lease: 1" in told.text and "L06" not in told.text
    words = "niet te zeggen is bij welke overeenkomst"
    assert words in place.command("status").text
    assert words in place.command("explain", "L06").text
    assert words in (place.home.reports / "2026-04-20.html").read_text(encoding="utf-8")
    assert words not in (place.home.reports / "2026-04-20-extern.html").read_text(encoding="utf-8")
