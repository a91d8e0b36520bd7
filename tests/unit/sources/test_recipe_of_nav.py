"""The recipe of a Dynamics NAV ledger, word for word: entries per customer with detailed applications and codes for on hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.own_systems import Tables, as_csv, columns, portfolio, signed
from tests.unit.sources.test_recipes import TEXT, decided, made, renamed, rows

NAV = {"charge": "Factuur", "payment": "Betaling", "reversal": "Terugbetaling"}


def nav_files(tables: Tables) -> dict[str, bytes]:
    entries = columns(
        "Volgnr. = x.entry_id\nKlantnr. =\nEenheidnr. =\nBoekingsdatum = x.booked_on\nDocumentsoort =\nOmschrijving =\nBedrag =\n"
        "Vervaldatum =\nAfwachten = x.on_hold",
        {
            "Klantnr.": lambda e: e["lease_id"].partition("/")[0],
            "Eenheidnr.": lambda e: e["lease_id"].partition("/")[2],
            "Documentsoort": lambda e: NAV[e["entry_type"]],
            "Omschrijving": lambda e: TEXT[e["category"]],
            "Bedrag": signed,
            "Vervaldatum": lambda e: e["due_on"] or date(1753, 1, 1),
        },
    )
    applications = columns(
        "Volgnr. =\nKlantpostvolgnr. = x.entry\nPostsoort = x.kind\nBoekingsdatum = x.day\nBedrag = x.amount\n"
        "Vereffend met volgnr. = x.applied\nOngedaan gemaakt = x.undone",
        {"Volgnr.": lambda d: f"D{d['entry']}{d['amount']}"},
    )
    on_hold = [entry | {"on_hold": entry.get("on_hold")} for entry in tables["ledger_entries"]]
    return {
        "Klantposten_20261119.csv": as_csv(entries, on_hold, encoding="utf-8"),
        "Gedetailleerde klantposten_20261119.csv": as_csv(applications, detailed(tables), encoding="utf-8"),
    }


def detailed(tables: Tables) -> list[dict[str, Any]]:
    """As NAV keeps it: an entry's own amount, and each application at both ends, one of which names itself."""
    found = []
    for entry in tables["ledger_entries"]:
        line = dict(entry=entry["entry_id"], day=entry["booked_on"], undone="Nee", applied="0")
        found.append(line | dict(kind="Beginpost", amount=signed(entry)))
    for at, each in enumerate(tables["allocations"]):
        ends = {each["charge_entry_id"]: -each["amount"], each["credit_entry_id"]: each["amount"]}
        applying = each["credit_entry_id"] if at % 2 else each["charge_entry_id"]
        line = dict(day=each["allocated_on"], kind="Vereffening", undone="Nee", applied=applying)
        found += [line | dict(entry=entry, amount=amount) for entry, amount in ends.items()]
        if at == 0:
            found += [line | dict(entry=entry, amount=amount, undone="Ja") for entry, amount in ends.items()]
    return found


def test_dynamics_nav(tmp_path):
    tables = renamed(portfolio(10), lambda lease: f"{lease['tenant_id']}/V{lease['lease_id']}")
    held = next(
        each for each in tables["ledger_entries"] if each["lease_id"].startswith("5001/") and each["booked_on"].month == 10
    )
    held |= {"on_hold": "HGS", "category": "other"}
    receipts = [each for each in tables["ledger_entries"] if each["entry_type"] == "payment"]
    charges = {(each["lease_id"], each["booked_on"].month, each["category"]): each for each in tables["ledger_entries"]}
    tables["allocations"] = [
        dict(credit_entry_id=receipt["entry_id"], charge_entry_id=charge["entry_id"], amount=charge["amount"],
             allocated_on=receipt["booked_on"])
        for receipt in receipts for category in ("rent", "service_charges")
        if (charge := charges.get((receipt["lease_id"], receipt["booked_on"].month, category)))
    ]  # fmt: skip
    shown = {
        **tables,
        "ledger_entries": [each | ({"category": "rent"} if each is held else {}) for each in tables["ledger_entries"]],
    }
    report = made(tmp_path, "Dynamics NAV", nav_files(shown))

    assert sorted(map(str, rows(report, "allocations"))) == sorted(
        str({name: each[name] for name in ("credit_entry_id", "charge_entry_id", "amount", "allocated_on")})
        for each in tables["allocations"]
    )
    assert [each["category"] for each in rows(report, "ledger_entries") if each["entry_id"] == held["entry_id"]] == ["other"]
    assert decided(tables, report) == decided(tables)


def test_a_code_for_on_hold_that_the_recipe_does_not_name_is_refused_and_not_passed_over(tmp_path):
    tables = renamed(portfolio(10), lambda lease: f"{lease['tenant_id']}/V{lease['lease_id']}") | {"allocations": []}
    next(each for each in tables["ledger_entries"] if each["entry_type"] == "charge")["on_hold"] = "ONB"

    with pytest.raises(AssertionError, match=r"'Afwachten\\*' een woord dat bij geen enkel blok"):
        made(tmp_path, "Dynamics NAV", nav_files(tables))
