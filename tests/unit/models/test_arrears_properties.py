"""What must be so of the arithmetic of arrears whatever the ledger holds.

Belongs here: properties of the models' own SQL, on ledgers made up by hypothesis, and one plain reading of docs/rules.md to
compare with (tests.support.arrears_by_hand.py). Does not belong here: single cases (dbt's unit tests).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.support.arrears_by_hand import CREDITS, arrears_by_hand
from tests.support.compiled_models import ArrearsInMemory

START = date(2026, 1, 1)
AS_OF = date(2026, 4, 20)
DAYS = st.integers(min_value=0, max_value=120).map(lambda days: START + timedelta(days=days))
AMOUNTS = st.sampled_from(["0.01", "100.00", "250.00", "500.00", "500.01", "1000.00"]).map(Decimal)
CATEGORIES = st.sampled_from(["rent", "rent", "rent", "service_charges", "collection_costs", "other"])
CREDIT_TYPES = st.sampled_from(["payment", "payment", "credit_note", "write_off"])
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def models() -> Iterator[ArrearsInMemory]:
    engine = ArrearsInMemory()
    yield engine
    engine.close()


@st.composite
def ledgers(draw, lease_id: str = "L1"):
    """(entries, allocations) of one lease; links may be wrong, too large or too early, as in life."""
    entries = [
        dict(entry_id=f"{lease_id}-E{n}", lease_id=lease_id, entry_type="charge", category=draw(CATEGORIES),
             booked_on=draw(DAYS), due_on=draw(DAYS), amount=draw(AMOUNTS))
        for n in range(draw(st.integers(1, 5)))
    ]  # fmt: skip
    entries += [
        dict(entry_id=f"{lease_id}-P{n}", lease_id=lease_id, entry_type=draw(CREDIT_TYPES), booked_on=draw(DAYS),
             amount=draw(AMOUNTS))
        for n in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    names = [entry["entry_id"] for entry in entries]
    credits = [name for name in names if "-P" in name] or ["elsewhere"]
    charges = [name for name in names if "-E" in name]
    entries += [
        dict(entry_id=f"{lease_id}-R{n}", lease_id=lease_id, entry_type="reversal", booked_on=draw(DAYS),
             amount=draw(AMOUNTS), reverses_entry_id=draw(st.sampled_from(credits)))
        for n in range(draw(st.sampled_from([0, 0, 0, 1, 2])))
    ]  # fmt: skip
    allocations = [
        dict(credit_entry_id=draw(st.sampled_from(credits)), allocated_on=draw(DAYS), amount=draw(AMOUNTS),
             charge_entry_id=draw(st.sampled_from([*charges, *charges, *charges, "elsewhere"])))
        for _ in range(draw(st.sampled_from([0, 0, 1, 2, 3])))
    ]  # fmt: skip
    return entries, allocations


@st.composite
def portfolios(draw):
    """(entries, allocations) of a few leases together: what is of one lease must not touch another."""
    entries, allocations = [], []
    for number in range(draw(st.integers(1, 4))):
        more_entries, more_allocations = draw(ledgers(f"L{number}"))
        entries += more_entries
        allocations += more_allocations
    return entries, allocations


@st.composite
def portfolios_with_money_elsewhere(draw):
    """(entries, allocations, stated balances): links over leases, from and to what no table has, and the source's own word."""
    entries, allocations = draw(portfolios())
    credits = [entry["entry_id"] for entry in entries if entry["entry_type"] in CREDITS] + ["nowhere"]
    charges = [entry["entry_id"] for entry in entries if entry["entry_type"] == "charge"]
    others = [entry["entry_id"] for entry in entries]
    allocations += [
        dict(credit_entry_id=draw(st.sampled_from([*credits, *credits, *others])), allocated_on=draw(DAYS),
             amount=draw(AMOUNTS), charge_entry_id=draw(st.sampled_from([*charges, *charges, "elsewhere"])))
        for _ in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    entries += [
        dict(entry_id=f"X-R{n}", lease_id=draw(st.sampled_from(["L0", "L1"])), entry_type="reversal", booked_on=draw(DAYS),
             amount=draw(AMOUNTS), reverses_entry_id=draw(st.sampled_from(credits)))
        for n in range(draw(st.sampled_from([0, 0, 1])))
    ]  # fmt: skip
    balances = [
        dict(lease_id=lease_id, as_of=AS_OF - timedelta(days=draw(st.integers(-1, 4))),
             open_rent=draw(st.sampled_from(["-10.00", "0.00", "100.00", "250.00", "1000.00", "9999.00"]).map(Decimal)))
        for lease_id in ("L0", "L1", "L2", "unknown") if draw(st.booleans())
    ]  # fmt: skip
    return entries, allocations, balances


def money(rows: dict[str, dict], lease_id: str = "L1") -> Decimal:
    return rows[lease_id]["arrears_amount"] if lease_id in rows else Decimal(0)


@QUICK
@given(portfolio=portfolios())
def test_the_models_agree_with_the_rules_followed_step_by_step(models, portfolio):
    entries, allocations = portfolio
    assert models.arrears(AS_OF, entries, allocations) == arrears_by_hand(AS_OF, entries, allocations)


@settings(QUICK, max_examples=60)
@given(portfolio=portfolios_with_money_elsewhere())
def test_they_agree_where_money_stands_elsewhere_or_the_source_states_its_own_balance(models, portfolio):
    assert models.arrears(AS_OF, *portfolio) == arrears_by_hand(AS_OF, *portfolio)


@QUICK
@given(portfolio=portfolios_with_money_elsewhere(), day=DAYS)
def test_a_charge_that_other_books_call_paid_is_never_sure_and_never_gone(models, portfolio, day):
    entries, allocations, balances = portfolio
    before = models.arrears(AS_OF, *portfolio)
    charge = next(entry for entry in entries if entry["entry_id"] == "L0-E0")
    assume("L0" in before and charge["booked_on"] <= AS_OF and day <= AS_OF)
    link = dict(credit_entry_id="old system", charge_entry_id="L0-E0", amount=charge["amount"], allocated_on=day)

    after = models.arrears(AS_OF, entries, [*allocations, link], balances)

    assert after == before | {"L0": before["L0"] | {"is_ledger_consistent": False}}


@QUICK
@given(portfolio=portfolios(), data=st.data())
def test_the_order_of_rows_changes_nothing(models, portfolio, data):
    entries, allocations = portfolio
    before = models.arrears(AS_OF, entries, allocations)

    shuffled = data.draw(st.permutations(entries)), data.draw(st.permutations(allocations))

    assert models.arrears(AS_OF, *shuffled) == before


@QUICK
@given(portfolio=portfolios())
def test_open_amounts_are_charges_less_effective_credits_where_the_ledger_is_consistent(models, portfolio):
    rows = models.arrears(AS_OF, *portfolio)
    balances, open_amounts = models.balances(), models.open_amounts()

    assert rows.keys() == open_amounts.keys()
    for lease_id, row in rows.items():
        balance = balances[lease_id]
        if row["is_ledger_consistent"]:
            assert open_amounts[lease_id] == balance["charged_amount"] - balance["credited_amount"]
    for lease_id in balances.keys() - rows.keys():
        assert balances[lease_id]["due_rent_amount"] <= balances[lease_id]["pool_amount"]


@QUICK
@given(ledger=ledgers(), amount=AMOUNTS, day=DAYS)
def test_more_money_never_makes_more_arrears(models, ledger, amount, day):
    entries, allocations = ledger
    before = models.arrears(AS_OF, entries, allocations)
    extra = dict(entry_id="L1-P9", lease_id="L1", entry_type="payment", booked_on=day, amount=amount)

    after = models.arrears(AS_OF, [*entries, extra], allocations)

    assert money(after) <= money(before)
    if "L1" in after:
        assert after["L1"]["oldest_due_on"] >= before["L1"]["oldest_due_on"]
        assert after["L1"]["months_in_arrears"] <= before["L1"]["months_in_arrears"]


@QUICK
@given(ledger=ledgers(), days_later=st.integers(1, 60))
def test_a_later_as_of_date_never_sees_less(models, ledger, days_later):
    entries, allocations = ledger
    later = AS_OF + timedelta(days=days_later)

    models.arrears(AS_OF, entries, allocations)
    before = models.balances()
    models.arrears(later, entries, allocations)
    after = models.balances()

    assert all(after[lease]["charged_amount"] >= row["charged_amount"] for lease, row in before.items())


@QUICK
@given(ledger=ledgers(), days_later=st.integers(1, 60))
def test_arrears_only_grow_with_time_where_nothing_more_is_booked(models, ledger, days_later):
    entries, allocations = ledger
    assume(all(entry["booked_on"] <= AS_OF for entry in entries))
    seen = [each for each in allocations if each["allocated_on"] <= AS_OF]

    before = models.arrears(AS_OF, entries, seen)
    after = models.arrears(AS_OF + timedelta(days=days_later), entries, seen)

    assert money(after) >= money(before)
    for lease_id, row in before.items():
        assert after[lease_id]["days_in_arrears"] == row["days_in_arrears"] + days_later
        assert after[lease_id]["months_in_arrears"] >= row["months_in_arrears"]
