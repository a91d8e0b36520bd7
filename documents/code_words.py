"""The codes of the landing tables in Dutch, for whoever has to choose one for a word of an own export.

Belongs here: a few words for each code. Does not belong here: which codes there are (validations/landing.py; a test holds this to
it), or what they do to a decision (docs/nl/kolommen.md).
"""

from __future__ import annotations

CODES = {
    "unit_type": {"dwelling": "woning", "parking": "garage of parkeerplaats", "commercial": "winkel, kantoor of bedrijf",
                  "other": "iets anders, zoals een berging"},
    "tenant_type": {"person": "mens", "organisation": "bedrijf of stichting"},
    "entry_type": {"charge": "vordering (huur, kosten: wat de huurder moet betalen)", "payment": "ontvangst",
                   "credit_note": "creditering", "write_off": "afboeking", "reversal": "storno (een ontvangst ging terug)"},
    "category": {"rent": "huur", "service_charges": "servicekosten", "collection_costs": "incassokosten", "interest": "rente",
                 "other": "iets anders, zoals schade, een garage of een waarborgsom"},
    "field": {"initials": "voorletters", "street": "straat", "house_number_suffix": "toevoeging", "city": "plaats",
              "phone": "telefoon", "email": "e-mail"},
    "system": {"ris_matching": "RIS Matching (Inforing, xxllnc)", "vps": "VPS (BKR)"},
    "action_type": {"reminder_letter": "brief zonder meer, zoals een herinnering",
                    "demand_letter": "brief die op schuldhulp wijst, zoals een aanmaning",
                    "summons_letter": "brief die ook aanbiedt de gegevens door te geven, zoals een sommatie",
                    "phone_call": "telefoongesprek of poging daartoe", "home_visit": "huisbezoek",
                    "personal_message": "persoonlijk bericht: sms, WhatsApp"},
    "channel": {"post": "post", "email": "e-mail", "phone": "telefoon", "sms": "sms of WhatsApp", "visit": "bezoek",
                "portal": "uw app of huurdersportaal"},
    "received_by": {"landlord": "bij u of de opdrachtgever", "municipality": "bij de gemeente"},
}  # fmt: skip
YES_NO = {"true": "ja", "false": "nee"}


def code_in_words(column: str, code: str) -> str:
    """A code for people; the code itself where nothing else is known."""
    return (CODES.get(column) or YES_NO).get(code, code)
