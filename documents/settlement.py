"""The arithmetic of one lease's arrears done again, entry by entry, so that a person can follow every euro.

Belongs here: settling a ledger as docs/rules.md 1 has it, in plain steps, for the dossier. Does not belong here:
the arithmetic that decides (the models); this one only shows it, and says where it comes out otherwise.

Which credit's unallocated money settled which charge follows from no rule (the money is one pool); for showing, the
credit booked first is used first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

CREDITS = ("payment", "credit_note", "write_off")
RENT = ("rent", "service_charges")
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Part:
    """Money of one credit that settled part of one charge. `is_allocated`: by an explicit link, else as pool money."""

    credit_id: str
    charge_id: str
    amount: Decimal
    is_allocated: bool


@dataclass
class Charge:
    """What is owed, and what is left of it. Amounts in euros."""

    entry_id: str
    category: str
    due_on: date
    amount: Decimal
    open: Decimal
    parts: list[Part] = field(default_factory=list)

    @property
    def is_rent(self) -> bool:
        return self.category in RENT


@dataclass
class Credit:
    """What came in, minus what was reversed; `left` settles nothing on this date."""

    entry_id: str
    entry_type: str
    booked_on: date
    amount: Decimal
    reversed: Decimal = NOTHING
    left: Decimal = NOTHING
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Settlement:
    """Charges and credits of one lease as of a date; `arrears` is the open rent that was due before it."""

    charges: tuple[Charge, ...]
    credits: tuple[Credit, ...]
    arrears: Decimal

    def open_of(self, entry_id: str) -> Decimal:
        """What is open of a charge; nothing where there is no such charge."""
        return next((charge.open for charge in self.charges if charge.entry_id == entry_id), NOTHING)


def settle(entries: Sequence[Mapping[str, Any]], allocations: Sequence[Mapping[str, Any]], as_of: date) -> Settlement:
    """Settle the ledger of one lease.

    Args:
        entries: those booked on or before `as_of`: entry_id, entry_type, category, booked_on, due_on, amount,
            reverses_entry_id; dates and amounts as text or as such.
        allocations: those made on or before it: credit_entry_id, charge_entry_id, amount.
        as_of: the as-of date.
    """
    charges = {row["entry_id"]: _charge(row) for row in entries if row["entry_type"] == "charge"}
    credits = {row["entry_id"]: _credit(row) for row in entries if row["entry_type"] in CREDITS}
    for row in entries:
        if row["entry_type"] == "reversal" and row["reverses_entry_id"] in credits:
            credits[row["reverses_entry_id"]].reversed += _money(row["amount"])
    for row in allocations:
        credit, charge = credits.get(row["credit_entry_id"]), charges.get(row["charge_entry_id"])
        # A reversed credit's links count no more; one to a charge still to be booked is unallocated money until then.
        if credit is not None and charge is not None and not credit.reversed:
            _apply(credit, charge, _money(row["amount"]), is_allocated=True)
    for charge in charges.values():
        charge.open = max(NOTHING, charge.open)
    for credit in credits.values():
        used = sum((part.amount for part in credit.parts), NOTHING)
        credit.left = max(NOTHING, credit.amount - credit.reversed - used)
    _spend_pool(list(credits.values()), list(charges.values()))
    arrears = sum((c.open for c in charges.values() if c.is_rent and c.due_on < as_of), NOTHING)
    return Settlement(
        charges=tuple(sorted(charges.values(), key=lambda charge: (charge.due_on, charge.entry_id))),
        credits=tuple(sorted(credits.values(), key=lambda credit: (credit.booked_on, credit.entry_id))),
        arrears=arrears,
    )


def _spend_pool(credits: list[Credit], charges: list[Charge]) -> None:
    """Unallocated money settles rent and service charges, oldest due date first, then the rest the same way."""
    waiting = sorted(credits, key=lambda credit: (credit.booked_on, credit.entry_id))
    for charge in sorted(charges, key=lambda charge: (not charge.is_rent, charge.due_on, charge.entry_id)):
        for credit in waiting:
            amount = min(charge.open, credit.left)
            if amount > 0:
                credit.left -= amount
                _apply(credit, charge, amount, is_allocated=False)


def _apply(credit: Credit, charge: Charge, amount: Decimal, *, is_allocated: bool) -> None:
    part = Part(credit.entry_id, charge.entry_id, amount, is_allocated)
    charge.open -= amount
    charge.parts.append(part)
    credit.parts.append(part)


def _charge(row: Mapping[str, Any]) -> Charge:
    amount = _money(row["amount"])
    return Charge(row["entry_id"], row["category"], _date(row["due_on"]), amount, open=amount)


def _credit(row: Mapping[str, Any]) -> Credit:
    return Credit(row["entry_id"], row["entry_type"], _date(row["booked_on"]), _money(row["amount"]))


def _money(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
