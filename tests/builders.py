"""Made-up landing tables for tests: one small function a row, and `Portfolio`, which writes them to a folder.

Belongs here: rows as the property manager's system would export them, with defaults that together make ONE lawful
signal on `AS_OF` (2026-04-20): lease L1, tenant T1, one month's rent of 1000.00 due on 2026-03-01 and unpaid, three
letters and a call, a mandate and an agreement. Does not belong here: anything that reads, checks or judges them.

    portfolio = Portfolio.lawful()                                    # L1 is deliverable on AS_OF
    portfolio.add_lease("L2", tenant=dict(deceased_on="2026-04-01"))   # a second, with one thing different
    portfolio.add(payment(lease_id="L2", amount="250.00"))
    portfolio.change("leases", "L1", postcode="3511AB")                # change a row by its key
    portfolio.write(tmp_path / "landing")

Every row function takes any column of its table by name and refuses other names, so that a typing error in a test
does not pass for a default. None becomes an empty cell; dates, Decimals and booleans are written as landing wants them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

AS_OF = date(2026, 4, 20)

# What a table has no rows of is left out of the folder where it may be, so that tests walk that path too.
MAY_BE_ABSENT = frozenset({
    "allocations", "optional_field_agreements", "objections", "payment_arrangements", "eviction_notices",
    "collection_cases", "co_tenants", "reported_elsewhere", "stated_balances", "export_info",
})  # fmt: skip


class Row(NamedTuple):
    """One row of one landing table; `cells` holds every column of the table, None for empty."""

    table: str
    cells: dict[str, object]


DEFAULTS: dict[str, dict[str, object]] = {
    "landlords": dict(landlord_id="LL1", name="Belegger Een", is_small_landlord=False),
    "leases": dict(
        lease_id="L1", tenant_id="T1", landlord_id="LL1", complex_id="C1", unit_type="dwelling",
        street="Voorbeeldstraat", house_number="1", house_number_suffix=None, postcode="1011 AB", city="Amsterdam",
        monthly_rent="1000.00", started_on="2024-01-01", ended_on=None,
    ),
    "tenants": dict(
        tenant_id="T1", tenant_type="person", deceased_on=None, last_name="Jansen", name_prefix=None, initials="A.B.",
        phone_1="0201234567", phone_2=None, phone_3=None, email="huurder@voorbeeld.nl",
    ),
    "ledger_entries": dict(
        entry_id="E1", lease_id="L1", entry_type="charge", category="rent", booked_on="2026-02-20",
        due_on="2026-03-01", amount="1000.00", reverses_entry_id=None,
    ),
    "allocations": dict(credit_entry_id="P1", charge_entry_id="E1", amount="100.00", allocated_on="2026-04-10"),
    "mandates": dict(
        mandate_id="M1", landlord_id="LL1", complex_id=None, clause_accepted_on="2025-01-05",
        landlord_informed_on="2025-01-05", processing_registered_on="2025-01-05",
        processor_agreement_signed_on="2025-01-05", valid_from="2025-01-05", valid_until=None,
    ),
    "optional_field_agreements": dict(landlord_id="LL1", field="initials", agreed_on="2025-01-05", ended_on=None),
    "municipalities": dict(municipality_code="0363", name="Amsterdam"),
    "municipality_agreements": dict(
        agreement_id="MA1", municipality_code="0363", applied_on="2025-01-10", signed_on="2025-02-01", ended_on=None,
        system="ris_matching", minimum_amount=None,
    ),
    "postcodes": dict(postcode="1011AB", house_number="1", municipality_code="0363"),
    "collection_actions": dict(
        action_id="A1", lease_id="L1", action_type="reminder_letter", channel="post", performed_on="2026-03-05",
        document_ref="brief.pdf",
    ),
    "objections": dict(
        objection_id="O1", tenant_id="T1", received_on="2026-04-18", withdrawn_on=None, received_by="landlord"
    ),
    "payment_arrangements": dict(
        arrangement_id="PA1", lease_id="L1", agreed_on="2026-04-15", ended_on=None, broken_on=None
    ),
    "eviction_notices": dict(
        notice_id="EN1", lease_id="L1", announced_on="2026-04-10", eviction_on="2026-05-10", cancelled_on=None
    ),
    "collection_cases": dict(
        case_id="CC1", lease_id="L1", agency_id="AG1", agency_reference="DOS-1", handed_over_on="2026-04-10",
        ended_on=None,
    ),
    "co_tenants": dict(lease_id="L1", tenant_id="T2", from_on=None, until_on=None),
    "reported_elsewhere": dict(lease_id="L1", reported_on="2026-04-10", reported_by="Incassobureau Een", ended_on=None),
    "stated_balances": dict(lease_id="L1", as_of="2026-04-20", open_rent="1000.00"),
    "export_info": dict(bank_cut_off_on="2026-04-20"),
}  # fmt: skip


def row(table: str, **cells: object) -> Row:
    """A row of `table`: the defaults above with `cells` in their place. Raises TypeError for an unknown column."""
    unknown = cells.keys() - DEFAULTS[table].keys()
    if unknown:
        raise TypeError(f"{table} has no column {', '.join(sorted(unknown))}")
    return Row(table, {**DEFAULTS[table], **cells})


def landlord(**cells: object) -> Row:
    return row("landlords", **cells)


def lease(**cells: object) -> Row:
    return row("leases", **cells)


def tenant(**cells: object) -> Row:
    return row("tenants", **cells)


def charge(**cells: object) -> Row:
    """A month's rent, due on 2026-03-01 and booked ten days before."""
    return row("ledger_entries", **cells)


def payment(**cells: object) -> Row:
    """A payment of 100.00, booked on 2026-04-10."""
    usual = dict(entry_id="P1", entry_type="payment", category=None, booked_on="2026-04-10", due_on=None)
    return row("ledger_entries", **{**usual, "amount": "100.00", **cells})


def reversal(**cells: object) -> Row:
    """A reversal of payment P1, whole, booked on 2026-04-12."""
    usual = dict(entry_id="R1", entry_type="reversal", booked_on="2026-04-12", reverses_entry_id="P1")
    return payment(**{**usual, **cells})


def allocation(**cells: object) -> Row:
    """100.00 of payment P1 for charge E1, on 2026-04-10."""
    return row("allocations", **cells)


def mandate(**cells: object) -> Row:
    return row("mandates", **cells)


def optional_field(**cells: object) -> Row:
    return row("optional_field_agreements", **cells)


def municipality(**cells: object) -> Row:
    return row("municipalities", **cells)


def agreement(**cells: object) -> Row:
    return row("municipality_agreements", **cells)


def postcode(**cells: object) -> Row:
    return row("postcodes", **cells)


def action(**cells: object) -> Row:
    return row("collection_actions", **cells)


def objection(**cells: object) -> Row:
    return row("objections", **cells)


def arrangement(**cells: object) -> Row:
    return row("payment_arrangements", **cells)


def eviction_notice(**cells: object) -> Row:
    return row("eviction_notices", **cells)


def collection_case(**cells: object) -> Row:
    return row("collection_cases", **cells)


def co_tenant(**cells: object) -> Row:
    return row("co_tenants", **cells)


def reported_elsewhere(**cells: object) -> Row:
    return row("reported_elsewhere", **cells)


def stated_balance(**cells: object) -> Row:
    """The source's own count for L1: 1000.00 open on 2026-04-20, the same as ours."""
    return row("stated_balances", **cells)


def export_info(**cells: object) -> Row:
    return row("export_info", **cells)


def collection_steps(lease_id: str = "L1") -> list[Row]:
    """All that must precede a signal: reminder 5 March, call 10 March, demand 15 March, summons 5 April (by post)."""
    steps = (
        ("reminder_letter", "post", "2026-03-05"), ("phone_call", "phone", "2026-03-10"),
        ("demand_letter", "post", "2026-03-15"), ("summons_letter", "post", "2026-04-05"),
    )  # fmt: skip
    return [
        action(action_id=f"{lease_id}-A{n}", lease_id=lease_id, action_type=kind, channel=channel, performed_on=day)
        for n, (kind, channel, day) in enumerate(steps, start=1)
    ]


@dataclass
class Portfolio:
    """Landing tables in memory: table name -> list of rows (dicts with every column of the table)."""

    tables: dict[str, list[dict[str, object]]] = field(default_factory=lambda: {name: [] for name in DEFAULTS})

    @classmethod
    def lawful(cls, *lease_ids: str) -> Portfolio:
        """One landlord, mandate, municipality and agreement, and a deliverable lease for each id (default: L1)."""
        portfolio = cls()
        portfolio.add(landlord(), mandate(), municipality(), agreement())
        for lease_id in lease_ids or ("L1",):
            portfolio.add_lease(lease_id)
        return portfolio

    def add(self, *rows: Row | Iterable[Row]) -> Portfolio:
        """Adds rows, or lists of rows, to the tables they belong to."""
        for item in rows:
            for each in [item] if isinstance(item, Row) else item:
                self.tables[each.table].append(each.cells)
        return self

    def add_lease(
        self, lease_id: str, *, lease: Mapping = {}, tenant: Mapping = {}, charge: Mapping = {}, steps: bool = True
    ) -> Portfolio:
        """Adds a lease that is deliverable on AS_OF, with tenant, one unpaid charge and (`steps`) the collection steps.

        Lease L7 gets tenant T7, house number 7, entry L7-E1; the three mappings change cells of those rows. The house
        number is the digits of the id, and the address is put in `postcodes`.
        """
        digits = "".join(filter(str.isdigit, lease_id)) or "1"
        tenant_id = f"T{lease_id.removeprefix('L')}"
        lease_row = row("leases", **{"lease_id": lease_id, "tenant_id": tenant_id, "house_number": digits, **lease})
        tenant_row = row("tenants", **{"tenant_id": tenant_id, "last_name": f"Jansen{digits}", **tenant})
        charge_row = row("ledger_entries", **{"entry_id": f"{lease_id}-E1", "lease_id": lease_id, **charge})
        self.add(lease_row, tenant_row, charge_row, collection_steps(lease_id) if steps else [])
        address = {"postcode": "1011AB", "house_number": digits}
        if not any(known.items() >= address.items() for known in self.tables["postcodes"]):
            self.add(postcode(**address))
        return self

    def change(self, table: str, key: str, **cells: object) -> Portfolio:
        """Changes the row of `table` whose first column is `key`. Raises KeyError if there is none."""
        first = next(iter(DEFAULTS[table]))
        found = [each for each in self.tables[table] if each[first] == key]
        if not found:
            raise KeyError(f"{table} has no row {key}")
        for each in found:
            each.update(row(table, **{**each, **cells}).cells)
        return self

    def remove(self, table: str, key: str | None = None) -> Portfolio:
        """Removes the rows of `table` whose first column is `key`, or (None) all of them."""
        first = next(iter(DEFAULTS[table]))
        self.tables[table] = [each for each in self.tables[table] if key is not None and each[first] != key]
        return self

    def write(self, folder: Path, *, delimiter: str = ",", bom: bool = False, line_end: str = "\n") -> Path:
        """Writes one CSV a table to `folder` (made if need be) and gives the folder back.

        A table that may be absent and has no rows is left out (and its old file removed); a required one is then a
        file with titles only.
        """
        folder.mkdir(parents=True, exist_ok=True)
        for table, rows in self.tables.items():
            path = folder / f"{table}.csv"
            if not rows and table in MAY_BE_ABSENT:
                path.unlink(missing_ok=True)
                continue
            write_csv(path, list(DEFAULTS[table]), rows, delimiter=delimiter, bom=bom, line_end=line_end)
        return folder


def write_csv(
    path: Path, columns: list[str], rows: Iterable[Mapping], *, delimiter: str = ",", bom: bool = False,
    line_end: str = "\n",
) -> None:  # fmt: skip
    """Writes rows as a landing CSV: titles first, UTF-8, with or without BOM."""
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end)
        writer.writerow(columns)
        for each in rows:
            writer.writerow([_cell(each.get(column)) for column in columns])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return str(value)
