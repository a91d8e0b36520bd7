"""In which municipality what is let stands, and whose it is, where a list of complexes says it and not the contract.

Belongs here: numbers of owners and municipalities that another list must have, and postcodes beside contracts without a list of
postcodes. Does not belong here: joining two sheets (elsewhere.py), or lists of postcodes (sheets.py).

Nothing of it is certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sources.recognition.elsewhere import with_columns_elsewhere
from sources.recognition.lookup import NEARLY_ALL, Seen, share
from sources.words.blocks import Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import Layout

Choices = Callable[[str, Layout], dict[str, Choice]]
LISTS = {"landlord_id": "landlords", "municipality_code": "municipalities"}
TABLE, CODE = "postcodes", "municipality_code"


def only_known(choices_of: Choices, blocks: Sequence[Block]) -> Choices:
    """The choices of a sheet without numbers of owners and municipalities that their own lists have not: `VALLEI` is no owner
    where these are `E01` and `E04`.
    """
    known = _known(blocks)

    def chosen(table: str, layout: Layout) -> dict[str, Choice]:
        return {name: each for name, each in choices_of(table, layout).items() if _is_known(name, each, known)}

    return chosen


def _known(blocks: Sequence[Block]) -> Mapping[str, Counter[str]]:
    """The numbers of each list that gives them by itself."""
    found = {name: [block for block in blocks if block.table == table and name in block.choices] for name, table in LISTS.items()}
    own = {name: [block for block in lists if not block.lookups] for name, lists in found.items()}
    return {name: lists[0].choices[name].profile.texts for name, lists in own.items() if lists}


def _is_known(name: str, choice: Choice, known: Mapping[str, Counter[str]]) -> bool:
    return name not in known or share(choice.profile.texts, known[name]) >= NEARLY_ALL


def with_places(found: Sequence[Block], blocks: Sequence[Block], sheets: Sequence[Seen], choices_of: Choices) -> list[Block]:
    """What was found, and the postcodes beside the contracts with the municipality of their complex or unit, where no list has
    them. `blocks`: what each sheet gives, also as far as it lacks something.
    """
    leases = next((block for block in found if block.table == "leases"), None)
    if leases is None or any(block.table == TABLE for block in found):
        return list(found)
    without = [block for block in blocks if block.table == TABLE and block.lacks == (CODE,) and block.sheet is leases.sheet]
    numbers = [each for each in found if each.table != TABLE]
    filled = with_columns_elsewhere([*numbers, *without[:1]], sheets, only_known(choices_of, found), Evidence())[len(numbers) :]
    return [*found, *(replace(block, lacks=()) for block in filled if CODE in block.choices)]
