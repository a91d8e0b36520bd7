"""Signals from delivery to their end, through the product: help and its notices, redelivery, terms, a person's hand.

Belongs here: what only several runs together show. Does not belong here: single rules (dbt's unit tests).
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import AS_OF, Portfolio, charge, collection_case, eviction_notice, payment
from tests.support.product import Product

FEEDBACK_ON, RESUME_ON = date(2026, 4, 24), date(2026, 5, 22)
TITLES = "Achternaam;Postcode;Huisnummer;Hulp geaccepteerd;Datum\n"

# L1 accepts help and its case lies with an agency; L2 lets its arrears grow; L3 waits for an eviction; L4 and L5 share an
# address and L4 pays; L6 accepts help and pays.
HOME = {"house_number": "4"}
LEASES = ("L1", "L2", "L3", "L6")


def portfolio() -> Portfolio:
    made = Portfolio.lawful(*LEASES)
    made.add_lease("L4", lease=HOME).add_lease("L5", lease=HOME)
    return made.add(collection_case(lease_id="L1"), eviction_notice(lease_id="L3"))


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> dict[str, object]:
    """Runs on 20 and 24 April and 22 May, a withdrawal by hand in between."""
    root = tmp_path_factory.mktemp("life")
    product, export, seen = Product(root / "home"), portfolio(), {"product": None}
    product.put_landing(export.write(root / "export"))
    product.run(AS_OF)

    export.add(payment(entry_id="P4", lease_id="L4", amount="1000.00", booked_on="2026-04-22"))
    export.add(payment(entry_id="P6", lease_id="L6", amount="1000.00", booked_on="2026-04-22"))
    product.put_landing(export.write(root / "export"))
    product.put_feedback("a.csv", TITLES + "Jansen1;1011AB;1;ja;22-04-2026\nJansen6;1011ab;6;JA;2026-04-22\n")
    product.run(FEEDBACK_ON)
    seen["feedback"] = standing(product)
    by_hand = next(row["signal_id"] for row in seen["feedback"]["signals"] if row["lease_id"] == "L4")
    product.command("withdraw", by_hand, "--why", "by hand at the desk")

    export.add(charge(entry_id="L2-E2", lease_id="L2", booked_on="2026-04-20", due_on="2026-05-01"))
    export.add(charge(entry_id="L1-E2", lease_id="L1", booked_on="2026-04-20", due_on="2026-05-01"))
    export.add(payment(entry_id="P1", lease_id="L1", amount="2000.00", booked_on="2026-05-05"))
    product.put_landing(export.write(root / "export"))
    product.run(RESUME_ON, redelivery="on_increase")
    seen["resume"] = standing(product)
    return seen | {"product": product}


def standing(product: Product) -> dict[str, list[dict]]:
    return {
        "signals": product.rows("select * from marts.signals order by lease_id, delivered_on"),
        "holds": product.rows("select * from marts.collection_holds order by lease_id"),
        "notices": product.rows('select * from exports.hold_notices order by "Dossiernummer"'),
        "withdrawals": product.rows("select lease_id, reason, needs_person from marts.withdrawals_due"),
        "terms": product.rows("select lease_id, is_threatening from marts.terms_passed order by lease_id"),
    }


def signals_of(lived: dict, run: str, lease_id: str) -> list[dict]:
    return [row for row in lived[run]["signals"] if row["lease_id"] == lease_id]


def test_an_agency_hears_of_the_pause_and_later_of_the_end_each_once(lived):
    pause, resume = lived["feedback"]["notices"], lived["resume"]["notices"]
    assert [list(row.values()) for row in pause] == [
        ["DOS-1", "opschorten", date(2026, 4, 22), date(2026, 5, 22), "hulp geaccepteerd"]
    ]
    assert [list(row.values()) for row in resume] == [["DOS-1", "hervatten", date(2026, 5, 22), None, "opschorting verstreken"]]
    assert len(lived["product"].files("collection", "hold_notices_AG1_")) == 2


def test_help_accepted_and_arrears_paid_means_closed_and_never_withdrawn(lived):
    (signal,) = signals_of(lived, "feedback", "L6")
    assert (signal["state"], signal["closing_reason"], signal["help_accepted_on"]) == (
        "closed", "settled", date(2026, 4, 22),
    )  # fmt: skip
    assert "L6" not in {row["lease_id"] for row in lived["feedback"]["withdrawals"]}
    assert {row["lease_id"]: row["status"] for row in lived["feedback"]["holds"]} == {"L1": "active", "L6": "active"}


def test_two_signals_at_one_address_are_for_a_person_until_that_person_has_said_so(lived):
    assert lived["feedback"]["withdrawals"] == [{"lease_id": "L4", "reason": "settled", "needs_person": True}]
    (signal,) = signals_of(lived, "resume", "L4")
    assert (signal["state"], signal["withdrawal_reason"], signal["withdrawn_by"]) == ("withdrawn", "by_hand", "person")
    assert "L4" not in {row["lease_id"] for row in lived["resume"]["withdrawals"]}


def test_arrears_that_grew_are_delivered_again_and_the_new_signal_takes_the_place_of_the_old(lived):
    old, new = signals_of(lived, "resume", "L2")
    assert (old["state"], old["closing_reason"], old["replaced_by"]) == ("closed", "replaced", new["signal_id"])
    assert (new["state"], new["delivered_on"], new["replaces_signal_id"]) == ("delivered", RESUME_ON, old["signal_id"])
    assert len(signals_of(lived, "resume", "L5")) == 1  # no higher than delivered: reported once


def test_an_eviction_that_is_near_shortens_the_term_to_three_working_days(lived):
    (signal,) = signals_of(lived, "feedback", "L3")
    assert (signal["is_threatening"], signal["response_due_on"]) == (True, date(2026, 4, 23))
    assert lived["feedback"]["terms"] == [{"lease_id": "L3", "is_threatening": True}]


def test_a_term_that_passed_is_recorded_once(lived):
    terms = "select signal_id from register_copy.events where event_type = 'term_passed'"
    listed = [row["signal_id"] for row in lived["product"].rows(terms)]
    assert len(listed) == len(set(listed))
    assert signals_of(lived, "resume", "L3")[0]["signal_id"] in listed
