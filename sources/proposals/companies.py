"""The name of a tenant that is an organisation, in a column of its own beside the names of persons: `Achternaam`, `Bedrijfsnaam`.

Belongs here: seeing that from the title and the lines, and who is one where only that says so. Does not belong here: titles of
their own that say who is an organisation (words/yes_no.py, meant.py), or reading the second title (sources/converting.py).

Without it such a tenant has no name, and each of his leases is listed as lacking one, beside that he is no person. A person must
never get the name of a firm, such as that of his employer: only where no line without a surname is a person's is it proposed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sources.reading.parts import COMPANY, PARTS
from sources.recognition.texts import texts_of
from sources.words.blocks import Block, Choice
from sources.words.companies import is_name_of_a_company, is_whole_name
from sources.words.evidence import HALF, meaning_of
from sources.words.notes import Line
from sources.words.profile import Profile, cell_of
from sources.words.titles import concepts_of

WHY = "de naam van een organisatie. Klopt het dat daar nooit de werkgever van een huurder staat?"
OF_OWNER = "zo heet een opdrachtgever die onder de eerste titel geen naam heeft: klopt dat?"
SAY_NAME = frozenset({"name", "surname"})
OF_NAMES = SAY_NAME | {"landlord", "person", "entity"}
WHOLE = "van een bedrijf of stichting is dat de hele naam: klopt dat?"
WHO_IS_ONE = (
    "wie daar een naam heeft, is een organisatie, en ieder ander een mens: staat daar nooit de werkgever van een huurder?"
)


def names_of_companies(block: Block) -> Mapping[str, str]:
    """`last_name` -> the title with the names of those tenants that are organisations; nothing where no one title has them."""
    own, kind = block.choices.get("last_name"), block.choices.get("tenant_type")
    if block.table != "tenants" or own is None:
        return {}
    if kind is None:
        name = who_is_a_company(block)
        return {"last_name": name.title} if name is not None else {}
    theirs = [each for each in block.left if _is_theirs(block, own.profile, kind.profile, each)]
    found = [each for each in theirs if _is_title(each)] or [each for each in theirs if _is_of_everybody(block, each)]
    if not found and _are_lost(block, own, kind):
        return {"last_name": own.profile.title}
    return {"last_name": found[0].title} if len(found) == 1 else {}


def why_of(block: Block, further: Mapping[str, str]) -> str:
    """What is asked of the title that gives the names of organisations: that of persons too, or one of its own."""
    own = block.choices.get("last_name")
    return WHOLE if own is not None and further == {"last_name": own.profile.title} else WHY


def _are_lost(block: Block, own: Choice, kind: Choice) -> bool:
    """Whether names of organisations stand in one column with those of persons, and some have no such parts: `Bloemen van
    Baukje`.
    """
    if own.part != "last_name" or kind.part or {own.profile.title, kind.profile.title} & block.lookups.keys():
        return False
    rows = (row for row in block.rows if cell_of(row, own.profile))
    kinds = ((row, meaning_of("tenant_type", kind.profile.said(cell_of(row, kind.profile)))) for row in rows)
    return any(said == "organisation" and not _has_surname(cell_of(row, own.profile)) for row, said in kinds)


def _has_surname(name: str) -> bool:
    return any(re.search(pattern, name, re.IGNORECASE) for pattern in PARTS["last_name"])


def names_of_owners(block: Block) -> Mapping[str, str]:
    """`name` -> the title with the names of those owners who have none below the first: of a person beside names of firms, or the
    reverse. An owner without a name refuses the list.
    """
    own = block.choices.get("name")
    if block.table != "landlords" or own is None or own.part or own.profile.title in block.lookups:
        return {}
    without = [row for row in block.rows if any(row) and not cell_of(row, own.profile)]
    left = [each for each in block.left if concepts_of(each.title) <= OF_NAMES and concepts_of(each.title) & SAY_NAME]
    found = [each for each in left if each.share("words") > HALF and all(cell_of(row, each) for row in without)]
    return {"name": found[0].title} if without and len(found) == 1 else {}


@dataclass(frozen=True)
class KindsByName:
    """Which title says by a name who is an organisation, and how: why, patterns of names, what an empty cell says."""

    title: Profile
    why: str
    patterns: list[Line]
    values: list[Line]


def kinds_by_name(block: Block) -> KindsByName | None:
    """Who is an organisation, where only names say it: those of firms among the surnames, or in a column of their own."""
    names = block.choices["last_name"].profile if "last_name" in block.choices else None
    if names and any(re.fullmatch(COMPANY, text) for text in texts_of(block, names)):
        patterns = [Line(f"^({COMPANY})$", "organisation"), Line(".", "person")]
        return KindsByName(names, "de naam zegt wie een organisatie is", patterns, [])
    name = who_is_a_company(block)
    return KindsByName(name, WHO_IS_ONE, [Line(".", "organisation")], [Line("", "person")]) if name is not None else None


def who_is_a_company(block: Block) -> Profile | None:
    """The title that says by itself who is an organisation, where no other says it: its name stands there and no surname, and of
    all others the surname and no such name. A line with both may be of the one who answers the telephone, or of an employee.
    """
    own = block.choices.get("last_name")
    if block.table != "tenants" or own is None or own.profile.title in block.lookups:
        return None
    found = [each for each in block.left if _is_title(each) and _says_who(block, own.profile, each)]
    return found[0] if len(found) == 1 else None


def _says_who(block: Block, own: Profile, name: Profile) -> bool:
    filled = {(bool(cell_of(row, own)), bool(cell_of(row, name))) for row in block.rows if any(row)}
    return (False, True) in filled and (True, True) not in filled


def _is_title(profile: Profile) -> bool:
    return is_name_of_a_company(profile.title) and profile.share("words") > HALF


def _is_of_everybody(block: Block, name: Profile) -> bool:
    """Whether a title has everybody's whole name: of a person it is not read, since he has a surname."""
    return is_whole_name(name.title) and name.filled == sum(any(row) for row in block.rows)


def _is_theirs(block: Block, own: Profile, kind: Profile, name: Profile) -> bool:
    """Whether lines without a surname have this name, and are of another kind than those with one."""
    without = {cell_of(row, kind) for row in block.rows if not cell_of(row, own) and cell_of(row, name)}
    others = {cell_of(row, kind) for row in block.rows if cell_of(row, own)}
    is_person = any(meaning_of("tenant_type", kind.said(text)) == "person" for text in without)
    return bool(without) and "" not in without and not without & others and not is_person
