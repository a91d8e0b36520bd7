"""The name of a tenant that is an organisation, in a column of its own beside the names of persons: `Achternaam`, `Bedrijfsnaam`.

Belongs here: seeing that from the title and the lines. Does not belong here: who is an organisation (words/yes_no.py, meant.py),
or reading the second title (sources/mapping.py).

Without it such a tenant has no name, and each of his leases is listed as lacking one, beside that he is no person. A person must
never get the name of a firm, such as that of his employer: only where no line without a surname is a person's is it proposed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sources.words.blocks import Block
from sources.words.evidence import HALF, meaning_of
from sources.words.profile import Profile, cell_of

OF_A_COMPANY = r"bedrijf|organi[sz]ati|firma|company|business|rechtspersoon|instelling|handelsnaam|zakelijk|statutaire"
NO_NAME = r"soort|type|\bnr|nummer|kvk|code|vorm|adres|datum|tel|mail|sinds|web|contact|grootte|status|\bid\b"
WHY = "de naam van een organisatie. Klopt het dat daar nooit de werkgever van een huurder staat?"


def names_of_companies(block: Block) -> Mapping[str, str]:
    """`last_name` -> the title with the names of those tenants that are organisations; nothing where no one title has them."""
    own, kind = block.choices.get("last_name"), block.choices.get("tenant_type")
    if block.table != "tenants" or own is None or kind is None:
        return {}
    found = [each for each in block.left if _is_title(each) and _is_theirs(block, own.profile, kind.profile, each)]
    return {"last_name": found[0].title} if len(found) == 1 else {}


def _is_title(profile: Profile) -> bool:
    title = profile.title.casefold()
    return bool(re.search(OF_A_COMPANY, title)) and not re.search(NO_NAME, title) and profile.share("words") > HALF


def _is_theirs(block: Block, own: Profile, kind: Profile, name: Profile) -> bool:
    """Whether lines without a surname have this name, and are of another kind than those with one."""
    without = {cell_of(row, kind) for row in block.rows if not cell_of(row, own) and cell_of(row, name)}
    others = {cell_of(row, kind) for row in block.rows if cell_of(row, own)}
    is_person = any(meaning_of("tenant_type", kind.said(text)) == "person" for text in without)
    return bool(without) and "" not in without and not without & others and not is_person
