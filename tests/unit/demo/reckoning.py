"""A second, plain reckoning of docs/rules.md over landing rows, to count what the made-up portfolio holds.

Belongs here: the rules, straight from their text, in a few loops over dicts. Does not belong here: anything of the
product; it shares no code with the models, so that both can be wrong only in different ways.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

Row = dict[str, object]
CREDITS = {"payment", "credit_note", "write_off"}
LEASE_CHARGES = {"rent", "service_charges"}
WRITTEN = {"reminder_letter", "demand_letter", "summons_letter"}
PERSONAL = {"phone_call", "home_visit", "personal_message"}


@dataclass(frozen=True)
class Arrears:
    oldest_due_on: date
    amount: Decimal
    inconsistent: bool


@dataclass(frozen=True)
class Decision:
    lease_id: str
    arrears: Arrears
    days: int
    system: str | None
    reasons: tuple[str, ...]


def reckon(tables: dict[str, list[Row]], as_of: date) -> dict[str, Decision]:
    """The decision for each lease in arrears on `as_of`, by lease number, as if nothing had been signalled before."""
    world = World(tables, as_of)
    found = {}
    for lease in tables["leases"]:
        arrears = world.arrears(lease["lease_id"]) if lease["started_on"] <= as_of else None
        if arrears:
            found[lease["lease_id"]] = world.decide(lease, arrears)
    return found


class World:
    def __init__(self, tables: dict[str, list[Row]], as_of: date) -> None:
        self.as_of = as_of
        self.tenants = {row["tenant_id"]: row for row in tables["tenants"]}
        self.small = {row["landlord_id"] for row in tables["landlords"] if row["is_small_landlord"]}
        self.entries = _by(tables["ledger_entries"], "lease_id")
        self.allocations = _by(tables["allocations"], "credit_entry_id")
        self.actions = _by(tables["collection_actions"], "lease_id")
        self.objections = _by(tables["objections"], "tenant_id")
        self.arrangements = _by(tables["payment_arrangements"], "lease_id")
        self.mandates = _by(tables["mandates"], "landlord_id")
        self.agreements = _by(tables["municipality_agreements"], "municipality_code")
        self.by_house = {(row["postcode"], row["house_number"]): row["municipality_code"] for row in tables["postcodes"]}
        self.by_postcode = defaultdict(set)
        for row in tables["postcodes"]:
            self.by_postcode[row["postcode"]].add(row["municipality_code"])

    def arrears(self, lease_id: object) -> Arrears | None:
        every = self.entries[lease_id]
        seen = [row for row in every if row["booked_on"] <= self.as_of]
        charges = {row["entry_id"]: row for row in seen if row["entry_type"] == "charge"}
        unseen = {row["entry_id"] for row in every if row["entry_type"] == "charge"} - set(charges)
        credits = {row["entry_id"]: row for row in seen if row["entry_type"] in CREDITS}
        reversed_by = _by([row for row in seen if row["entry_type"] == "reversal"], "reverses_entry_id")
        inconsistent = bool(set(reversed_by) - set(credits))
        settled: dict[object, Decimal] = defaultdict(Decimal)
        pool = Decimal(0)
        for entry_id, credit in credits.items():
            taken = sum((row["amount"] for row in reversed_by.get(entry_id, [])), Decimal(0))
            linked = [
                row
                for row in self.allocations[entry_id]
                if row["allocated_on"] <= self.as_of and row["charge_entry_id"] not in unseen
            ]
            linked = [] if reversed_by.get(entry_id) else linked
            inconsistent |= any(row["charge_entry_id"] not in charges for row in linked)
            for row in linked:
                settled[row["charge_entry_id"]] += row["amount"]
            given = sum((row["amount"] for row in linked), Decimal(0))
            inconsistent |= taken > credit["amount"] or given > credit["amount"]
            pool += max(Decimal(0), credit["amount"] - taken - given)
        inconsistent |= any(settled[entry_id] > charge["amount"] for entry_id, charge in charges.items())
        still_open = {key: max(Decimal(0), row["amount"] - settled[key]) for key, row in charges.items()}
        for key in sorted(charges, key=lambda one: (charges[one]["category"] not in LEASE_CHARGES, charges[one]["due_on"], one)):
            used = min(pool, still_open[key])
            still_open[key] -= used
            pool -= used
        owed = [
            (row["due_on"], still_open[key])
            for key, row in charges.items()
            if row["category"] in LEASE_CHARGES and row["due_on"] < self.as_of and still_open[key] > 0
        ]
        if not owed:
            return None
        return Arrears(min(due for due, _ in owed), sum((amount for _, amount in owed), Decimal(0)), inconsistent)

    def decide(self, lease: Row, arrears: Arrears) -> Decision:
        as_of, oldest = self.as_of, arrears.oldest_due_on
        tenant = self.tenants.get(lease["tenant_id"], {})
        done = [row for row in self.actions[lease["lease_id"]] if oldest < row["performed_on"] <= as_of]
        kinds = {row["action_type"] for row in done}
        offers = [
            row["performed_on"] + timedelta(days=2 if row["channel"] == "post" else 0)
            for row in done
            if row["action_type"] == "summons_letter"
        ]
        postcode = valid_postcode(lease["postcode"])
        municipality = self.municipality(postcode, lease["house_number"])
        agreement = self.agreement(municipality)
        small = lease["landlord_id"] in self.small
        system = agreement["system"] if agreement else None
        if not agreement and municipality and small:
            system = "achterstandenaanleveren"
        minimum = Decimal(agreement["minimum_amount"] or 0) if agreement else Decimal(0)
        number_ok = re.fullmatch("[0-9]+", lease["house_number"] or "")
        holds = {
            "not_a_dwelling": lease["unit_type"] != "dwelling",
            "lease_ended": lease["ended_on"] is not None and lease["ended_on"] < as_of,
            "not_a_natural_person": tenant.get("tenant_type") == "organisation",
            "tenant_deceased": tenant.get("deceased_on") is not None and tenant["deceased_on"] <= as_of,
            "under_30_days": (as_of - oldest).days < 30,
            "ledger_inconsistent": arrears.inconsistent,
            "no_written_reminder": not kinds & WRITTEN,
            "no_personal_contact_effort": not kinds & PERSONAL,
            "no_debt_help_notice": not kinds & {"demand_letter", "summons_letter"},
            "no_sharing_offer": not offers,
            "objection_window_open": bool(offers) and as_of <= min(offers) + timedelta(days=7),
            "objection": any(
                row["received_on"] <= as_of and _not_over(row["withdrawn_on"], as_of)
                for row in self.objections[lease["tenant_id"]]
            ),
            "payment_arrangement": any(
                row["agreed_on"] <= as_of and _not_over(row["ended_on"], as_of) and _not_over(row["broken_on"], as_of)
                for row in self.arrangements[lease["lease_id"]]
            ),
            "no_mandate": not self.mandated(lease),
            "incomplete_identity": not (tenant.get("last_name") and number_ok and postcode),
            "municipality_unknown": municipality is None,
            "postcode_shared": system == "ris_matching" and len(self.by_postcode[postcode]) > 1,
            "no_municipality_agreement": municipality is not None and not agreement and not small,
            "below_minimum_amount": not arrears.inconsistent and arrears.amount < minimum,
        }
        reasons = tuple(code for code, does in holds.items() if does)
        return Decision(str(lease["lease_id"]), arrears, (as_of - oldest).days, system, reasons)

    def municipality(self, postcode: str | None, house_number: object) -> str | None:
        if (postcode, house_number) in self.by_house:
            return self.by_house[postcode, house_number]
        places = self.by_postcode.get(postcode, set())
        return next(iter(places)) if len(places) == 1 else None

    def agreement(self, municipality: str | None) -> Row | None:
        in_force = [
            row
            for row in self.agreements[municipality]
            if row["signed_on"] and row["signed_on"] <= self.as_of and _not_over(row["ended_on"], self.as_of)
        ]
        return max(in_force, key=lambda row: (row["signed_on"], row["agreement_id"]), default=None)

    def mandated(self, lease: Row) -> bool:
        rows = self.mandates[lease["landlord_id"]]
        named = [row for row in rows if row["complex_id"] and row["complex_id"] == lease["complex_id"]]
        steps = (
            "clause_accepted_on", "landlord_informed_on", "processing_registered_on", "processor_agreement_signed_on",
            "valid_from",
        )  # fmt: skip
        return any(
            all(row[step] is not None and row[step] <= self.as_of for step in steps)
            and (row["valid_until"] is None or row["valid_until"] >= self.as_of)
            for row in named or [row for row in rows if row["complex_id"] is None]
        )


def valid_postcode(given: object) -> str | None:
    postcode = str(given or "").replace(" ", "").upper()
    return postcode if re.fullmatch("[1-9][0-9]{3}(?!SA|SD|SS)[A-Z]{2}", postcode) else None


def _by(rows: list[Row], column: str) -> defaultdict[object, list[Row]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


def _not_over(end: object, as_of: date) -> bool:
    return end is None or end > as_of
