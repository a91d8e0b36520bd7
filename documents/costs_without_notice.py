"""Collection costs that a tenant does not owe yet, listed for the credit controller.

Belongs here: the words (Dutch) for `marts.costs_without_notice`. Does not belong here: when a letter serves (the model).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from documents.dutch import day, euros

COSTS_SQL = "select * from marts.costs_without_notice order by booked_on, lease_id, entry_id"
COSTS_TITLE = "Incassokosten zonder veertiendagenbrief ervoor (artikel 6:96 lid 6 BW)"
COSTS_ADVICE = (
    "de huurder is ze niet verschuldigd: boek ze terug; ging er wel een brief uit, leg hem dan vast met 'veertiendagenbrief' in "
    "het documentkenmerk"
)
FOURTEEN_DAYS = timedelta(days=14)


def costs_words(row: Mapping[str, Any]) -> str:
    """How much was booked, when, and what was lacking."""
    letter = row["letter_received_on"]
    why = f"de veertien dagen liepen tot en met {day(letter + FOURTEEN_DAYS)}" if letter else "geen veertiendagenbrief"
    return f"{row['lease_id']}: {euros(row['amount'])} geboekt op {day(row['booked_on'])}, {why}"
