"""Three landlords' systems that export workbooks, none of them a real one: how each exports the portfolio of own_systems.py.

Belongs here: titles, words and habits of workbooks. Does not belong here: text (systems_of_text.py), what lies in the
portfolio, or how files are written (own_systems.py).
The titles were thought up from how such systems speak, not from the words that `vroegsignaal map` knows.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.support.own_systems import (
    System,
    Tab,
    Tables,
    address,
    always,
    columns,
    credit,
    debit,
    full_name,
    kind,
    mandate_columns,
    of,
    of_workbooks,
    signed,
    steps_of,
    tenancies,
    word,
)


def workbook(tables: Tables) -> System:
    """One workbook with one sheet per subject: lines above the titles, two title rows, totals, one amount with a sign."""
    rent = columns(
        """
        Huurovk.nr. = leases.lease_id
        Debiteurnr. = leases.tenant_id tenants.tenant_id
        Type = tenants.tenant_type
        Naam huurder = tenants.last_name tenants.initials tenants.name_prefix
        Overleden per = tenants.deceased_on
        Adres = leases.street leases.house_number leases.house_number_suffix
        PC/Woonplaats = leases.postcode leases.city
        Objectsoort = leases.unit_type
        Kale huur = leases.monthly_rent
        Ingang = leases.started_on
        Einde = leases.ended_on
        Opdrachtgever = leases.landlord_id
        Borg =
        """,
        {
            "Type": word("tenant_type", {"person": "Particulier", "organisation": "Zakelijk"}),
            "Naam huurder": full_name,
            "Adres": address,
            "PC/Woonplaats": lambda t: f"{t.postcode} {t.city}",
            "Objectsoort": word("unit_type", {"dwelling": "Appartement", "parking": "Parkeerplaats"}),
            "Borg": always(Decimal("900.00")),
        },
    )
    words = {
        "rent": "Huur",
        "service_charges": "Servicekosten",
        "collection_costs": "Incassokosten",
        "payment": "Ontvangst",
        "reversal": "Storno",
    }
    card = columns(
        """
        Volgnr. = ledger_entries.entry_id
        Huurovk.nr. = ledger_entries.lease_id
        Datum = ledger_entries.booked_on
        Vervalt op = ledger_entries.due_on
        Soort mutatie = ledger_entries.entry_type ledger_entries.category
        Bedrag = ledger_entries.amount
        """,
        {
            "Soort mutatie": lambda e: words[kind(e)],
            "Bedrag": signed,
        },
    )
    dunning = columns(
        """
        Huurovk.nr. = collection_actions.lease_id
        Herinnering = collection_actions.performed_on
        Aanmaning = collection_actions.performed_on
        Telefonisch contact = collection_actions.performed_on
        Sommatie = collection_actions.performed_on
        """,
        {
            "Herinnering": of("reminder_letter"),
            "Aanmaning": of("demand_letter"),
            "Telefonisch contact": of("phone_call"),
            "Sommatie": of("summons_letter"),
        },
    )
    owners = columns(
        """
        Code = landlords.landlord_id
        Opdrachtgever = landlords.name
        Klein (j/n) = landlords.is_small_landlord
        """,
        {
            "Klein (j/n)": lambda each: "j" if each["is_small_landlord"] else "n",
        },
    )
    mandates = mandate_columns(
        ("Clausule akkoord", "Geïnformeerd op", "In register sinds", "Verwerkersovereenkomst getekend", "Ingangsdatum mandaat"),
        "Opdrachtgever",
    )
    head = [["Overzicht vastgoedbeheer"], ["Peildatum: 19-11-2026"], []]
    return of_workbooks(
        "workbook",
        {
            "Vastgoed_2026-11.xlsx": {
                "Huurders": Tab(rent, tenancies(tables), head, [["Totaal", "24"]]),
                "Huurkaart": Tab(card, tables["ledger_entries"], head, [["", "", "", "", "Totaal", "100"]]),
                "Incasso": Tab(dunning, steps_of(tables)),
                "Opdrachtgevers": Tab(owners, tables["landlords"]),
                "Mandaten": Tab(mandates, tables["mandates"]),
            }
        },
    )


def lists(tables: Tables) -> System:
    """Excel lists a subject: a tenant and a co-tenant on two lines, letters as columns, amounts received and charged apart."""
    doubled = []
    for tenancy in tenancies(tables):
        doubled.append(tenancy)
        if tenancy.lease_id == "70002":
            partner = dict(tenant_id="5999", tenant_type="person", last_name="Partner", name_prefix=None, initials="Q.")
            doubled.append(type(tenancy)(tenancy.lease | {"tenant_id": "5999"}, partner))
    contracts = columns(
        """
        Huurcontract = leases.lease_id co_tenants.lease_id
        Huurder nr = leases.tenant_id tenants.tenant_id co_tenants.tenant_id
        Huurder achternaam = tenants.last_name
        Huurder tussenvoegsels = tenants.name_prefix
        Huurder voorletters = tenants.initials
        Overleden op = tenants.deceased_on
        Telefoonnummer = tenants.phone_1
        Email = tenants.email
        Persoon/bedrijf = tenants.tenant_type
        OGE =
        Type OGE = leases.unit_type
        Straatnaam OGE = leases.street
        Huisnr. OGE = leases.house_number
        Toevoeging OGE = leases.house_number_suffix
        Postcode OGE = leases.postcode
        Plaats OGE = leases.city
        Contract ingang = leases.started_on
        Contract einde = leases.ended_on
        Fonds = leases.landlord_id
        """,
        {
            "Persoon/bedrijf": word("tenant_type", {"person": "P", "organisation": "B"}),
            "OGE": lambda t: "O" + t.lease_id,
            "Type OGE": word("unit_type", {"dwelling": "Woning zelfstandig", "parking": "Berging/garage"}),
        },
    )
    card = columns(
        """
        Boekingsnr = ledger_entries.entry_id
        Huurcontract = ledger_entries.lease_id
        Datum boeking = ledger_entries.booked_on
        Vervaldatum = ledger_entries.due_on
        Dagboek = ledger_entries.entry_type
        Omschrijving = ledger_entries.category
        In rekening gebracht = ledger_entries.amount
        Ontvangen = ledger_entries.amount
        """,
        {
            "Dagboek": word("entry_type", {"charge": "Verkoop", "payment": "Bank", "reversal": "Bank"}),
            "Omschrijving": word(
                "category",
                {
                    "rent": "Huur periode",
                    "service_charges": "Servicekosten periode",
                    "collection_costs": "Incassokosten",
                    None: "Ontvangen betaling",
                },
            ),
            "In rekening gebracht": debit,
            "Ontvangen": credit,
        },
    )
    dunning = columns(
        """
        Huurcontract = collection_actions.lease_id
        Datum herinnering = collection_actions.performed_on
        Datum aanmaning = collection_actions.performed_on
        Datum gebeld = collection_actions.performed_on
        Datum sommatie = collection_actions.performed_on
        Opmerking =
        """,
        {
            "Datum herinnering": of("reminder_letter"),
            "Datum aanmaning": of("demand_letter"),
            "Datum gebeld": of("phone_call"),
            "Datum sommatie": of("summons_letter"),
            "Opmerking": always(""),
        },
    )
    owners = columns(
        """
        Fonds = landlords.landlord_id
        Fondsnaam = landlords.name
        Kleine verhuurder? = landlords.is_small_landlord
        """,
    )
    mandates = mandate_columns(
        (
            "Mandaat verleend op",
            "Fonds geïnformeerd op",
            "Opgenomen in verwerkingsregister",
            "Verwerkersovereenkomst d.d.",
            "Geldig van",
        ),
        "Fonds",
    )
    return of_workbooks(
        "lists",
        {
            "Contracten 19-11-2026.xlsx": {"Blad1": Tab(contracts, doubled)},
            "Huurdersrekening 19-11-2026.xlsx": {"Blad1": Tab(card, tables["ledger_entries"])},
            "Aanmaningen 19-11-2026.xlsx": {"Blad1": Tab(dunning, steps_of(tables), [["Lijst incasso"], []])},
            "Fondsen.xlsx": {"Blad1": Tab(owners, tables["landlords"])},
            "Mandaten.xlsx": {"Blad1": Tab(mandates, tables["mandates"])},
        },
    )


def _serial(value: date | None) -> int | None:
    return (value - date(1899, 12, 30)) // timedelta(days=1) if value else None


def months(tables: Tables) -> System:
    """One file per month that add up, dates as day numbers, no number and no kind of entry, the meaning in a description."""
    words = {
        "rent": "Huurtermijn",
        "service_charges": "Voorschot stookkosten",
        "collection_costs": "Kosten aanmaning",
        "payment": "Overboeking",
        "reversal": "Terugboeking",
    }
    leases = columns(
        """
        Huurnummer = leases.lease_id
        Huurder = leases.tenant_id tenants.tenant_id
        Achternaam = tenants.last_name
        Tussenv. = tenants.name_prefix
        Voorletter(s) = tenants.initials
        Tel. mobiel = tenants.phone_1
        Overlijdensdatum = tenants.deceased_on
        Soort huurder = tenants.tenant_type
        Soort = leases.unit_type
        Adres = leases.street leases.house_number leases.house_number_suffix
        Postcode = leases.postcode
        Plaatsnaam = leases.city
        Huur per maand = leases.monthly_rent
        Huur vanaf = leases.started_on
        Huur t/m = leases.ended_on
        Eigenaarcode = leases.landlord_id
        """,
        {
            "Overlijdensdatum": lambda t: _serial(t.deceased_on),
            "Soort huurder": word("tenant_type", {"person": "Privé", "organisation": "Instelling"}),
            "Soort": word("unit_type", {"dwelling": "Studio", "parking": "PP"}),
            "Adres": address,
            "Huur vanaf": lambda t: _serial(t.started_on),
            "Huur t/m": lambda t: _serial(t.ended_on),
        },
    )
    entries = columns(
        """
        Huurnummer = ledger_entries.lease_id
        Boekdatum = ledger_entries.booked_on
        Vervaldatum = ledger_entries.due_on
        Omschrijving = ledger_entries.entry_type ledger_entries.category
        Bedrag € = ledger_entries.amount
        """,
        {
            "Boekdatum": lambda e: _serial(e["booked_on"]),
            "Vervaldatum": lambda e: _serial(e["due_on"]),
            "Omschrijving": lambda e: words[kind(e)],
            "Bedrag €": signed,
        },
    )
    letters = columns(
        """
        Huurnummer = collection_actions.lease_id
        Datum brief = collection_actions.performed_on
        Soort brief = collection_actions.action_type
        """,
        {
            "Datum brief": lambda a: _serial(a["performed_on"]),
            "Soort brief": word(
                "action_type",
                {
                    "reminder_letter": "Betalingsherinnering",
                    "demand_letter": "2e aanmaning",
                    "phone_call": "Telefoongesprek",
                    "summons_letter": "Laatste sommatie",
                },
            ),
        },
    )
    owners = columns(
        """
        Eigenaarcode = landlords.landlord_id
        Eigenaar = landlords.name
        Kleine verhuurder = landlords.is_small_landlord
        """,
    )
    mandates = mandate_columns(
        ("Mandaatdatum", "Datum informeren eigenaar", "Register", "Datum VWO", "Startdatum mandaat"), "Eigenaarcode"
    )
    books = {"Huurlijst.xlsx": {"Lijst": Tab(leases, tenancies(tables), [["Huurlijst"]])}}
    for month in range(4, 12):
        chosen = [entry for entry in tables["ledger_entries"] if entry["booked_on"].month == month]
        books[f"Mutaties 2026-{month:02}.xlsx"] = {"Mutaties": Tab(entries, [*chosen, {**chosen[0], "amount": Decimal("0.00")}])}
    books |= {
        "Brieven.xlsx": {"Brieven": Tab(letters, tables["collection_actions"])},
        "Eigenaren.xlsx": {"Eigenaren": Tab(owners, tables["landlords"])},
        "Mandaat.xlsx": {"Mandaat": Tab(mandates, tables["mandates"])},
    }
    return of_workbooks("months", books)
