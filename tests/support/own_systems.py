"""One made-up portfolio, and the same portfolio as six landlords' systems export it, each with titles and habits of its own.

Belongs here: the portfolio as landing rows, and writers that also say what each of their titles means to us. Does not belong
here: mapping files (vroegsignaal map proposes them) or what is decided about anybody.

A file is a list of (title, what it means, how a record is written there). What it means are our columns, `leases.lease_id`
and so on, with a space between several; empty: none of ours.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

Column = tuple[str, str, Callable[[Any], Any]]
Tables = dict[str, list[dict[str, Any]]]
MONTHS = [date(2026, month, 1) for month in range(4, 12)]
NAMES = [
    ("Berg", "van den", "M.A."), ("Jansen", "", "P."), ("Çelik", "", "A."), ("Vries", "de", "J.H."), ("Bakker", "", "S."),
    ("Horst", "ter", "K."), ("Dijk", "van", "L.M."), ("Smit", "", "T."), ("Meijer", "", "E.F."), ("Yildiz", "", "N."),
    ("Boer", "de", "W."), ("Mulder", "", "C."),
]  # fmt: skip
STREETS = ["Kerkstraat", "Dorpsweg", "Lange Nieuwstraat", "Prinsengracht"]


@dataclass(frozen=True)
class Tenancy:
    """A lease with its tenant, as a contract list shows them in one line."""

    lease: dict[str, Any]
    tenant: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.lease.get(name) if name in self.lease else self.tenant.get(name)


@dataclass(frozen=True)
class System:
    """Files as a system exports them, and (file, sheet, title) -> what it means to us."""

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    means: dict[tuple[str, str | None, str], set[str]] = field(default_factory=dict)


def portfolio(count: int = 20) -> dict[str, list[dict[str, Any]]]:
    """Landing tables of `count` leases on 20 November 2026: one in three pays nothing since September."""
    leases, tenants, entries, actions = [], [], [], []
    for n in range(count):
        last_name, prefix, initials = NAMES[n % len(NAMES)]
        is_garage = n == count - 1  # of the tenant of the lease before it
        tenant = 5001 + n - is_garage
        lease = dict(
            lease_id=f"{70001 + n}", tenant_id=f"{tenant}", landlord_id="BEL1" if n % 4 else "BEL2", complex_id=f"CX{n % 3}",
            unit_type="parking" if is_garage else "dwelling", street=STREETS[n % 4], house_number=f"{10 + n}",
            house_number_suffix="A" if n % 5 == 0 else None, postcode=f"35{12 + n % 4} JE", city="Utrecht",
            monthly_rent=Decimal("612.45") + n, started_on=date(2019, 3, 1), ended_on=date(2026, 12, 31) if n == 7 else None,
        )  # fmt: skip
        leases.append(lease)
        if not is_garage:
            tenants.append(
                dict(
                    tenant_id=f"{tenant}", tenant_type="organisation" if n == 4 else "person",
                    deceased_on=date(2026, 10, 3) if n == 6 else None,
                    last_name="Zorggroep Midden" if n == 4 else last_name, name_prefix=None if n == 4 else prefix or None,
                    initials=None if n == 4 else initials, phone_1=f"06123450{n:02}" if n % 2 else None,
                    email=f"huurder{n}@post.example" if n % 3 else None,
                )
            )  # fmt: skip
        entries += _ledger(n, lease)
        if n % 3 == 0:
            actions += [
                dict(lease_id=lease["lease_id"], action_type=kind, channel=channel, performed_on=day)
                for kind, channel, day in (
                    ("reminder_letter", "post", date(2026, 9, 8)), ("demand_letter", "post", date(2026, 9, 16)),
                    ("phone_call", "phone", date(2026, 9, 22)), ("summons_letter", "post", date(2026, 10, 6)),
                )
            ]  # fmt: skip
    day = date(2025, 1, 15)
    return {
        "leases": leases, "tenants": tenants, "ledger_entries": entries, "collection_actions": actions,
        "landlords": [dict(landlord_id="BEL1", name="Belegger Een B.V.", is_small_landlord=False),
                      dict(landlord_id="BEL2", name="Familie Twee", is_small_landlord=True)],
        "mandates": [dict(landlord_id=each, clause_accepted_on=day, landlord_informed_on=date(2025, 1, 20),
                          processing_registered_on=date(2025, 2, 1), processor_agreement_signed_on=date(2025, 2, 3),
                          valid_from=date(2025, 2, 3)) for each in ("BEL1", "BEL2")],
        "objections": [dict(tenant_id="5004", received_on=date(2026, 10, 9), received_by="landlord")],
        "payment_arrangements": [dict(lease_id="70010", agreed_on=date(2026, 10, 20), ended_on=None, broken_on=None)],
    }  # fmt: skip


def _ledger(n: int, lease: dict[str, Any]) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []

    def add(kind: str, day: date, amount: Decimal, category: str | None = None, **more: Any) -> None:
        entries.append(
            dict(
                entry_id=f"{n + 1}{len(entries) + 1:03}", lease_id=lease["lease_id"], entry_type=kind, category=category,
                booked_on=day, due_on=day if kind == "charge" else None, amount=amount, reverses_entry_id=None,
            ) | more
        )  # fmt: skip

    for month in MONTHS:
        add("charge", month, lease["monthly_rent"], "rent")
        add("charge", month, Decimal("41.10"), "service_charges")
        if n % 3 or month < date(2026, 9, 1):
            add("payment", month.replace(day=3 + n % 9), lease["monthly_rent"] + Decimal("41.10"))
    if n == 2:  # the bank takes the last receipt back
        add("reversal", date(2026, 11, 18), entries[-1]["amount"], reverses_entry_id=entries[-1]["entry_id"])
    if n == 3:
        add("charge", date(2026, 10, 12), Decimal("48.40"), "collection_costs")
    return entries


# --- writing -------------------------------------------------------------------------------------------------------


def nl(value: Any) -> str:
    """A cell as Dutch systems write it: 01-04-2026, 1.612,45, ja."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nee"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, Decimal):
        return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    return str(value)


def as_csv(columns: Sequence[Column], records: Iterable[Any], delimiter: str = ";", encoding: str = "cp1252",
           write: Callable[[Any], str] = nl, above: Sequence[str] = ()) -> bytes:  # fmt: skip
    text = io.StringIO(newline="")
    for line in above:
        text.write(f"{line}\r\n")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([title for title, _, _ in columns])
    writer.writerows([[write(cell(record)) for _, _, cell in columns] for record in records])
    return text.getvalue().encode(encoding)


@dataclass(frozen=True)
class Tab:
    """One worksheet: the lines above its titles, its columns, and a last line of totals."""

    columns: Sequence[Column]
    records: Sequence[Any]
    above: Sequence[Sequence[str]] = ()
    below: Sequence[Sequence[Any]] = ()


def as_workbook(tabs: dict[str, Tab]) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    for name, tab in tabs.items():
        sheet = book.add_worksheet(name)
        titles = [title for title, _, _ in tab.columns]
        body = [[cell(record) for _, _, cell in tab.columns] for record in tab.records]
        for at, row in enumerate([*tab.above, titles, *body, *tab.below]):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, place, cell)
                elif isinstance(cell, Decimal):
                    sheet.write_number(at, place, float(cell))
                elif isinstance(cell, str) and cell:
                    sheet.write_string(at, place, cell)
                elif cell not in (None, ""):
                    sheet.write(at, place, cell)
    book.close()
    return data.getvalue()


def means(file: str, sheet: str | None, columns: Sequence[Column]) -> dict[tuple[str, str | None, str], set[str]]:
    return {(file, sheet, title): set(meaning.split()) for title, meaning, _ in columns}


def of(name: str) -> Callable[[Any], Any]:
    return lambda record: record[name] if isinstance(record, dict) else getattr(record, name)


def always(value: Any) -> Callable[[Any], Any]:
    return lambda record: value


def word(name: str, words: dict[Any, Any]) -> Callable[[Any], Any]:
    return lambda record: words[of(name)(record)]


def debit(entry: dict[str, Any]) -> Decimal | None:
    return entry["amount"] if entry["entry_type"] in ("charge", "reversal") else None


def credit(entry: dict[str, Any]) -> Decimal | None:
    return entry["amount"] if debit(entry) is None else None


def signed(entry: dict[str, Any]) -> Decimal:
    return entry["amount"] if debit(entry) is not None else -entry["amount"]


def tenancies(tables: dict[str, list[dict[str, Any]]]) -> list[Tenancy]:
    tenants = {tenant["tenant_id"]: tenant for tenant in tables["tenants"]}
    return [Tenancy(lease, tenants[lease["tenant_id"]]) for lease in tables["leases"]]


def kind(entry: dict[str, Any]) -> str:
    return entry["category"] or entry["entry_type"]


def columns(text: str, cells: dict[str, Callable[[Any], Any]] | None = None) -> list[Column]:
    """Columns from lines such as `Contractnummer = leases.lease_id`: a cell is the record's own, or what `cells` gives."""
    found = []
    for line in text.strip().splitlines():
        title, _, meaning = line.strip().partition(" =")
        own = of(meaning.split()[0].partition(".")[2]) if meaning.strip() else always(None)
        found.append((title, meaning.strip(), (cells or {}).get(title, own)))
    return found


def of_csv(name: str, parts: dict[str, tuple[Sequence[Column], Sequence[Any]]], **how: Any) -> System:
    system = System(name)
    for file, (titles, records) in parts.items():
        system.files[file] = as_csv(titles, records, **how)
        system.means.update(means(file, None, titles))
    return system


def of_workbooks(name: str, books: dict[str, dict[str, Tab]]) -> System:
    system = System(name)
    for file, tabs in books.items():
        system.files[file] = as_workbook(tabs)
        for sheet, tab in tabs.items():
            system.means.update(means(file, sheet, tab.columns))
    return system


def mandate_columns(titles: Sequence[str], landlord: str) -> list[Column]:
    names = (
        "clause_accepted_on",
        "landlord_informed_on",
        "processing_registered_on",
        "processor_agreement_signed_on",
        "valid_from",
    )
    return [(landlord, "mandates.landlord_id", of("landlord_id"))] + [
        (title, f"mandates.{name}", of(name)) for title, name in zip(titles, names, strict=True)
    ]


def full_name(tenant: Any) -> str:
    parts = [part for part in (tenant.initials, tenant.name_prefix) if part]
    return f"{tenant.last_name}, {' '.join(parts)}" if parts else tenant.last_name


def address(tenancy: Any) -> str:
    suffix = f"-{tenancy.house_number_suffix}" if tenancy.house_number_suffix else ""
    return f"{tenancy.street} {tenancy.house_number}{suffix}"


def steps_of(tables: Tables) -> list[dict[str, Any]]:
    """One record per lease with its actions as columns."""
    found: dict[str, dict[str, Any]] = {}
    for action in tables["collection_actions"]:
        found.setdefault(action["lease_id"], {"lease_id": action["lease_id"]})[action["action_type"]] = action["performed_on"]
    return list(found.values())
