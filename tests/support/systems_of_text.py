"""Two landlords' systems that export text, none of them a real one: how each exports the portfolio of own_systems.py.

Belongs here: titles, words and habits of csv exports. Does not belong here: a dump (systems_of_dumps.py), workbooks
(systems_of_excel.py), what lies in the portfolio, or how files are written (own_systems.py).
The titles were thought up from how such systems speak, not from the words that `vroegsignaal map` knows.
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
    credit,
    debit,
    kind,
    mandate_columns,
    of,
    of_csv,
    tenancies,
    word,
)

ACTION = {"reminder_letter": "Herinnering", "demand_letter": "Aanmaning", "phone_call": "Telefoon", "summons_letter": "Sommatie"}


def corporation(tables: Tables) -> System:
    """A housing corporation's reports: windows-1252, semicolons, debit beside credit, a running balance."""
    contracts = columns(
        """
        Contractnummer = leases.lease_id
        VHE-nummer =
        Klantnummer = leases.tenant_id tenants.tenant_id
        Soort klant = tenants.tenant_type
        Achternaam = tenants.last_name
        Tussenvoegsel = tenants.name_prefix
        Voorletters = tenants.initials
        Geboortedatum =
        Overlijdensdatum = tenants.deceased_on
        Mobiel nummer = tenants.phone_1
        E-mailadres = tenants.email
        Straatnaam = leases.street
        Huisnummer = leases.house_number
        Huisnummertoevoeging = leases.house_number_suffix
        Postcode = leases.postcode
        Plaats = leases.city
        Soort VHE = leases.unit_type
        Complexnummer = leases.complex_id
        Netto huur = leases.monthly_rent
        Ingangsdatum contract = leases.started_on
        Einddatum contract = leases.ended_on
        Eigenaar = leases.landlord_id
        Energielabel =
        """,
        {
            "VHE-nummer": lambda t: "V" + t.lease_id,
            "Soort klant": word("tenant_type", {"person": "Natuurlijk persoon", "organisation": "Rechtspersoon"}),
            "Geboortedatum": always(date(1980, 5, 4)),
            "Soort VHE": word("unit_type", {"dwelling": "Eengezinswoning", "parking": "Garage"}),
            "Energielabel": always("B"),
        },
    )
    words = {"rent": "Prolongatie huur", "service_charges": "Prolongatie servicekosten", "collection_costs": "Incassokosten",
             "payment": "Betaling", "reversal": "Stornering"}  # fmt: skip
    ledger = columns(
        """
        Boekstuknummer = ledger_entries.entry_id
        Contractnummer = ledger_entries.lease_id
        Boekdatum = ledger_entries.booked_on
        Vervaldatum = ledger_entries.due_on
        Boekingssoort = ledger_entries.entry_type ledger_entries.category
        Debet = ledger_entries.amount
        Credit = ledger_entries.amount
        Saldo =
        """,
        {
            "Boekingssoort": lambda e: words[kind(e)],
            "Debet": debit,
            "Credit": credit,
            "Saldo": always(Decimal("12.00")),
        },
    )
    letters = columns(
        """
        Volgnummer = collection_actions.action_id
        Contractnummer = collection_actions.lease_id
        Verzenddatum = collection_actions.performed_on
        Briefsoort = collection_actions.action_type
        Verzendwijze = collection_actions.channel
        """,
        {
            "Volgnummer": lambda a: f"BR{a['lease_id']}{a['performed_on']:%m%d}",
            "Briefsoort": word("action_type", ACTION),
            "Verzendwijze": word("channel", {"post": "Post", "phone": "Telefonisch"}),
        },
    )
    owners = columns(
        """
        Eigenaar = landlords.landlord_id
        Naam eigenaar = landlords.name
        Kleine verhuurder = landlords.is_small_landlord
        """,
    )
    mandates = mandate_columns(
        ("Mandaat akkoord", "Eigenaar geïnformeerd", "Datum verwerkingsregister", "Verwerkersovereenkomst", "Mandaat vanaf"),
        "Eigenaar",
    )
    objections = columns(
        """
        Klantnummer = objections.tenant_id
        Datum bezwaar = objections.received_on
        """,
    )
    plans = columns(
        """
        Regelingnummer = payment_arrangements.arrangement_id
        Contractnummer = payment_arrangements.lease_id
        Datum afspraak = payment_arrangements.agreed_on
        Datum verbroken = payment_arrangements.broken_on
        """,
        {
            "Regelingnummer": of("lease_id"),
        },
    )
    return of_csv(
        "corporation",
        {
            "huurcontracten_20261119.csv": (contracts, tenancies(tables)),
            "huurboekingen_20261119.csv": (ledger, tables["ledger_entries"]),
            "correspondentie_20261119.csv": (letters, tables["collection_actions"]),
            "eigenaren.csv": (owners, tables["landlords"]),
            "mandaten.csv": (mandates, tables["mandates"]),
            "bezwaren_20261119.csv": (objections, tables["objections"]),
            "betalingsregelingen_20261119.csv": (plans, tables["payment_arrangements"]),
        },
    )


def _iso(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.2f}" if isinstance(value, Decimal) else "" if value is None else str(value)


def broker(tables: Tables) -> System:
    """A property manager's package: UTF-8, commas, ISO dates, points, D or C beside the amount."""
    units = columns(
        """
        Contract-ID = leases.lease_id
        Relatie-ID = leases.tenant_id
        Eenheid =
        Eenheidtype = leases.unit_type
        Straat = leases.street
        Huisnr = leases.house_number
        Toev. = leases.house_number_suffix
        Postcode = leases.postcode
        Stad = leases.city
        Startdatum = leases.started_on
        Einddatum = leases.ended_on
        Belegger = leases.landlord_id
        Huurprijs = leases.monthly_rent
        """,
        {
            "Eenheid": lambda t: "E" + t.lease_id,
            "Eenheidtype": word("unit_type", {"dwelling": "woonruimte", "parking": "parkeren"}),
        },
    )
    people = columns(
        """
        Relatie-ID = tenants.tenant_id
        Relatietype = tenants.tenant_type
        Achternaam = tenants.last_name
        Voorvoegsel = tenants.name_prefix
        Initialen = tenants.initials
        Telefoon = tenants.phone_1
        E-mail = tenants.email
        Datum overlijden = tenants.deceased_on
        BSN =
        """,
        {
            "Relatietype": word("tenant_type", {"person": "Persoon", "organisation": "Bedrijf"}),
            "BSN": always("999990019"),
        },
    )
    words = {"rent": "HUUR", "service_charges": "SERV", "collection_costs": "INCK", "payment": "BANK", "reversal": "STOR"}
    ledger = columns(
        """
        Transactienummer = ledger_entries.entry_id
        Contract-ID = ledger_entries.lease_id
        Transactiedatum = ledger_entries.booked_on
        Vervaldatum = ledger_entries.due_on
        Transactietype = ledger_entries.entry_type ledger_entries.category
        Bedrag = ledger_entries.amount
        D/C = ledger_entries.amount
        """,
        {
            "Transactietype": lambda e: words[kind(e)],
            "D/C": lambda e: "D" if debit(e) is not None else "C",
        },
    )
    log = columns(
        """
        Actie-ID = collection_actions.action_id
        Contract-ID = collection_actions.lease_id
        Actiedatum = collection_actions.performed_on
        Actie = collection_actions.action_type
        Kanaal = collection_actions.channel
        """,
        {
            "Actie-ID": lambda a: f"{a['lease_id']}-{a['action_type'][:3]}",
            "Actie": word(
                "action_type",
                {
                    "reminder_letter": "1e herinnering",
                    "demand_letter": "Aanmaning",
                    "phone_call": "Gebeld",
                    "summons_letter": "5-dagen sommatie",
                },
            ),
            "Kanaal": word("channel", {"post": "brief", "phone": "telefoon"}),
        },
    )
    owners = columns(
        """
        Belegger = landlords.landlord_id
        Naam = landlords.name
        Kleine verhuurder = landlords.is_small_landlord
        """,
    )
    mandates = mandate_columns(
        ("Akkoord clausule", "Belegger ingelicht", "Verwerkingsregister", "Verwerkersovereenkomst", "Geldig vanaf"), "Belegger"
    )
    return of_csv(
        "broker",
        {
            "contracten.csv": (units, tenancies(tables)),
            "relaties.csv": (people, tables["tenants"]),
            "transacties.csv": (ledger, tables["ledger_entries"]),
            "acties.csv": (log, tables["collection_actions"]),
            "beleggers.csv": (owners, tables["landlords"]),
            "mandaten.csv": (mandates, tables["mandates"]),
        },
        delimiter=",",
        encoding="utf-8",
        write=_iso,
    )
