"""Signals from delivery to their end, through whole runs: help, terms, and what a person records by hand.

Belongs here: what only several runs together show. Does not belong here: single rules (dbt's unit tests), notices
(test_hold_notice_runs.py) and redelivery (test_redelivery_runs.py).
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Portfolio, eviction_notice, payment
from tests.support.day import Place, rows_of

FEEDBACK = [("Jansen6", "1011 ab", "6", "", "JA", "2026-04-22")]

# L3 waits for an eviction; L4 and L5 share an address and L4 pays; L6 accepts help and pays.
HOME = {"house_number": "4"}
SIGNALS = "select * from marts.signals order by lease_id"
WITHDRAWALS = "select lease_id, reason, needs_person from marts.withdrawals_due"
TERMS = "select lease_id, is_threatening, already_listed from marts.terms_passed order by lease_id"


class Lived:
    """Runs on 20 and 24 April and 22 May, a withdrawal by hand in between."""

    def __init__(self, root) -> None:
        export = Portfolio.lawful("L3", "L6").add_lease("L4", lease=HOME).add_lease("L5", lease=HOME)
        export.add(eviction_notice(lease_id="L3"))
        self.place = Place.at(root / "home").put(export)
        self.place.run_well("2026-04-20")
        for batch in self.place.events("batch_prepared"):  # handed in that day: the term counts from there
            assert self.place.command("uploaded", str(batch.batch_id)).is_good

        export.add(payment(entry_id="P4", lease_id="L4", amount="1000.00", booked_on="2026-04-22"))
        export.add(payment(entry_id="P6", lease_id="L6", amount="1000.00", booked_on="2026-04-22"))
        self.place.put(export).receive("a.csv", FEEDBACK)
        self.place.run_well("2026-04-24")
        self.april = self.standing()

        by_hand = self.place.command("withdraw", self.place.signal_of("L4"), "--why", "by hand at the desk")
        assert by_hand.is_good, by_hand.text
        self.place.run_well("2026-05-22")
        self.may = self.standing()

    def standing(self) -> dict[str, list[dict]]:
        ask = self.place.home.warehouse
        return {"signals": rows_of(ask, SIGNALS), "withdrawals": rows_of(ask, WITHDRAWALS), "terms": rows_of(ask, TERMS)}


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Lived:
    return Lived(tmp_path_factory.mktemp("life"))


def signal(standing: dict[str, list[dict]], lease_id: str) -> dict:
    (found,) = (row for row in standing["signals"] if row["lease_id"] == lease_id)
    return found


def test_help_accepted_and_arrears_paid_means_closed_and_never_withdrawn(lived):
    found = signal(lived.april, "L6")
    assert (found["state"], found["closing_reason"], found["help_accepted_on"]) == (
        "closed", "settled", date(2026, 4, 22),
    )  # fmt: skip
    assert "L6" not in {row["lease_id"] for row in lived.april["withdrawals"]}


def test_two_signals_at_one_address_are_for_a_person_until_that_person_has_said_so(lived):
    assert lived.april["withdrawals"] == [{"lease_id": "L4", "reason": "settled", "needs_person": True}]
    found = signal(lived.may, "L4")
    assert (found["state"], found["withdrawal_reason"], found["withdrawn_by"]) == ("withdrawn", "by_hand", "person")
    assert lived.may["withdrawals"] == []


def test_an_eviction_that_is_near_shortens_the_term_to_three_working_days(lived):
    found = signal(lived.april, "L3")
    assert (found["is_threatening"], found["response_due_on"]) == (True, date(2026, 4, 23))
    assert lived.april["terms"] == [{"lease_id": "L3", "is_threatening": True, "already_listed": False}]


def test_a_term_that_passed_is_recorded_once(lived):
    assert lived.may["terms"] == [
        {"lease_id": "L3", "is_threatening": True, "already_listed": True},
        {"lease_id": "L5", "is_threatening": False, "already_listed": False},
    ]
    assert sorted(event.lease_id for event in lived.place.events("term_passed")) == ["L3", "L5"]
