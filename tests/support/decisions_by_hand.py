"""docs/rules.md 2, read aloud: plain loops over landing rows, to hold the models' decisions against.

Belongs here: the twenty reasons, in order, one lease at a time. Does not belong here: SQL, speed, or what follows delivery
(no signal of our own is ever active here).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from tests.support.arrears_by_hand import arrears_of_lease

Tables = Mapping[str, list[dict]]
LETTERS = {"reminder_letter", "demand_letter", "summons_letter"}
CONTACTS = {"phone_call", "home_visit", "personal_message"}
PLACEHOLDERS = {"onbekend", "nvt", "nb", "n/a", "geen", "test", "#n/a", "#n/b"}
STEPS = ("clause_accepted_on", "landlord_informed_on", "processing_registered_on", "processor_agreement_signed_on")


def decisions_by_hand(as_of: date, tables: Tables, minimum_amount: Decimal = Decimal(0)) -> dict[str, dict]:
    """lease_id -> the columns of signal_decisions, for every lease that should have a row."""
    by_lease = _by("lease_id", tables["ledger_entries"])
    lease_of = {entry["entry_id"]: entry["lease_id"] for entry in tables["ledger_entries"]}
    by_credit = _by("credit_entry_id", tables["allocations"])
    by_charge = _by("charge_entry_id", tables["allocations"])
    balances = _by("lease_id", tables.get("stated_balances", []))

    found = {}
    for lease in tables["leases"]:
        lease_id = lease["lease_id"]
        own = by_lease.get(lease_id, [])
        ours = [each for entry in own for each in by_credit.get(entry["entry_id"], [])]
        # What names a charge of this lease and comes from elsewhere: with the ledger that the credit stands in.
        elsewhere = [
            each
            for entry in own
            for each in by_charge.get(entry["entry_id"], [])
            if lease_of.get(each["credit_entry_id"]) != lease_id
        ]
        others = {lease_of.get(each["credit_entry_id"]) for each in elsewhere}
        entries = own + [entry for other in others for entry in by_lease.get(other, [])]
        arrears = arrears_of_lease(as_of, lease_id, entries, ours + elsewhere, balances.get(lease_id, []))
        if arrears and lease["started_on"] <= as_of:
            found[lease["lease_id"]] = _decide(as_of, lease, arrears, tables, minimum_amount)
    return found


def _decide(as_of: date, lease: dict, arrears: dict, tables: Tables, minimum_amount: Decimal) -> dict:
    tenant = _one(tables["tenants"], "tenant_id", lease["tenant_id"])
    landlord = _one(tables["landlords"], "landlord_id", lease["landlord_id"])
    is_small = bool(landlord) and landlord["is_small_landlord"]
    postcode = _postcode(lease["postcode"])
    municipality, is_shared = _municipality(postcode, lease["house_number"], tables["postcodes"])
    agreement = _agreement(as_of, municipality, tables["municipality_agreements"])
    system = agreement.get("system") or ("achterstandenaanleveren" if municipality and is_small else None)
    amount = arrears["arrears_amount"] if arrears["is_ledger_consistent"] else None
    minimum = agreement.get("minimum_amount")
    minimum = minimum_amount if minimum is None else minimum

    actions = [
        each
        for each in tables["collection_actions"]
        if each["lease_id"] == lease["lease_id"] and arrears["oldest_due_on"] < each["performed_on"] <= as_of
    ]
    kinds = {each["action_type"] for each in actions}
    receipts = [
        each["performed_on"] + timedelta(days=2 if each["channel"] == "post" else 0)
        for each in actions
        if each["action_type"] == "summons_letter"
    ]
    people = {lease["tenant_id"]} | {
        each["tenant_id"]
        for each in tables.get("co_tenants", [])
        if each["lease_id"] == lease["lease_id"] and (each["from_on"] or as_of) <= as_of <= (each["until_on"] or as_of)
    }
    holds = {
        "not_a_dwelling": lease["unit_type"] != "dwelling",
        "lease_ended": lease["ended_on"] is not None and lease["ended_on"] < as_of,
        "not_a_natural_person": tenant.get("tenant_type") == "organisation",
        "tenant_deceased": tenant.get("deceased_on") is not None and tenant["deceased_on"] <= as_of,
        "under_30_days": arrears["days_in_arrears"] < 30,
        "ledger_inconsistent": not arrears["is_ledger_consistent"],
        "no_written_reminder": not kinds & LETTERS,
        "no_personal_contact_effort": not kinds & CONTACTS,
        "no_debt_help_notice": not kinds & {"demand_letter", "summons_letter"},
        "no_sharing_offer": not receipts,
        "objection_window_open": bool(receipts) and as_of <= min(receipts) + timedelta(days=7),
        "objection": any(
            each["tenant_id"] in people and _in_force(as_of, each["received_on"], each["withdrawn_on"])
            for each in tables["objections"]
        ),
        "payment_arrangement": any(
            each["lease_id"] == lease["lease_id"] and _in_force(as_of, each["agreed_on"], each["ended_on"])
            and _in_force(as_of, each["agreed_on"], each["broken_on"])
            for each in tables["payment_arrangements"]
        ),
        "no_mandate": not landlord or not _has_mandate(as_of, lease, tables["mandates"]),
        "incomplete_identity": not _is_name(tenant.get("last_name")) or postcode is None
        or not re.fullmatch("[0-9]+", lease["house_number"] or ""),
        "municipality_unknown": municipality is None,
        "postcode_shared": system == "ris_matching" and is_shared,
        "no_municipality_agreement": municipality is not None and not agreement and not is_small,
        "below_minimum_amount": amount is not None and amount < minimum,
        "already_signalled": any(
            each["lease_id"] == lease["lease_id"] and _in_force(as_of, each["reported_on"], each["ended_on"])
            for each in tables.get("reported_elsewhere", [])
        ),
    }  # fmt: skip
    reasons = [code for code, does_hold in holds.items() if does_hold]
    return {
        "lease_id": lease["lease_id"],
        "tenant_id": lease["tenant_id"],
        "landlord_id": lease["landlord_id"],
        "municipality_code": municipality,
        "system": system,
        "oldest_due_on": arrears["oldest_due_on"],
        "days_in_arrears": arrears["days_in_arrears"],
        "months_in_arrears": arrears["months_in_arrears"],
        "amount_in_arrears": amount,
        "decision": "blocked" if reasons else "deliver",
        "blocking_reasons": reasons,
    }


def _is_name(text: str | None) -> bool:
    """Holds a letter, no control character, and is no placeholder."""
    letters = "".join(sign for sign in (text or "") if not sign.isspace() and sign != ".").lower()
    has_control = any(unicodedata.category(sign) == "Cc" for sign in text or "")
    return any(sign.isalpha() for sign in letters) and not has_control and letters not in PLACEHOLDERS


def _by(key: str, rows: list[dict]) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def _one(rows: list[dict], key: str, value: str) -> dict:
    return next((row for row in rows if row[key] == value), {})


def _in_force(as_of: date, began_on: date | None, ended_on: date | None) -> bool:
    return began_on is not None and began_on <= as_of and (ended_on is None or ended_on > as_of)


def _postcode(text: str | None) -> str | None:
    """The postcode without spaces and in capitals, or None where it cannot exist."""
    normalised = re.sub(r"\s", "", text or "").upper()
    is_valid = re.fullmatch("[1-9][0-9]{3}[A-Z]{2}", normalised) and normalised[-2:] not in ("SA", "SD", "SS")
    return normalised if is_valid else None


def _municipality(postcode: str | None, house_number: str | None, postcodes: list[dict]) -> tuple[str | None, bool]:
    """(code or None, whether the postcode lies in more than one municipality)."""
    rows = [row for row in postcodes if postcode and row["postcode"] == postcode]
    codes = {row["municipality_code"] for row in rows}
    exact = [row["municipality_code"] for row in rows if house_number and row["house_number"] == house_number]
    if exact:
        return exact[0], len(codes) > 1
    return (codes.pop(), False) if len(codes) == 1 else (None, len(codes) > 1)


def _agreement(as_of: date, municipality: str | None, agreements: list[dict]) -> dict:
    rows = [
        row
        for row in agreements
        if row["municipality_code"] == municipality and _in_force(as_of, row["signed_on"], row["ended_on"])
    ]
    return max(rows, key=lambda row: (row["signed_on"], row["agreement_id"]), default={})


def _has_mandate(as_of: date, lease: dict, mandates: list[dict]) -> bool:
    of_landlord = [row for row in mandates if row["landlord_id"] == lease["landlord_id"]]
    of_complex = [row for row in of_landlord if lease["complex_id"] and row["complex_id"] == lease["complex_id"]]
    rows = of_complex or [row for row in of_landlord if row["complex_id"] is None]
    return any(
        all(row[step] is not None and row[step] <= as_of for step in STEPS)
        and row["valid_from"] <= as_of
        and (row["valid_until"] is None or row["valid_until"] >= as_of)
        for row in rows
    )
