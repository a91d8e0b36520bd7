"""A lifelike portfolio with much of it knocked askew, so that rules meet each other in ways nobody thought of.

Belongs here: seeded changes to rows that stay lawful landing rows. Does not belong here: what should come of them.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

Tables = dict[str, list[dict]]

# Column -> what may be put in its place. Dates are put on or around the as-of date, where rules turn.
ODD_VALUES = {
    ("leases", "unit_type"): ["parking", "commercial", "other"],
    ("leases", "postcode"): [None, "1011SS", "0123AB", "1011 ab", " 3511AD", "9999ZZ"],
    ("leases", "house_number"): [None, "12A", "1", "2", "01"],
    ("leases", "complex_id"): [None, "elsewhere"],
    ("leases", "tenant_id"): ["nobody"],
    ("leases", "landlord_id"): ["nobody"],
    ("tenants", "tenant_type"): ["organisation"],
    ("tenants", "last_name"): [None, "-", "N.V.T.", " onbekend", "Geen Idee", "Jan\x0bsen", "12"],
    ("collection_actions", "channel"): ["post", "email", "portal"],
    ("ledger_entries", "amount"): [Decimal("0.01"), Decimal("2000.00")],
    ("allocations", "amount"): [Decimal("0.01"), Decimal("2000.00")],
    ("allocations", "charge_entry_id"): ["nothing"],
    ("allocations", "credit_entry_id"): ["nothing"],
    ("municipality_agreements", "minimum_amount"): [None, Decimal("0.00"), Decimal("1500.00")],
    ("postcodes", "house_number"): [None, "1"],
}
DATES = {
    "leases": ("started_on", "ended_on"),
    "tenants": ("deceased_on",),
    "ledger_entries": ("booked_on",),
    "allocations": ("allocated_on",),
    "mandates": ("clause_accepted_on", "landlord_informed_on", "valid_from", "valid_until"),
    "municipality_agreements": ("signed_on", "ended_on"),
    "collection_actions": ("performed_on",),
    "objections": ("received_on", "withdrawn_on"),
    "payment_arrangements": ("agreed_on", "ended_on", "broken_on"),
}
NEVER_EMPTY = {"started_on", "booked_on", "allocated_on", "valid_from", "performed_on", "received_on", "agreed_on"}
LEDGER, LEDGER_SHARE = ("ledger_entries", "allocations"), 0.006  # a lease has many rows: more leaves no ledger whole
DAYS_AROUND = (-40, -38, -31, -30, -29, -9, -8, -7, -1, 0, 0, 1)


def batter(tables: Tables, as_of: date, seed: int) -> Tables:
    """The tables with a good part of their rows changed; the same seed gives the same. Keys stay unique."""
    rng = Random(seed)
    for (table, column), values in ODD_VALUES.items():
        for row in _some(tables[table], rng, LEDGER_SHARE if table in LEDGER else 0.04):
            row[column] = rng.choice(values)
    for table, columns in DATES.items():
        for column in columns:
            for row in _some(tables[table], rng, LEDGER_SHARE if table in LEDGER else 0.06):
                is_emptied = column not in NEVER_EMPTY and rng.random() < 0.2
                row[column] = None if is_emptied else as_of + timedelta(days=rng.choice(DAYS_AROUND))
    for row in _some([row for row in tables["ledger_entries"] if row["entry_type"] == "charge"], rng, LEDGER_SHARE):
        row["due_on"] = as_of + timedelta(days=rng.choice(DAYS_AROUND))
    _reverse_some(tables, as_of, rng)
    _link_over_leases(tables, as_of, rng)
    _state_balances(tables, as_of, rng)
    _share_leases(tables, as_of, rng)
    _unique(tables["postcodes"], "postcode", "house_number")
    return tables


def _reverse_some(tables: Tables, as_of: date, rng: Random) -> None:
    credits = [row for row in tables["ledger_entries"] if row["entry_type"] == "payment"]
    for number, row in enumerate(_some(credits, rng, LEDGER_SHARE)):
        part = rng.choice([row["amount"], Decimal("10.00"), row["amount"] + 1])
        names = rng.choice([row["entry_id"], row["entry_id"], row["entry_id"], "nothing", credits[0]["entry_id"]])
        reversal = {"entry_id": f"battered-{number}", "entry_type": "reversal", "category": None, "due_on": None}
        booked_on = as_of + timedelta(days=rng.choice(DAYS_AROUND))
        change = {"amount": part, "reverses_entry_id": names, "booked_on": booked_on}
        tables["ledger_entries"].append({**row, **reversal, **change})


def _link_over_leases(tables: Tables, as_of: date, rng: Random) -> None:
    """Allocations from any credit, or from one that no table has, to any charge: money that stands elsewhere."""
    credits = [row["entry_id"] for row in tables["ledger_entries"] if row["entry_type"] in ("payment", "credit_note")]
    charges = [row for row in tables["ledger_entries"] if row["entry_type"] == "charge"]
    for charge in _some(charges, rng, LEDGER_SHARE):
        credit = rng.choice([rng.choice(credits), "nothing", charge["entry_id"]])
        link = {"credit_entry_id": credit, "charge_entry_id": charge["entry_id"], "amount": charge["amount"]}
        tables["allocations"].append({**link, "allocated_on": as_of + timedelta(days=rng.choice(DAYS_AROUND))})


def _state_balances(tables: Tables, as_of: date, rng: Random) -> None:
    amounts = [Decimal(text) for text in ("-25.00", "0.00", "0.01", "600.00", "900.00", "1500.00", "99999.00")]
    tables["stated_balances"] = [
        {
            "lease_id": row["lease_id"],
            "as_of": as_of - timedelta(days=rng.choice([-1, 0, 1, 3, 4])),
            "open_rent": rng.choice(amounts),
        }
        for row in _some(tables["leases"], rng, 0.1)
    ]


def _share_leases(tables: Tables, as_of: date, rng: Random) -> None:
    """Co-tenants, who are tenants elsewhere too, and leases that an agency reported."""

    def around() -> date | None:
        return rng.choice([None, as_of + timedelta(days=rng.choice(DAYS_AROUND))])

    objectors = [row["tenant_id"] for row in tables["objections"]] or ["nobody"]
    tables["co_tenants"] = [
        {"lease_id": row["lease_id"], "tenant_id": rng.choice(objectors), "from_on": around(), "until_on": around()}
        for row in _some(tables["leases"], rng, 0.15)
    ]
    tables["reported_elsewhere"] = [
        {"lease_id": row["lease_id"], "reported_on": as_of + timedelta(days=rng.choice(DAYS_AROUND)), "reported_by": "Bureau Een",
         "ended_on": around()}
        for row in _some(tables["leases"], rng, 0.1)
    ]  # fmt: skip


def _some(rows: list[dict], rng: Random, share: float) -> list[dict]:
    return [row for row in rows if rng.random() < share]


def _unique(rows: list[dict], *key: str) -> None:
    seen: set[tuple] = set()
    kept = [row for row in rows if (name := tuple(row[part] for part in key)) not in seen and not seen.add(name)]
    rows[:] = kept
