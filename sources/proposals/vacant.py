"""Lines of a list of contracts that are of none: a unit that nobody rents, with neither contract, tenant nor first day.

Belongs here: seeing such lines, and how a block passes them over. Does not belong here: totals and headings
(words/profile.py, words/banners.py), or a contract one of whose cells is missing: that refuses the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.proposals.part import Part
from sources.words.blocks import Block
from sources.words.evidence import HALF
from sources.words.names import fits_only
from sources.words.notes import remark
from sources.words.profile import TOTAL, Profile, cell_of

OF_A_CONTRACT = ("lease_id", "tenant_id", "started_on")
# What such a line says of itself; else no more than that it has no contract is known of it.
_VACANT = re.compile(
    r"\W*(vacan(t|cy)\w*|void|leeg\w*|niet verhuurd|onverhuurd|te huur|not let|unlet|unoccupied)\b.*", re.IGNORECASE
)
WHY = "leegstand: geen contract, huurder of begindatum"


def pass_over_vacant(part: Part, block: Block) -> None:
    """Passes over lines of units that nobody rents: by what they say of themselves, else as lines without a contract."""
    choices = [block.choices.get(name) for name in OF_A_CONTRACT]
    own = [each.profile for each in choices if each is not None and not each.part and each.profile.title not in block.lookups]
    if len(own) != len(OF_A_CONTRACT) or part.has("skip_empty"):
        return
    rows = [row for row in block.rows if any(row) and not any(map(TOTAL.match, row))]
    vacant = [row for row in rows if not cell_of(row, own[0])]
    if not 0 < len(vacant) < HALF * len(rows) or any(cell_of(row, each) for row in vacant for each in own):
        return
    said = next((each for each in block.layout.columns if _says_vacant(each, vacant, rows)), None)
    if said is None:
        part.set("skip_empty", ["lease_id"], remark(WHY))
    else:
        words = sorted({cell_of(row, said).lower() for row in vacant})
        part.skip_lines({said.title: [fits_only(word) for word in words]}, WHY)


def _says_vacant(profile: Profile, vacant: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column says it of each of these lines, and of no other."""
    if not all(_VACANT.fullmatch(cell_of(row, profile)) for row in vacant):
        return False
    return sum(bool(_VACANT.fullmatch(cell_of(row, profile))) for row in rows) == len(vacant)
