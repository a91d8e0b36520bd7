"""The manager's books: ledger entries, allocations and collection actions as they are written down.

Belongs here: making rows with their numbers, and nothing else. Does not belong here: who pays when (behaviour.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from demo.calendar_days import days
from demo.places import document_numbers

Row = dict[str, Any]


@dataclass
class Books:
    """Rows of `ledger_entries`, `allocations` and `collection_actions`, and the numbers already given out."""

    entries: list[Row] = field(default_factory=list)
    allocations: list[Row] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)
    _entry_ids: Iterator[str] = field(default_factory=lambda: document_numbers("GB", 7))
    _action_ids: Iterator[str] = field(default_factory=lambda: document_numbers("AC", 6))

    def charge(self, lease_id: str, category: str, due_on: date, amount: Decimal, booked_on: date | None = None) -> Row:
        """What is owed; without a booking date it was booked eleven days before it falls due."""
        return self._entry(lease_id, "charge", booked_on or due_on - days(11), amount, category=category, due_on=due_on)

    def credit(self, lease_id: str, booked_on: date, amount: Decimal, entry_type: str = "payment") -> Row:
        """A payment, a credit note or a write-off."""
        return self._entry(lease_id, entry_type, booked_on, amount)

    def reverse(self, credit: Row, booked_on: date, amount: Decimal | None = None) -> Row:
        """The bank takes a payment back, wholly or in part (storno)."""
        return self._entry(
            str(credit["lease_id"]), "reversal", booked_on, amount or credit["amount"],
            reverses_entry_id=credit["entry_id"],
        )  # fmt: skip

    def allocate(self, credit: Row, charge: Row, amount: Decimal | None = None, on: date | None = None) -> Row:
        """The explicit link from a credit to the charge it settles (aflettering)."""
        row = dict(
            credit_entry_id=credit["entry_id"],
            charge_entry_id=charge["entry_id"],
            amount=charge["amount"] if amount is None else amount,
            allocated_on=on or credit["booked_on"],
        )
        self.allocations.append(row)
        return row

    def act(self, lease_id: str, action_type: str, channel: str, performed_on: date) -> Row:
        """One step of the collection ladder, with a reference to the document, as a file name in the archive.

        This manager's demand is the 14-day letter of art. 6:96 BW too, and its file is called so.
        """
        number = next(self._action_ids)
        kind = "-veertiendagenbrief" if action_type == "demand_letter" else ""
        row = dict(
            action_id=number, lease_id=lease_id, action_type=action_type, channel=channel, performed_on=performed_on,
            document_ref=f"dossier/{lease_id}/{number}{kind}.pdf" if channel in ("post", "email", "portal") else None,
        )  # fmt: skip
        self.actions.append(row)
        return row

    def _entry(self, lease_id: str, entry_type: str, booked_on: date, amount: Decimal, **more: object) -> Row:
        row = dict(
            entry_id=next(self._entry_ids), lease_id=lease_id, entry_type=entry_type, category=None,
            booked_on=booked_on, due_on=None, amount=amount, reverses_entry_id=None,
        ) | more  # fmt: skip
        self.entries.append(row)
        return row
