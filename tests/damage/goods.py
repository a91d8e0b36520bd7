"""A good portfolio in the form each reader takes: landing tables, somebody's own exports, VERA, feedback and CBS.

Belongs here: made-up rows that are read right. Does not belong here: damage (kinds.py, json_kinds.py) or readers.
"""

from __future__ import annotations

from tests.builders import (
    Portfolio,
    allocation,
    arrangement,
    co_tenant,
    export_info,
    objection,
    optional_field,
    payment,
    reported_elsewhere,
    stated_balance,
)
from tests.damage.json_kinds import Records
from tests.damage.kinds import Good, Rows
from tests.support.vera import agreement, booking, code, contact, link, person, receipt, unit

MAPPING = """
[ledger_entries]
file = "boekingen.{kind}"
[ledger_entries.columns]
entry_id = "Volgnr"
lease_id = "Contract"
entry_type = "Soort"
category = "Rubriek"
booked_on = "Boekdatum"
due_on = "Vervaldatum"
amount = "Bedrag"
[ledger_entries.values.entry_type]
Factuur = "charge"
Ontvangst = "payment"
[ledger_entries.values.category]
Huur = "rent"

[objections]
file = "bezwaren.{kind}"
[objections.columns]
objection_id = "Nr"
tenant_id = "Huurder"
received_on = "Ontvangen"
withdrawn_on = "Ingetrokken"
received_by = "Bij"
[objections.values.received_by]
Wij = "landlord"
Gemeente = "municipality"
"""
WORDS = {"charge": "Factuur", "payment": "Ontvangst", "rent": "Huur", "landlord": "Wij", "municipality": "Gemeente"}


def portfolio() -> Portfolio:
    """Leases with keys that hold zeros, some paid, objected, arranged, reported by others; amounts in thousands."""
    made = Portfolio.lawful("L0101", "L0102", "L0103", "L0104")
    for number, name in enumerate(("Müller", "Şahin", "van der Berg", "d'Arc, Jean"), start=101):
        made.change("tenants", f"T0{number}", last_name=name)
        made.change("leases", f"L0{number}", complex_id="C01", house_number=str(number))
    made.change("mandates", "M1", complex_id="C01")
    made.change("municipality_agreements", "MA1", minimum_amount="50.00")
    made.add(payment(entry_id="P1", lease_id="L0101", amount="1000.00"), payment(entry_id="P2", lease_id="L0102", amount="40.00"))
    made.add(allocation(credit_entry_id="P1", charge_entry_id="L0101-E1", amount="1000.00"))
    made.add(objection(tenant_id="T0103"), objection(objection_id="O2", tenant_id="T0104", received_on="2026-04-19"))
    made.add(
        arrangement(lease_id="L0104"),
        co_tenant(lease_id="L0102", tenant_id="T0103"),
        co_tenant(lease_id="L0103", tenant_id="T0104"),
    )
    made.add(reported_elsewhere(lease_id="L0101"), reported_elsewhere(lease_id="L0102"), optional_field())
    made.add(stated_balance(lease_id="L0102", open_rent="960.00"), stated_balance(lease_id="L0103"), export_info())
    return made


COUNTS = {name: len(rows) for name, rows in portfolio().tables.items()}


def mapped_exports() -> dict[str, Good]:
    """The ledger and the objections as a Dutch system exports them, with semicolons."""
    bookings = [["Volgnr", "Contract", "Soort", "Rubriek", "Boekdatum", "Vervaldatum", "Bedrag", "Memo"]]
    for each in portfolio().tables["ledger_entries"]:
        amount = f"{1000 + float(each['amount']):,.2f}".translate(str.maketrans(",.", ".,"))
        due = _dutch(each["due_on"]) if each["due_on"] else ""
        bookings.append([each["entry_id"], each["lease_id"], WORDS[each["entry_type"]], WORDS.get(each["category"] or "", ""),
            _dutch(each["booked_on"]), due, amount, "'t Hof; 3, huur"])  # fmt: skip
    objections = [["Nr", "Huurder", "Ontvangen", "Ingetrokken", "Bij"]]
    for each in portfolio().tables["objections"]:
        objections.append([each["objection_id"], each["tenant_id"], _dutch(each["received_on"]), "", WORDS[each["received_by"]]])
    return {"ledger_entries": Good(bookings, ";"), "objections": Good(objections, ";")}


def _dutch(day: str) -> str:
    return "-".join(reversed(str(day).split("-")))


def vera_export() -> dict[str, Records]:
    """The same kind of portfolio as a VERA export: three leases, one paid in part, one with an arrangement."""
    leases = {f"O00{n}": f"R00{n}" for n in (1, 2, 3)}
    paid = link("A001", "B002", "P002", 1000.0)
    due = dict(boekdatum="2026-02-20", vervaldatum="2026-03-01", bedrag=1900.0)
    return {
        "boekingen": [
            *(booking(f"B00{n}", overeenkomst={"id": f"O00{n}"}, saldo=1900.0, **due) for n in (1, 3)),
            booking("B002", overeenkomst={"id": "O002"}, saldo=900.0, afletteringen=[paid], **due),
            receipt("P002", overeenkomst={"id": "O002"}, bedrag=1000.0, saldo=0.0),
        ],
        "overeenkomsten": [agreement(lease, tenant, f"E{lease[1:]}") for lease, tenant in leases.items()],
        "relaties": [
            person(tenant, achternaam=name) for tenant, name in zip(leases.values(), ("Müller", "Şahin", "Berg"), strict=True)
        ],
        "eenheden": [unit(f"E{lease[1:]}") for lease in leases],
        "contactmomenten": [
            contact(f"C00{n}", relaties=[{"id": f"R00{n}"}], datum=f"2026-03-{n:02d}T09:00:00Z") for n in (1, 2, 3)
        ],
        "betalingsregelingen": [
            {"id": f"G00{n}", "status": code("ACT"), "afspraakdatum": "2026-04-10", "overeenkomst": {"id": f"O00{n}"}}
            for n in (2, 3)
        ],
    }  # fmt: skip


def feedback_file() -> Good:
    titles = ["Achternaam", "Postcode", "Huisnummer", "Huisnummer toevoeging", "Hulp geaccepteerd", "Datum"]
    rows: Rows = [
        [f"Jansen{n}é", "1011AB", str(n), "A" if n % 2 else "", "ja" if n % 3 else "nee", f"2026-04-{n:02d}"] for n in range(1, 9)
    ]
    return Good([titles, *rows], ";")


def cbs_file() -> Good:
    rows: Rows = [["PC6", "Huisnummer", "Buurt2025", "Wijk2025", "Gemeente2025"]]
    rows += [[f"10{n}AB", str(n), "B1", "W1", "0363"] for n in range(11, 60)]
    return Good(rows, ";")
