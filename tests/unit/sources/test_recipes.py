"""The recipes of docs/nl/recepten.md, word for word: each on a made-up export of its shape decides what our own tables decide.

Dynamics NAV, which keeps its applications apart, has a file of its own (test_recipe_of_nav.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from sources.mapping import MappedReport, prepare_mapped
from tests.support.decisions_by_hand import decisions_by_hand
from tests.support.own_systems import Tab, Tables, as_csv, as_workbook, columns, portfolio, signed
from tests.unit.sources.test_own_systems import AS_OF, complete

PAGE = Path(__file__).parents[3] / "docs" / "nl" / "recepten.md"
TEXT = {"rent": "Huur", "service_charges": "Servicekosten", "collection_costs": "Incassokosten", None: "Bijschrijving"}


def recipe(heading: str) -> str:
    section = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.search(r"```toml\n(.*?)```", section, re.DOTALL)[1]


def made(tmp_path: Path, heading: str, files: dict[str, bytes]) -> MappedReport:
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(recipe(heading), encoding="utf-8")
    for name, data in files.items():
        (tmp_path / "exports" / name).write_bytes(data)
    report = prepare_mapped(tmp_path, tmp_path / "work")
    assert [str(each) for each in report.findings if each.severity == "refused"] == []
    return report


def rows(report: MappedReport, table: str) -> list[dict[str, Any]]:
    frame = duckdb.connect().execute("from read_parquet(?)", [str(report.tables[table])])
    names = [each[0] for each in frame.description or ()]
    return [dict(zip(names, row, strict=True)) for row in frame.fetchall()]


def decided(tables: Tables, report: MappedReport | None = None) -> dict[str, dict]:
    ours = complete(tables)
    return decisions_by_hand(AS_OF, ours | {name: rows(report, name) for name in report.tables} if report else ours)


def renamed(tables: Tables, number: Callable[[dict[str, Any]], str]) -> Tables:
    """The portfolio with other lease numbers, such as the debtor's."""
    numbers = {lease["lease_id"]: number(lease) for lease in tables["leases"]}
    return {
        name: [row | {"lease_id": numbers[row["lease_id"]]} if "lease_id" in row else row for row in found]
        for name, found in tables.items()
    }


def dwellings() -> Tables:
    """Ten leases of dwellings and no garage: one lease a debtor."""
    tables = portfolio(11)
    garage = tables["leases"].pop()["lease_id"]
    return {name: [row for row in found if row.get("lease_id") != garage] for name, found in tables.items()}


# --- open items ----------------------------------------------------------------------------------------------------


def test_openstaande_posten(tmp_path):
    tables = portfolio(10)
    unpaid = [
        each
        for each in tables["ledger_entries"]
        if each["entry_type"] == "charge" and int(each["lease_id"]) % 3 == 70001 % 3 and each["booked_on"] >= date(2026, 9, 1)
    ]
    reversed_ = [each for each in tables["ledger_entries"] if each["lease_id"] == "70003" and each["booked_on"].month == 11][:2]
    items = columns(
        "Contract = x.lease_id\nFactuurnr = x.entry_id\nFactuurdatum = x.booked_on\nVervaldatum = x.due_on\nOmschrijving =\n"
        "Factuurbedrag =\nOpenstaand = x.amount\n0-30 =\n31-60 =",
        {"Omschrijving": lambda e: TEXT[e["category"]], "Factuurbedrag": lambda e: Decimal("700.00")},
    )
    leases = {each["lease_id"]: Decimal(0) for each in unpaid}
    for each in unpaid:
        leases[each["lease_id"]] += each["amount"] if each["category"] != "collection_costs" and each["due_on"] < AS_OF else 0
    balances = columns("Contract = x.lease_id\nHuursaldo = x.saldo")
    saldi = [dict(lease_id=lease, saldo=amount - (100 if lease == "70007" else 0)) for lease, amount in leases.items()]
    report = made(tmp_path, "Openstaande posten", {
        "Openstaande posten_20261120.csv": as_csv(items, [*unpaid, *reversed_], encoding="utf-8"),
        "Saldolijst_20261120.csv": as_csv(balances, saldi, encoding="utf-8"),
    })  # fmt: skip
    wanted = decided(tables)
    found = decided(tables, report)

    assert [each["bank_cut_off_on"] for each in rows(report, "export_info")] == [AS_OF]
    assert found["70007"]["blocking_reasons"][-1] != wanted["70007"]["blocking_reasons"] and "ledger_inconsistent" in str(
        found["70007"]
    )
    for same in (found, wanted):
        del same["70007"]  # its own balance says less than its open items
    assert found == wanted


# --- debtor cards --------------------------------------------------------------------------------------------------


def _grouped(tables: Tables) -> list[list[dict[str, Any]]]:
    numbers = dict.fromkeys(each["lease_id"] for each in tables["ledger_entries"])
    return [[each for each in tables["ledger_entries"] if each["lease_id"] == number] for number in numbers]


def test_debiteurenkaart_met_debet_en_credit(tmp_path):
    tables = renamed(dwellings(), lambda lease: lease["tenant_id"])
    lines = []
    for entries in _grouped(tables):
        lines += [each | {"debtor": each["lease_id"] if n == 0 else None} for n, each in enumerate(entries)]
        lines.append(dict(entry_type="total", text=f"Totaal debiteur {entries[0]['lease_id']}", amount=Decimal("9.00")))
    card = columns(
        "Debiteur = x.debtor\nBoekstuk = x.entry_id\nBoekdatum = x.booked_on\nVervaldatum = x.due_on\nDagboek =\nOmschrijving =\n"
        "Bedrag debet =\nBedrag credit =\nSaldo =",
        {
            "Dagboek": lambda e: {"charge": "Verkoop", "total": None}.get(e["entry_type"], "Bank"),
            "Omschrijving": lambda e: e.get("text") or TEXT[e["category"]],
            "Bedrag debet": lambda e: e["amount"] if e["entry_type"] != "payment" else None,
            "Bedrag credit": lambda e: e["amount"] if e["entry_type"] == "payment" else None,
        },
    )
    records = [{"debtor": None, "entry_id": None, "booked_on": None, "due_on": None, "category": None} | each for each in lines]
    files = {"Debiteurenkaart_20261119.csv": as_csv(card, records, encoding="utf-8")}

    assert decided(tables, made(tmp_path, "Debiteurenkaart met debet en credit", files)) == decided(tables)


def test_debiteurenkaart_met_koppen(tmp_path):
    tables = renamed(dwellings(), lambda lease: lease["tenant_id"])
    lines: list[dict[str, Any]] = []
    empty = dict.fromkeys(("entry_id", "due_on", "book", "text", "signed"))
    for n, entries in enumerate(_grouped(tables)):
        lines.append(empty | dict(day=f"Debiteur: {entries[0]['lease_id']} - Achternaam"))
        if n < 2:  # one owes from years before, one paid ahead
            opening = Decimal("250.00") if n else Decimal("-1000.00")
            lines.append(empty | dict(day=date(2026, 4, 1), book="Beginsaldo", text="Beginsaldo", signed=opening))
        lines += [
            dict(day=each["booked_on"], entry_id=each["entry_id"], due_on=each["due_on"], text=TEXT[each["category"]],
                 book="Verkoopboek" if each["entry_type"] == "charge" else "Bankboek", signed=signed(each))
            for each in entries
        ]  # fmt: skip
        lines.append(empty | dict(day=None, text="Totaal", signed=Decimal("1.00")))
    titles = "Datum = x.day\nBoekstuknr. = x.entry_id\nVervaldatum = x.due_on\nDagboek = x.book\n"
    card = columns(titles + "Omschrijving = x.text\nBedrag = x.signed")
    files = {"Debiteurenkaart_20261119.csv": as_csv(card, lines, encoding="utf-8")}
    report = made(tmp_path, "Debiteurenkaart met koppen", files)
    line = dict(booked_on=date(2026, 4, 1), due_on=None, category=None, reverses_entry_id=None)
    tables["ledger_entries"] += [
        line | dict(entry_id="B1", lease_id="5001", entry_type="payment", amount=Decimal("1000.00")),
        line | dict(entry_id="B2", lease_id="5002", entry_type="charge", amount=Decimal("250.00"), category="other",
                    due_on=date(2026, 4, 1)),
    ]  # fmt: skip

    assert decided(tables, report) == decided(tables)


# --- one column per month --------------------------------------------------------------------------------------------

SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def test_een_kolom_per_maand(tmp_path):
    tables = portfolio(8)
    paid = {
        (each["lease_id"], each["booked_on"].month) for each in tables["ledger_entries"] if each["entry_type"] == "payment"
    } - {("70003", 11)}  # taken back
    cells: dict[str, Callable[[Any], Any]] = {
        month: lambda lease, n=n: ("x" if n % 2 else lease["monthly_rent"]) if (lease["lease_id"], n) in paid else "-"
        for n, month in enumerate(SHORT, start=1)
    }
    titles = "Woning = x.lease_id\nHuurder =\nHuur p/m = x.monthly_rent\nIngang = x.started_on\nEinde = x.ended_on\n"
    for lease in tables["leases"]:
        lease["started_on"] = date(2026, 3, 15)
    sheet = Tab(
        columns(titles + "\n".join(f"{month} =" for month in SHORT), cells), tables["leases"], below=[["Totaal", "", 9000]]
    )
    report = made(tmp_path, "Een kolom per maand", {"Huur 2026.xlsx": as_workbook({"Blad1": sheet})})
    rent = [each for each in tables["ledger_entries"] if each["category"] == "rent"]
    receipts = [
        each | {"amount": next(lease["monthly_rent"] for lease in tables["leases"] if lease["lease_id"] == each["lease_id"])}
        for each in tables["ledger_entries"]
        if each["entry_type"] == "payment" and (each["lease_id"], each["booked_on"].month) in paid
    ]
    plain = {**tables, "ledger_entries": rent + receipts}

    assert decided(plain, report) == decided(plain)


def test_meer_kolommen_per_maand(tmp_path):
    tables = portfolio(8)
    back = {("70003", 11)}
    taken = [each for each in tables["ledger_entries"] if each["entry_type"] == "payment"]
    taken = [each for each in taken if (each["lease_id"], each["booked_on"].month) not in back]
    came = {(each["lease_id"], each["booked_on"].month): each for each in taken}
    came = {key if key != ("70002", 9) else ("70002", 8): each for key, each in came.items() if key != ("70002", 8)}

    def due(lease, n):
        return lease["monthly_rent"] if (lease["lease_id"], n) in asked else None

    def paid(lease, n):
        return "storno" if (lease["lease_id"], n) in back else lease["monthly_rent"] if (lease["lease_id"], n) in came else None

    asked = {(each["lease_id"], each["booked_on"].month): each for each in tables["ledger_entries"] if each["category"] == "rent"}
    rent = {lease["lease_id"]: lease["monthly_rent"] for lease in tables["leases"]}
    cells = {}
    for n, month in enumerate(SHORT, start=1):
        cells |= {month: lambda lease, n=n: due(lease, n), f"{month} ontv": lambda lease, n=n: paid(lease, n)}
        cells[f"{month} dat"] = lambda lease, n=n: came.get((lease["lease_id"], n), {}).get("booked_on")
    sheet = Tab(columns("Nr = x.lease_id\nHuurder =\n" + "\n".join(f"{each} =" for each in cells), cells), tables["leases"])
    report = made(tmp_path, "Meer kolommen per maand", {"Huur 2026.xlsx": as_workbook({"2026": sheet})})
    charges = [each | {"due_on": each["booked_on"].replace(day=1)} for each in asked.values()]
    receipts = [each | {"amount": rent[each["lease_id"]]} for each in came.values()]
    settled = [
        {"charge_entry_id": asked[key]["entry_id"], "credit_entry_id": each["entry_id"], "amount": rent[key[0]]}
        | {"allocated_on": each["booked_on"]}
        for key, each in came.items()
    ]
    plain = {**tables, "ledger_entries": [*charges, *receipts], "allocations": settled}

    assert decided(plain, report) == decided(plain)


def test_achterstand_per_maand(tmp_path):
    tables = portfolio(8)
    unpaid = [
        each
        for each in tables["ledger_entries"]
        if each["category"] == "rent" and int(each["lease_id"]) % 3 == 0 and each["booked_on"] >= date(2026, 9, 1)
    ]
    owed = {(each["lease_id"], each["due_on"].month): each["amount"] for each in unpaid}
    cells = {
        month: lambda lease, n=n: owed.get((lease["lease_id"], n), Decimal(0) if n % 2 else "-")
        for n, month in enumerate(SHORT, start=1)
    }
    titles = "Contract = x.lease_id\nHuurder =\n" + "\n".join(f"{month} =" for month in SHORT)
    sheet = Tab(columns(titles, cells), tables["leases"], below=[["Totaal", "", 9000]])
    report = made(tmp_path, "Achterstand per maand", {"Achterstand 2026.xlsx": as_workbook({"Blad1": sheet})})
    plain = {**tables, "ledger_entries": unpaid}

    assert len(unpaid) > 2 and decided(plain, report) == decided(plain)


# --- receipts with the number of their invoice ---------------------------------------------------------------------------


def _by_invoice(tables: Tables) -> Tables:
    """The portfolio with a receipt for each invoice, as it is booked where receipts are matched."""
    charges = {(each["lease_id"], each["booked_on"].month, each["category"]): each for each in tables["ledger_entries"]}
    entries, allocations = [], []
    for each in tables["ledger_entries"]:
        if each["entry_type"] == "charge":
            entries.append(each)
            continue
        for category in ("rent", "service_charges"):
            charge = charges[each["lease_id"], each["booked_on"].month, category]
            part = each | {
                "entry_id": f"{each['entry_id']}-{category[0]}",
                "amount": charge["amount"],
                "invoice": charge["entry_id"],
            }
            if each["reverses_entry_id"]:
                part["reverses_entry_id"] = f"{each['reverses_entry_id']}-{category[0]}"
            entries.append(part)
            if each["entry_type"] == "payment":
                allocations.append(
                    dict(credit_entry_id=part["entry_id"], charge_entry_id=charge["entry_id"], amount=charge["amount"],
                         allocated_on=each["booked_on"])
                )  # fmt: skip
    return {**tables, "ledger_entries": entries, "allocations": allocations}


def test_ontvangsten_bij_hun_factuur(tmp_path):
    tables = _by_invoice(renamed(dwellings(), lambda lease: lease["tenant_id"]))
    loose = next(each for each in tables["ledger_entries"] if each["entry_type"] == "payment")
    loose["invoice"] = None  # not matched yet
    tables["allocations"] = [each for each in tables["allocations"] if each["credit_entry_id"] != loose["entry_id"]]
    lines = columns(
        "Boekstuknr = x.entry_id\nDagboek =\nDebiteur = x.lease_id\nBoekdatum = x.booked_on\nVervaldatum = x.due_on\n"
        "Factuurnr =\nOmschrijving =\nDebet =\nCredit =",
        {
            "Dagboek": lambda e: "Verkoop" if e["entry_type"] == "charge" else "Bank",
            "Factuurnr": lambda e: e["entry_id"] if e["entry_type"] == "charge" else e["invoice"],
            "Omschrijving": lambda e: TEXT[e["category"]],
            "Debet": lambda e: e["amount"] if e["entry_type"] != "payment" else None,
            "Credit": lambda e: e["amount"] if e["entry_type"] == "payment" else None,
        },
    )
    files = {"Mutaties_20261119.csv": as_csv(lines, tables["ledger_entries"], encoding="utf-8")}
    report = made(tmp_path, "Ontvangsten bij hun factuur", files)

    found = {(each["credit_entry_id"], each["charge_entry_id"], each["amount"]) for each in rows(report, "allocations")}
    assert found == {(each["credit_entry_id"], each["charge_entry_id"], each["amount"]) for each in tables["allocations"]}
    assert decided(tables, report) == decided(tables)


# --- a bank's download beside a list of rents ----------------------------------------------------------------------------


def test_bank_en_huurlijst(tmp_path):
    tables = dwellings()
    tables["ledger_entries"] = [each for each in tables["ledger_entries"] if each["category"] != "collection_costs"]
    due = columns(
        "Contract = x.lease_id\nHuurder =\nHuur = x.monthly_rent\nServicekosten =", {"Servicekosten": lambda e: Decimal("41.10")}
    )
    people = columns("Contract = x.lease_id\nIBAN =\nHuurder =", {"IBAN": lambda e: f"NL{e['lease_id']}"})
    bank = columns(
        "Volgnr = x.entry_id\nDatum =\nBedrag =\nTegenrekening =\nNaam tegenpartij = x.name\nOmschrijving =",
        {
            "Datum": lambda e: e["booked_on"].isoformat(),
            "Bedrag": lambda e: f"{'-' if e['entry_type'] == 'reversal' else '+'}{e['amount']}".replace(".", ","),
            "Tegenrekening": lambda e: f"NL{e['lease_id']}",
        },
    )
    moved = [each | {"name": "A. Jansen"} for each in tables["ledger_entries"] if each["entry_type"] != "charge"]
    power = moved[0] | {"entry_id": "E1", "lease_id": "0", "name": "Energie Oost", "entry_type": "reversal"}
    months = {f"{SHORT[n - 1]} 2026": Tab(due, tables["leases"]) for n in range(4, 12)}
    report = made(tmp_path, "Bank en huurlijst", {
        "Huurlijst 2026.xlsx": as_workbook(months),
        "Huurders.xlsx": as_workbook({"Huurders": Tab(people, tables["leases"])}),
        "Bank_202611.csv": as_csv(bank, [*moved, power], encoding="utf-8"),
    })  # fmt: skip

    assert len(rows(report, "ledger_entries")) == len(tables["ledger_entries"])
    assert decided(tables, report) == decided(tables)
