"""Words that every part of the dossier uses: desks, channels, dates as the records hold them, and what is gone.

Belongs here: what more than one part says. Does not belong here: the parts (dossier.py, dossier_ledger.py,
dossier_delivery.py).
"""

from __future__ import annotations

from datetime import date

from documents.dutch import NOTHING, day
from exports.keeping.lease_file import NoSuchLease
from exports.keeping.signal_file import NoSuchSignal
from validations.desks import all_desks

GONE = "De onderbouwing (evidence) van deze melding is er niet meer"
DESKS = {code: desk.full_name for code, desk in all_desks().items()}
CHANNELS = {
    "post": "post", "email": "e-mail", "phone": "telefoon", "sms": "sms", "visit": "bezoek", "portal": "portaal",
}  # fmt: skip


def with_document(reference: str | None) -> str:
    """Where a letter itself is found, or that nobody wrote that down."""
    return f" ({reference})" if reference else " (zonder document)"


def date_of(value: object) -> date:
    """A date, also where it is written as ISO text."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def day_of(value: object) -> str:
    """20-04-2026, also of ISO text; a dash where there is no date."""
    return NOTHING if value in (None, "") else day(date_of(value))


def unknown_signal(signal_id: str, error: NoSuchSignal) -> str:
    """That there is no dossier of this signal, and why that may be."""
    reason = f"Vanuit deze map is nooit een melding {signal_id} gedaan; `vroegsignaal status` noemt de lopende."
    if error.dropped_until:
        reason += f" Van {error.dropped_until} en eerder is niets meer bewaard: die termijn is voorbij."
    return reason


def unknown_lease(lease_id: str, error: NoSuchLease) -> str:
    """That there is no dossier of this lease, and where was looked."""
    where = "de laatst gelezen tabellen, " if error.in_tables else ""
    return f"Er is geen huurovereenkomst {lease_id} in {where}de bewaarde besluiten of de meldingen. Klopt het nummer?"
