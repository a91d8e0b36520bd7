"""A trial run in which nobody, or no money, can be reported: then the mapping is probably wrong, and where to look.

Belongs here: when to doubt, and which table and columns each reason comes from. Does not belong here: the reasons (words.py), or
what a check can see before a run (check_figures.py).
"""

from __future__ import annotations

from documents.dutch import number
from documents.words import HELD_BACK, words_of
from exports.delivery.outgoing import DecisionFigures

MANY = 30  # leases in arrears of which it is odd that not one may be reported
SIGNALLED = "already_signalled"
# Reason -> the table that says it, and its columns. The tables of letters also say when, which is looked at with what.
FROM = {
    "not_a_dwelling": ("leases", "unit_type"),
    "lease_ended": ("leases", "ended_on"),
    "not_a_natural_person": ("tenants", "tenant_type"),
    "tenant_deceased": ("tenants", "deceased_on"),
    "under_30_days": ("ledger_entries", "due_on"),
    "ledger_inconsistent": ("ledger_entries en stated_balances", "amount, lease_id en open_rent"),
    "no_written_reminder": ("collection_actions", "action_type en performed_on"),
    "no_personal_contact_effort": ("collection_actions", "action_type (gesprek, bezoek, bericht) en performed_on"),
    "no_debt_help_notice": ("collection_actions", "action_type (demand_letter) en performed_on"),
    "no_sharing_offer": ("collection_actions", "action_type (summons_letter) en performed_on"),
    "objection_window_open": ("collection_actions", "performed_on van de sommatie"),
    "objection": ("objections", "tenant_id en withdrawn_on"),
    "payment_arrangement": ("payment_arrangements", "ended_on en broken_on"),
    "no_mandate": ("mandates", "de vier dagen, en landlord_id en complex_id, ook bij leases"),
    "incomplete_identity": ("tenants en leases", "last_name, house_number en postcode"),
    "municipality_unknown": ("postcodes", "postcode en municipality_code"),
    "postcode_shared": ("postcodes", "house_number en municipality_code"),
    "no_municipality_agreement": ("municipality_agreements", "municipality_code, signed_on en ended_on"),
    "below_minimum_amount": ("municipality_agreements", "minimum_amount"),
}


def mapping_doubt(figures: DecisionFigures) -> list[str]:
    """A line with the reason that is given most and where it comes from; nothing where the figures are not odd."""
    new = figures.leases - figures.blocked.get(SIGNALLED, 0)
    is_nobody = new >= MANY and not figures.deliverable
    if not figures.leases or not (is_nobody or not figures.euros):
        return []
    given = [(count, code) for code, count in figures.blocked.items() if count and code in FROM]
    count, code = max(given, default=(0, "under_30_days"))
    table, columns = FROM[code]
    what = "er is geen te melden" if is_nobody else "samen is het € 0,00"
    said = f"{words_of(HELD_BACK, code)} ({number(count)} van {number(figures.leases)})" if count else "de boekingen"
    return [
        f"! {number(figures.leases)} contracten met achterstand, en {what}: waarschijnlijk klopt de mapping niet. Kijk naar: "
        f"{said}. Dat komt uit {table}: {columns} (vroegsignaal check toont wat er staat)"
    ]
