"""The parts of a name below titles of a contact person, where he is the tenant himself: `Naam` and `Contactpersoon: Achternaam`.

Belongs here: seeing on the lines that the two name one person. Does not belong here: names taken apart (words/split.py), or the
name of an organisation (proposals/companies.py).

A package for accounts has a contact of each relation; of one who is a firm he is somebody else, and then nothing is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.recognition.values import PREFIXES
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import Profile, cell_of
from sources.words.titles import concepts_of

PARTS = {"last_name": "surname", "name_prefix": "prefix", "initials": "initials"}
BESIDE = frozenset({"mailing", "name", "person", "action"})  # what the title of a contact says beside the part
MOSTLY = 0.9  # of the lines; the few firms have somebody else
WHY = "op nagenoeg elke regel is de contactpersoon wie onder de hele naam staat"


def with_contact_persons(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; of tenants with a whole name the parts that stand in columns of their own."""
    return [_with_parts(block) if block.table == "tenants" and not block.made else block for block in blocks]


def _with_parts(block: Block) -> Block:
    whole = block.choices.get("last_name")
    if whole is None or whole.part is None:
        return block
    found = {name: [each for each in block.left if _is_part(each, concept)] for name, concept in PARTS.items()}
    parts = {name: each[0] for name, each in found.items() if len(each) == 1}
    if "last_name" not in parts or _has_prefixes(parts["last_name"]) or not _are_one(block, whole.profile, parts):
        return block
    taken = {name: Choice(name, each, LIKELY, Evidence((WHY,), each.filled, each.filled)) for name, each in parts.items()}
    others = {name: each for name, each in block.choices.items() if name not in PARTS or each.profile is not whole.profile}
    return replace(block, choices={**others, **taken})


def _is_part(profile: Profile, concept: str) -> bool:
    said = concepts_of(profile.title)
    return bool(profile.filled) and concept in said and said - {concept} <= BESIDE


def _has_prefixes(surname: Profile) -> bool:
    """Whether some surnames begin with what belongs before them (`ter Horst`): then the whole name is taken apart better."""
    return any(text.split()[0].casefold() in PREFIXES for text in surname.texts if " " in text.strip())


def _are_one(block: Block, whole: Profile, parts: dict[str, Profile]) -> bool:
    """Whether nearly every line that has both names the same person in both, by the surname and what stands before it."""
    lines = [row for row in block.rows if cell_of(row, parts["last_name"]) and cell_of(row, whole)]
    same = sum(_is_said(cell_of(row, whole), [cell_of(row, each) for each in parts.values()]) for row in lines)
    return bool(lines) and same >= MOSTLY * len(lines)


def _is_said(name: str, parts: Sequence[str]) -> bool:
    return all(part.strip().casefold() in name.casefold() for part in parts)
