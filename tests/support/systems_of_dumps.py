"""An older system that exports a dump of its tables, none that exists: how it exports the portfolio of own_systems.py.

Belongs here: its titles, words and habits. Does not belong here: other exports of text (systems_of_text.py), workbooks
(systems_of_excel.py), what lies in the portfolio, or how files are written (own_systems.py).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.support.own_systems import (
    System,
    Tables,
    always,
    columns,
    kind,
    mandate_columns,
    nl,
    of_csv,
    signed,
    tenancies,
    word,
)


def _compact(value: Any) -> str:
    """20260401, 612,45- and 00-00-0000 as older systems dump them."""
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    if isinstance(value, Decimal):
        return f"{abs(value):.2f}".replace(".", ",") + ("-" if value < 0 else "")
    return nl(value)


def dump(tables: Tables) -> System:
    """An older system's dump: pipes, dates without separators, a minus behind, zeros for no date, several words per kind."""
    nothing = "00-00-0000"
    contracts = columns(
        """
        Overeenkomst = leases.lease_id
        Huurdernr = leases.tenant_id tenants.tenant_id
        Naam = tenants.last_name
        Voorv = tenants.name_prefix
        Voorl = tenants.initials
        Datum overleden = tenants.deceased_on
        Gebouwcode = leases.complex_id
        Bestemming = leases.unit_type
        Straat = leases.street
        Huisnummer = leases.house_number
        Huisletter = leases.house_number_suffix
        Postcode = leases.postcode
        Woonplaats = leases.city
        Begindatum = leases.started_on
        Einddatum = leases.ended_on
        Verhuurder = leases.landlord_id
        """,
        {
            "Datum overleden": lambda t: t.deceased_on or nothing,
            "Bestemming": word("unit_type", {"dwelling": "WONING", "parking": "GARAGE"}),
            "Einddatum": lambda t: t.ended_on or nothing,
        },
    )
    words = {
        "rent": "FAC HUUR",
        "service_charges": "FAC SERVICE",
        "collection_costs": "FAC KOSTEN",
        "payment": "ONTV",
        "reversal": "STORNO",
    }
    ledger = columns(
        """
        Mutatienr = ledger_entries.entry_id
        Overeenkomst = ledger_entries.lease_id
        Boekingsdatum = ledger_entries.booked_on
        Vervaldag = ledger_entries.due_on
        Mutatiesoort = ledger_entries.entry_type ledger_entries.category
        Mutatiebedrag = ledger_entries.amount
        Gebruiker =
        """,
        {
            "Vervaldag": lambda e: e["due_on"] or nothing,
            "Mutatiesoort": lambda e: words[kind(e)],
            "Mutatiebedrag": signed,
            "Gebruiker": always("SYS"),
        },
    )
    steps = columns(
        """
        Overeenkomst = collection_actions.lease_id
        Datum actie = collection_actions.performed_on
        Incassostap = collection_actions.action_type
        Verzonden via = collection_actions.channel
        """,
        {
            "Incassostap": word(
                "action_type",
                {
                    "reminder_letter": "HERINNERING",
                    "demand_letter": "AANMANING",
                    "phone_call": "BELPOGING",
                    "summons_letter": "SOMMATIE",
                },
            ),
            "Verzonden via": word("channel", {"post": "POST", "phone": "TEL"}),
        },
    )
    owners = columns(
        """
        Verhuurder = landlords.landlord_id
        Verhuurdernaam = landlords.name
        Kleine verhuurder = landlords.is_small_landlord
        """,
    )
    mandates = mandate_columns(
        ("Datum akkoord", "Datum ingelicht", "Datum register", "Datum verwerkersovereenkomst", "Mandaat ingangsdatum"),
        "Verhuurder",
    )
    return of_csv(
        "dump",
        {
            "OVK_20261119.txt": (contracts, tenancies(tables)),
            "MUT_20261119.txt": (ledger, tables["ledger_entries"]),
            "INC_20261119.txt": (steps, tables["collection_actions"]),
            "VHR.txt": (owners, tables["landlords"]),
            "mandaten.txt": (mandates, tables["mandates"]),
        },
        delimiter="|",
        encoding="utf-8",
        write=_compact,
    )
