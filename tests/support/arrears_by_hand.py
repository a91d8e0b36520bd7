"""docs/rules.md 1, read aloud: slow, plain loops over rows, to hold the models' SQL against.

Belongs here: the seven numbered points and nothing cleverer. Does not belong here: tests, or SQL.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

CREDITS = ("payment", "credit_note", "write_off")
RENT = ("rent", "service_charges")


def arrears_by_hand(as_of: date, entries: list[dict], allocations: list[dict], balances: Sequence[dict] = ()) -> dict[str, dict]:
    """lease_id -> what int_lease_arrears should say, for leases with arrears."""
    return {
        lease_id: row
        for lease_id in {entry["lease_id"] for entry in entries}
        if (row := arrears_of_lease(as_of, lease_id, entries, allocations, balances))
    }


def arrears_of_lease(
    as_of: date, lease_id: str, entries: list[dict], allocations: list[dict], balances: Sequence[dict] = ()
) -> dict | None:
    """The arrears of one lease, or None where it has none; entries, allocations and stated balances may hold those of other
    leases, and must hold what names this lease's charges."""
    known = {entry["entry_id"]: entry for entry in entries if entry["lease_id"] == lease_id}
    seen = {name: entry for name, entry in known.items() if entry["booked_on"] <= as_of}
    charges = {name: entry for name, entry in seen.items() if entry["entry_type"] == "charge"}
    credits = {name: entry for name, entry in seen.items() if entry["entry_type"] in CREDITS}
    reversals = [entry for entry in seen.values() if entry["entry_type"] == "reversal"]

    consistent = all(entry["reverses_entry_id"] in credits for entry in reversals)
    reversed_amounts = {name: Decimal(0) for name in credits}
    for entry in reversals:
        if entry["reverses_entry_id"] in credits:
            reversed_amounts[entry["reverses_entry_id"]] += entry["amount"]
    consistent &= all(reversed_amounts[name] <= credits[name]["amount"] for name in credits)

    used = dict(reversed_amounts)
    allocated = {name: Decimal(0) for name in charges}
    for each in allocations:
        credit, charge = each["credit_entry_id"], each["charge_entry_id"]
        if each["allocated_on"] > as_of or credit not in credits or reversed_amounts[credit]:
            continue
        if charge in known and known[charge]["entry_type"] == "charge" and charge not in seen:
            continue  # its charge is not booked yet: unallocated money until then
        used[credit] += each["amount"]
        if charge in charges:
            allocated[charge] += each["amount"]
        else:
            consistent = False
    consistent &= all(used[name] <= credits[name]["amount"] for name in credits)
    consistent &= all(allocated[name] <= charges[name]["amount"] for name in charges)
    consistent &= not _is_paid_elsewhere(as_of, lease_id, charges, entries, allocations)

    pool = sum((max(Decimal(0), credits[name]["amount"] - used[name]) for name in credits), Decimal(0))
    still_open = {}
    for name in sorted(charges, key=lambda n: (charges[n]["category"] not in RENT, charges[n]["due_on"], n)):
        left = max(Decimal(0), charges[name]["amount"] - allocated[name])
        paid = min(left, pool)
        pool -= paid
        still_open[name] = left - paid
    arrears = {
        name: amount
        for name, amount in still_open.items()
        if amount > 0 and charges[name]["category"] in RENT and charges[name]["due_on"] < as_of
    }
    if not arrears:
        return None
    oldest = min(charges[name]["due_on"] for name in arrears)
    return {
        "lease_id": lease_id,
        "oldest_due_on": oldest,
        "days_in_arrears": (as_of - oldest).days,
        "months_in_arrears": max(1, _whole_months(oldest, as_of)),
        "arrears_amount": sum(arrears.values()),
        "charges_in_arrears": len(arrears),
        "is_ledger_consistent": bool(consistent) and not _is_stated_lower(as_of, lease_id, sum(arrears.values()), balances),
    }


def _is_paid_elsewhere(as_of: date, lease_id: str, charges: dict, entries: list[dict], allocations: list[dict]) -> bool:
    """Somebody's books say that one of these (seen) charges is paid: from another lease, or from nowhere."""
    naming = [each for each in allocations if each["allocated_on"] <= as_of and each["charge_entry_id"] in charges]
    for each in naming:
        credits = [e for e in entries if e["entry_id"] == each["credit_entry_id"] and e["entry_type"] in CREDITS]
        if not credits:
            return True
        credit = credits[0]
        is_reversed = any(
            e["entry_type"] == "reversal" and e["reverses_entry_id"] == credit["entry_id"]
            and e["lease_id"] == credit["lease_id"] and e["booked_on"] <= as_of
            for e in entries
        )  # fmt: skip
        if credit["lease_id"] != lease_id and credit["booked_on"] <= as_of and not is_reversed:
            return True
    return False


def _is_stated_lower(as_of: date, lease_id: str, ours: Decimal, balances: Sequence[dict]) -> bool:
    """The source states less for this lease, on the as-of date or at most three days before it; the newest counts."""
    stated = [each for each in balances if each["lease_id"] == lease_id and 0 <= (as_of - each["as_of"]).days <= 3]
    return bool(stated) and max(stated, key=lambda each: each["as_of"])["open_rent"] < ours


def _whole_months(start: date, end: date) -> int:
    """Counts months one by one: the n-th is reached on the same day, or the last day where the month is shorter."""
    months = 0
    while _months_later(start, months + 1) <= end:
        months += 1
    return months


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
