"""The plain recalculation of arrears: docs/rules.md 1, followed by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from documents.settlement import settle

AS_OF = date(2026, 4, 20)


def charge(entry_id, due_on, amount="1000.00", category="rent"):
    return {"entry_id": entry_id, "entry_type": "charge", "category": category, "booked_on": due_on, "due_on": due_on,
            "amount": amount, "reverses_entry_id": None}  # fmt: skip


def credit(entry_id, amount, booked_on="2026-04-01", entry_type="payment", reverses=None):
    return {"entry_id": entry_id, "entry_type": entry_type, "category": None, "booked_on": booked_on, "due_on": None,
            "amount": amount, "reverses_entry_id": reverses}  # fmt: skip


def link(credit_id, charge_id, amount):
    return {"credit_entry_id": credit_id, "charge_entry_id": charge_id, "amount": amount}


def opened(settled):
    return {charge.entry_id: str(charge.open) for charge in settled.charges}


def test_unallocated_money_settles_the_oldest_rent_first_and_costs_last():
    entries = [charge("K", "2026-01-01", "50.00", "collection_costs"), charge("B", "2026-03-01"), charge("A", "2026-02-01"),
               credit("P", "1200.00")]  # fmt: skip
    settled = settle(entries, [], AS_OF)
    assert opened(settled) == {"K": "50.00", "A": "0.00", "B": "800.00"}
    assert settled.arrears == Decimal("800.00")


def test_an_allocation_settles_the_charge_it_names_though_an_older_one_is_open():
    settled = settle(
        [charge("A", "2026-02-01"), charge("B", "2026-03-01"), credit("P", "1000.00")], [link("P", "B", "1000.00")], AS_OF
    )
    assert opened(settled) == {"A": "1000.00", "B": "0.00"}
    assert [part.is_allocated for part in settled.charges[1].parts] == [True]


def test_a_reversed_credit_settles_nothing_and_its_links_count_no_more():
    entries = [charge("A", "2026-02-01"), charge("B", "2026-03-01"), credit("P", "1000.00"),
               credit("R", "400.00", entry_type="reversal", reverses="P")]  # fmt: skip
    settled = settle(entries, [link("P", "B", "1000.00")], AS_OF)
    assert opened(settled) == {"A": "400.00", "B": "1000.00"}  # 600.00 is left, and goes to the oldest


def test_money_for_a_charge_still_to_be_booked_is_unallocated_until_then():
    settled = settle([charge("A", "2026-02-01"), credit("P", "1000.00")], [link("P", "LATER", "1000.00")], AS_OF)
    assert opened(settled) == {"A": "0.00"}


def test_what_is_due_on_the_date_itself_is_not_arrears_yet():
    settled = settle([charge("A", "2026-04-19"), charge("B", "2026-04-20")], [], AS_OF)
    assert settled.arrears == Decimal("1000.00")


def test_what_is_left_of_a_credit_is_shown():
    settled = settle(
        [charge("A", "2026-02-01"), credit("P", "1300.00"), credit("C", "10.00", entry_type="credit_note")], [], AS_OF
    )
    # Booked the same day: the lower number is used first.
    assert {each.entry_id: str(each.left) for each in settled.credits} == {"C": "0.00", "P": "310.00"}
    assert sum(part.amount for each in settled.credits for part in each.parts) == Decimal("1000.00")
