"""The dossier's part on the arrears: entry by entry, and how each credit was applied.

Belongs here: the words and tables around the settled ledger (settlement.py). Does not belong here: the arithmetic, or
the rest of the dossier.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from documents.dutch import NOTHING, day, euros
from documents.page import Section, Table, Verdict
from documents.settlement import Charge, Credit, Settlement, settle

HEADING = "De achterstand, post voor post"
CATEGORIES = {
    "rent": "huur", "service_charges": "servicekosten", "collection_costs": "incassokosten", "interest": "rente",
    "other": "overig",
}  # fmt: skip
CREDITS = {"payment": "ontvangst", "credit_note": "creditering", "write_off": "afboeking"}
CHARGE_TITLES = ("Post", "Soort", "Vervaldatum", "Bedrag", "Verrekend met", "Open")
CREDIT_TITLES = ("Post", "Soort", "Geboekt", "Bedrag", "Gestorneerd", "Verrekend met", "Over")


def ledger_section(record: Mapping[str, Any] | None, facts: Mapping[str, Any]) -> Section:
    """The section; `record` is the evidence record (None once purged), `facts` the delivery event's payload."""
    covered = Table(
        ("Post", "Open bedrag"),
        [(item["entry_id"], euros(Decimal(item["amount"]))) for item in facts["covered"]],
        right=frozenset({1}),
    )
    if record is None or "entries" not in record:
        gone = "De boekingen zelf zijn niet meer te tonen; het register bewaart welke posten gemeld zijn."
        return Section(HEADING, [gone, covered])
    as_of = date.fromisoformat(str(facts["signal_as_of"]))
    settled = settle(record["entries"], record["allocations"], as_of)
    return Section(
        HEADING,
        [
            _recalculated(settled, facts),
            "Gemeld zijn huur en servicekosten die vóór de peildatum vervielen en nog open staan; kosten en rente nooit.",
            "Wat aan een post is afgeletterd telt voor die post; ander geld gaat naar de oudste vervaldatum, huur en "
            "servicekosten eerst. Bij een storno telt de oude aflettering niet meer.",
            Table(CHARGE_TITLES, [_charge(c, facts) for c in settled.charges], right=frozenset({3, 5})),
            Table(CREDIT_TITLES, [_credit(c) for c in settled.credits], right=frozenset({3, 4, 6}))
            if settled.credits
            else "Er zijn geen ontvangsten, crediteringen of afboekingen.",
        ],
    )


def _recalculated(settled: Settlement, facts: Mapping[str, Any]) -> Verdict:
    """Whether the plain recalculation gives what was reported, in all and post by post."""
    reported = Decimal(str(facts["amount"]))
    each = all(settled.open_of(item["entry_id"]) == Decimal(item["amount"]) for item in facts["covered"])
    if settled.arrears == reported and each:
        return Verdict(True, f"Nagerekend uit de boekingen hieronder: {euros(reported)}, gelijk aan wat is gemeld.")
    return Verdict(False, f"Nagerekend: {euros(settled.arrears)}, gemeld {euros(reported)}. Zoek dit uit.")


def _charge(charge: Charge, facts: Mapping[str, Any]) -> tuple[str, ...]:
    is_covered = any(item["entry_id"] == charge.entry_id for item in facts["covered"])
    return (
        charge.entry_id + (" (gemeld)" if is_covered else ""),
        CATEGORIES.get(charge.category, charge.category),
        day(charge.due_on),
        euros(charge.amount),
        "\n".join(f"{p.credit_id} {euros(p.amount)} {_how(p.is_allocated)}" for p in charge.parts) or NOTHING,
        euros(charge.open),
    )


def _credit(credit: Credit) -> tuple[str, ...]:
    return (
        credit.entry_id,
        CREDITS.get(credit.entry_type, credit.entry_type),
        day(credit.booked_on),
        euros(credit.amount),
        euros(credit.reversed) if credit.reversed else NOTHING,
        "\n".join(f"{p.charge_id} {euros(p.amount)} {_how(p.is_allocated)}" for p in credit.parts) or NOTHING,
        euros(credit.left),
    )


def _how(is_allocated: bool) -> str:
    return "afgeletterd" if is_allocated else "oudste eerst"
