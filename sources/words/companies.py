"""Titles that speak of the name of an organisation: `Bedrijfsnaam`, `Company name`, `Handelsnaam`.

Belongs here: those titles. Does not belong here: whose name it is (proposals/companies.py), or words that say who is an
organisation (yes_no.py).
"""

from __future__ import annotations

import re

OF_A_COMPANY = r"bedrijf|organi[sz]ati|firma|company|business|rechtspersoon|instelling|handelsnaam|zakelijk|statutaire"
NO_NAME = r"soort|type|\bnr|nummer|kvk|code|vorm|adres|datum|tel|mail|sinds|web|contact|grootte|status|\bid\b"
WHOLE_NAME = r"((volledige|hele|weergave|klant|huurder|debiteur|relatie|full|display|customer|tenant|search)[ _-]*s?)?(naam|name)"


def is_whole_name(title: str) -> bool:
    """Whether a title says that the name of whoever it is stands below it: of a person the whole of it."""
    return bool(re.fullmatch(WHOLE_NAME, title.strip().casefold()))


def is_name_of_a_company(title: str) -> bool:
    """Whether a title says that the name of an organisation stands below it."""
    said = title.casefold()
    return bool(re.search(OF_A_COMPANY, said)) and not re.search(NO_NAME, said)
