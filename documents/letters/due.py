"""The letters that fall due on a day: for which lease, to whom, about how much, naming which data.

Belongs here: reading what a letter needs from the warehouse, and saying why one cannot be made. Does not belong here:
when a letter falls due (marts.collection_agenda: nothing under a hold, an objection, a kept arrangement or a death).

This is the one place in documents/ that reads names and addresses; they go into the letter and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from documents.dutch import day, euros
from documents.letters.costs import collection_costs
from exports.ground.duck import rows

CATEGORIES = {"rent": "huur", "service_charges": "servicekosten"}
ADDRESS_INCOMPLETE = "niet gemaakt: naam of adres is onvolledig"


@dataclass(frozen=True)
class DueLetter:
    """One letter that falls due. Names and addresses stay out of its printed form.

    Attributes:
        step: the agenda's step, such as `summons_letter`.
        amount: the arrears as text, `€ 1.234,56`.
        costs: what collection may cost over that amount, as text; only the 14-day letter names it.
        fields: the optional fields this landlord agreed to share.
        items: (due date, what, open amount) of each charge in arrears, oldest first, as texts.
        obstacle: why it cannot be made; None where it can.
    """

    lease_id: str
    step: str
    amount: str
    costs: str
    fields: frozenset[str]
    items: Sequence[tuple[str, str, str]]
    name: str = field(repr=False)
    address: str = field(repr=False)
    place: str = field(repr=False)
    obstacle: str | None = None


def due_letters(con: duckdb.DuckDBPyConnection) -> list[DueLetter]:
    """What falls due on the warehouse's date, by kind of letter and lease number."""
    charges: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows(con, _CHARGES):
        what = f"{CATEGORIES.get(row['category'], row['category'])} {_month(row['due_on'])}"
        charges.setdefault(row["lease_id"], []).append((day(row["due_on"]), what, euros(row["open_amount"])))
    return [_letter(row, charges.get(row["lease_id"], [])) for row in rows(con, _LETTERS)]


def _letter(row: Mapping[str, Any], items: Sequence[tuple[str, str, str]]) -> DueLetter:
    parts = (row["initials"], row["name_prefix"], row["last_name"])
    number = "".join(filter(None, (row["house_number"], _suffix(row["house_number_suffix"]))))
    is_complete = all((row["last_name"], row["street"], row["house_number"], row["postcode"], row["city"]))
    return DueLetter(
        lease_id=row["lease_id"],
        step=row["next_step"],
        amount=euros(row["amount_in_arrears"]),
        costs=euros(collection_costs(row["amount_in_arrears"])),
        fields=frozenset(name for name in _FIELDS if row[f"shares_{name}"]),
        items=items,
        name="De heer/mevrouw " + " ".join(filter(None, parts)),
        address=f"{row['street']} {number}",
        place=f"{_spaced(row['postcode'] or '')}  {row['city']}",
        obstacle=None if is_complete else ADDRESS_INCOMPLETE,
    )


def _suffix(suffix: str | None) -> str:
    return f"-{suffix}" if suffix and suffix[0].isdigit() else f" {suffix}" if suffix else ""


def _spaced(postcode: str) -> str:
    """1234 AB, as it stands on an envelope."""
    tight = "".join(postcode.split()).upper()
    return f"{tight[:4]} {tight[4:]}" if len(tight) == 6 else postcode


def _month(due_on: date) -> str:
    return f"{due_on:%m-%Y}"


_FIELDS = ("initials", "street", "house_number_suffix", "city", "phone", "email")

_STEPS = "('reminder_letter', 'demand_letter', 'summons_letter')"

_LETTERS = f"""
    select
        agenda.lease_id,
        agenda.next_step,
        agenda.amount_in_arrears,
        tenants.initials,
        tenants.name_prefix,
        tenants.last_name,
        leases.street,
        leases.house_number,
        leases.house_number_suffix,
        leases.postcode,
        leases.city,
        {", ".join(f"coalesce(fields.shares_{name}, false) as shares_{name}" for name in _FIELDS)}
    from marts.collection_agenda as agenda
    inner join landing.leases as leases using (lease_id)
    left join landing.tenants as tenants using (tenant_id)
    left join intermediate.int_optional_fields as fields on leases.landlord_id = fields.landlord_id
    where agenda.is_due_today and agenda.next_step in {_STEPS}
    order by agenda.next_step, agenda.lease_id
"""

_CHARGES = f"""
    select charges.lease_id, charges.due_on, charges.category, charges.open_amount
    from intermediate.int_open_charges as charges
    inner join marts.collection_agenda as agenda using (lease_id)
    where charges.is_in_arrears and agenda.is_due_today and agenda.next_step in {_STEPS}
    order by charges.lease_id, charges.due_on, charges.entry_id
"""
