"""Lists that keep the old versions of a line beside the one that holds: `ind_actueel`, `geldig_van` and `geldig_tm`.

Belongs here: which column says which version holds, and titles of days on which a version does. Does not belong here: choosing
among titles (choices.py), or lines that are passed over for another reason (proposals/).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.words.profile import Layout, Profile, cell_of
from sources.words.titles import concepts_of

LESS_AS_VERSION = 0.9  # added to the rank of a day of a version, beside a day of the contract itself read by its parts
_HOLDS = re.compile(r"actueel|actuele|huidig|current|curr\b|latest|recent|actief|active|geldig|valid")
_OF_VERSION = re.compile(r"geldig|valid|versie|version|effectief|effective")


def less_as_version(table: str, column: str, profile: Profile, layout: Layout) -> float:
    """What is added to the rank of a day from or until which a version holds, where the list has the contract's own day."""
    side = {"started_on": "start", "ended_on": "end"}.get(column) if table == "leases" else None
    if side is None or not _OF_VERSION.search(profile.title.lower()):
        return 0
    others = (each for each in layout.columns if each is not profile and each.date_kind)
    has_own = any({"contract", side} <= concepts_of(each.title) for each in others)
    return LESS_AS_VERSION if has_own else 0


def old_versions(rows: Sequence[Sequence[str]], layout: Layout, key: Profile) -> Mapping[str, list[str]]:
    """Title -> its words for no, where it says of each number that one of its lines holds, and of the others that they do not;
    nothing where no column does.
    """
    for each in layout.columns:
        texts = {text.lower() for text in each.texts}
        is_two = len(texts) == 2 and texts <= {*TRUE_WORDS, *FALSE_WORDS}
        if is_two and each is not key and _HOLDS.search(each.title.lower().replace("_", " ")) and _one_holds(rows, key, each):
            return {each.title: sorted(f"^{text}$" for text in texts if text in FALSE_WORDS)}
    return {}


def _one_holds(rows: Sequence[Sequence[str]], key: Profile, flag: Profile) -> bool:
    """Whether each number has one line that holds, and no more."""
    holding: dict[str, int] = {}
    for row in rows:
        number = cell_of(row, key)
        if number:
            holding[number] = holding.get(number, 0) + (cell_of(row, flag).lower() in TRUE_WORDS)
    return bool(holding) and set(holding.values()) == {1}
