"""Our columns in a few Dutch words each, for a question about a title of somebody's own export.

Belongs here: those words. Does not belong here: what belongs in a column (docs/nl/kolommen.md), or the titles of what leaves
(validations/outgoing_columns.py).
"""

from __future__ import annotations

COLUMNS = {
    "landlord_id": "nummer van de opdrachtgever", "name": "naam", "is_small_landlord": "kleine verhuurder of niet",
    "lease_id": "contractnummer", "tenant_id": "huurdernummer", "complex_id": "complex", "unit_type": "wat er verhuurd is",
    "street": "straat", "house_number": "huisnummer", "house_number_suffix": "toevoeging", "postcode": "postcode",
    "city": "plaats", "monthly_rent": "huur per maand", "started_on": "eerste dag van het contract", "ended_on": "laatste dag",
    "tenant_type": "mens of organisatie", "deceased_on": "dag van overlijden", "last_name": "achternaam",
    "name_prefix": "voorvoegsel", "initials": "voorletters", "phone_1": "telefoon", "phone_2": "tweede telefoon",
    "phone_3": "derde telefoon", "email": "e-mail", "entry_id": "nummer van de boeking", "entry_type": "soort boeking",
    "category": "waarvoor de vordering is", "booked_on": "boekdatum", "due_on": "vervaldatum", "amount": "bedrag",
    "reverses_entry_id": "nummer van de ontvangst die terugging", "credit_entry_id": "nummer van de ontvangst",
    "charge_entry_id": "nummer van de vordering", "allocated_on": "dag van afletteren", "mandate_id": "nummer van het mandaat",
    "clause_accepted_on": "mandaat geaccepteerd", "landlord_informed_on": "opdrachtgever ingelicht",
    "processing_registered_on": "in het verwerkingsregister", "processor_agreement_signed_on": "verwerkersovereenkomst getekend",
    "valid_from": "geldig vanaf", "valid_until": "geldig tot en met", "field": "veld dat mee mag", "agreed_on": "afgesproken op",
    "municipality_code": "gemeentecode", "agreement_id": "nummer van de overeenkomst", "applied_on": "aangevraagd op",
    "signed_on": "getekend op", "system": "meldpunt", "minimum_amount": "minimumbedrag",
    "action_id": "nummer van de brief of stap", "action_type": "soort brief of gesprek",
    "channel": "hoe het ging: post, telefoon, bezoek",
    "performed_on": "dag van verzenden of van het gesprek", "document_ref": "nummer van de brief in uw archief",
    "objection_id": "nummer van het bezwaar", "received_on": "bezwaar ontvangen", "withdrawn_on": "bezwaar ingetrokken",
    "received_by": "bij wie het bezwaar kwam", "arrangement_id": "nummer van de regeling", "broken_on": "regeling niet nagekomen",
    "notice_id": "nummer van de aanzegging", "announced_on": "ontruiming aangezegd", "eviction_on": "dag van ontruiming",
    "cancelled_on": "ontruiming afgezegd", "case_id": "nummer van het dossier", "agency_id": "incassobureau of deurwaarder",
    "agency_reference": "hun dossiernummer", "handed_over_on": "overgedragen op", "from_on": "medehuurder vanaf",
    "until_on": "medehuurder tot", "reported_on": "gemeld op", "reported_by": "gemeld door", "as_of": "stand op",
    "open_rent": "open huur", "bank_cut_off_on": "bank verwerkt tot en met",
}  # fmt: skip
OF_TABLE = {
    "leases.ended_on": "laatste dag van het contract",
    "payment_arrangements.ended_on": "regeling klaar",
    "collection_cases.ended_on": "dossier klaar",
    "reported_elsewhere.ended_on": "de dag waarop de melding van die ander eindigde: daarna meldt u weer zelf",
    "municipality_agreements.ended_on": "overeenkomst met de gemeente beëindigd: daarna gaat daar geen melding heen",
    "optional_field_agreements.ended_on": "afspraak over dat veld beëindigd: daarna gaat het niet meer mee",
    "reported_elsewhere.reported_on": "dag waarop een ander deze huurder meldde",
}


def column_in_words(table: str, column: str) -> str:
    """A column for people; its own name where nothing else is known."""
    return OF_TABLE.get(f"{table}.{column}") or COLUMNS.get(column, column)
