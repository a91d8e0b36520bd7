"""Dutch words for the codes that people meet in the report and the work lists, short enough for a chart or a cell.

Belongs here: words for reasons, steps, desks and states. Does not belong here: the full sentences and sources of the
rules (reference.rules), or figures and dates (dutch.py). A code without words here is shown as itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from validations.desk_files import desk_names

HELD_BACK = {
    "not_a_dwelling": "geen woning",
    "lease_ended": "huur geëindigd",
    "not_a_natural_person": "huurder is een organisatie",
    "tenant_deceased": "huurder overleden",
    "under_30_days": "nog geen 30 dagen",
    "ledger_inconsistent": "huurrekening klopt niet",
    "no_written_reminder": "geen herinnering gestuurd",
    "no_personal_contact_effort": "geen persoonlijk contact gezocht",
    "no_debt_help_notice": "niet op schuldhulp gewezen",
    "no_sharing_offer": "delen niet aangeboden",
    "objection_window_open": "bezwaartermijn loopt nog",
    "objection": "bezwaar van de huurder",
    "payment_arrangement": "betalingsregeling loopt",
    "no_mandate": "geen mandaat opdrachtgever",
    "incomplete_identity": "naam of adres onvolledig",
    "municipality_unknown": "gemeente onbekend",
    "postcode_shared": "postcode in twee gemeenten",
    "no_municipality_agreement": "geen overeenkomst met gemeente",
    "below_minimum_amount": "onder het minimumbedrag",
    "already_signalled": "al gemeld",
}

STEPS = {
    "reminder_letter": "herinneringsbrief sturen",
    "demand_letter": "aanmaning sturen (tekst 1)",
    "summons_letter": "5-dagen sommatie sturen (tekst 2)",
    "personal_contact": "persoonlijk contact zoeken",
    "clear_obstacle": "belemmering wegnemen",
    "signal": "melden bij de gemeente",
    "hand_in": "bestand aanleveren bij het meldpunt",
    "await_delivery": "wachten: aanlevering onzeker",
    "await_response": "wachten op de gemeente",
    "held_back": "niet melden: eerst uitzoeken",
    "resume_collection": "incasso hervatten",
    "repair_ledger": "huurrekening herstellen",
    "none": "geen stap",
}

WHY = {
    "tenant_deceased": "huurder overleden",
    "hold": "opschorting na acceptatie van hulp",
    "objection": "bezwaar van de huurder",
    "payment_arrangement": "betalingsregeling wordt nagekomen",
    "not_a_dwelling": "geen woning, er volgt geen melding",
    "lease_ended": "huur geëindigd, er volgt geen melding",
    "not_a_natural_person": "organisatie, er volgt geen melding",
    "ledger_inconsistent": "de boekingen kloppen niet, het bedrag is onzeker",
    "taken_back": "met de hand teruggenomen, blijft af tot voldaan of vrijgegeven",
    "held_back": "besloten te melden, maar vastgehouden: zie de lijst",
    "reported_elsewhere": "een bureau heeft in eigen naam gemeld",
    "batch_pending": "onbekend of de aanlevering is aangekomen",
    "not_handed_in": "klaargezet, maar nog niet aangeleverd",
    "signal_delivered": "gemeld, de reactietermijn loopt",
    "collection_goes_on": "de incasso loopt weer",
    "hold_over": "de opschorting is voorbij",
    "term_passed": "reactietermijn voorbij zonder bericht",
    "no_letter_yet": "nog geen brief voor deze achterstand",
    "reminder_unanswered": "herinnering gestuurd, niet voldaan",
    "demand_unanswered": "aanmaning gestuurd, niet voldaan",
    "no_contact_yet": "nog geen poging tot persoonlijk contact",
    "obstacle": "alle stappen gedaan, maar melden kan nog niet",
    "below_minimum_amount": "onder het minimumbedrag van de gemeente",
    "objection_window_open": "de huurder kan nog bezwaar maken",
    "under_30_days": "de achterstand is nog geen 30 dagen oud",
    "ready": "alles is gedaan",
}

ACTIONS = {
    "reminder_letter": "herinnering",
    "demand_letter": "aanmaning",
    "summons_letter": "sommatie",
    "phone_call": "telefoon",
    "home_visit": "huisbezoek",
    "personal_message": "persoonlijk bericht",
}

# Why a decided signal does not leave, and what a person does about it.
SIGNALS_HELD_BACK = {
    "renumbered": "staat er mogelijk al onder een ander nummer",
    "later_fact": "sindsdien is iets bekend dat melden tegenhoudt",
    "row_names_nobody": "een rij die melden tegenhoudt noemt niemand die bekend is",
}
HELD_BACK_FACTS = {
    "objection": "bezwaar",
    "death": "huurder overleden",
    "lease_end": "huur geëindigd",
    "receipt": "betaald",
    "arrangement": "betalingsregeling",
    "mandate_ended": "mandaat beëindigd",
    "agreement_ended": "overeenkomst met de gemeente beëindigd of vervangen",
    "reported_elsewhere": "door een ander gemeld",
    "tenant_number": "zelfde huurdernummer",
    "name_and_address": "zelfde naam en adres",
    "objections": "bezwaar",
    "payment_arrangements": "betalingsregeling",
    "co_tenants": "medehuurder",
}
HELD_BACK_ACTS = {
    "renumbered": "vroegsignaal renumber {subject} {lease_id} --why …  (of met --not-the-same)",
    "later_fact": "niets: de dagverwerking van een latere peildatum beoordeelt opnieuw",
    "row_names_nobody": "verbeter de rij in de bron, of: vroegsignaal accept-row {fact} '{subject}' --why …",
}

HOLD_STATES = {"active": "loopt", "completed": "voltooid", "lapsed": "vervallen"}
NEEDS_PERSON = {
    "other_signal_at_address": "op dit adres loopt bij dit meldpunt nog een melding",
    "no_delivered_line": "de aangeleverde regel is er niet meer",
}
LEDGER_FINDINGS = {
    "reversal_without_credit": "storno zonder bijbehorende ontvangst",
    "allocation_without_charge": "aflettering op een vordering die er niet is",
    "reversals_exceed_credit": "meer gestorneerd dan ontvangen",
    "allocations_exceed_credit": "meer afgeletterd dan ontvangen",
    "allocations_exceed_charge": "meer afgeletterd dan gevorderd",
    "charge_paid_from_another_lease": "vordering afgeletterd met een ontvangst van een andere huurovereenkomst",
    "charge_paid_by_unknown_credit": "vordering afgeletterd met een ontvangst die er niet is",
    "stated_balance_lower": "het saldo volgens de bron is lager dan onze achterstand",
    "stated_balance_higher": "het saldo volgens de bron is hoger dan onze achterstand",
    "allocation_of_unknown_credit": "aflettering van een onbekende ontvangst",
    "lease_unknown": "boeking of actie van een onbekende huurovereenkomst",
    "tenant_unknown": "huurovereenkomst met een onbekende huurder",
    "landlord_unknown": "huurovereenkomst met een onbekende verhuurder",
}
MONEY_NOWHERE = {  # of one, of more
    "credit_of_unknown_lease": ("ontvangst van een huurovereenkomst die niet in de export staat",
        "ontvangsten van een huurovereenkomst die niet in de export staat"),
    "allocation_of_unknown_credit": ("aflettering van een ontvangst die niet in de export staat",
        "afletteringen van een ontvangst die niet in de export staat"),
    "allocation_of_another_lease": ("aflettering met een ontvangst van een andere huurovereenkomst",
        "afletteringen met een ontvangst van een andere huurovereenkomst"),
    "stated_balance_differs": ("saldo dat volgens de bron anders is", "saldi die volgens de bron anders zijn"),
}  # fmt: skip
BATCH_STATES = {  # for the report's template
    "prepared": "klaargezet",
    "sending": "onderweg",
    "found_unsent": "niet verstuurd",
    "in_doubt": "in twijfel",
    "delivered": "aangeleverd",
    "abandoned": "vervallen",
}
KINDS = {"signals": "meldingen", "withdrawals": "intrekkingen", "hold_notices": "opschortingen"}
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def words_of(codes: Mapping[str, str], code: str | None) -> str:
    """The words for `code`; the code itself, readable, where it has none yet."""
    return codes.get(code, code.replace("_", " ")) if code else ""


def desk_name(code: str | None) -> str:
    """What lists and letters call a desk; the code itself, readable, where there is no such desk any more."""
    return words_of(desk_names(), code)
