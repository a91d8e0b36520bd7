"""How a list writes its amounts, as a proposed mapping says it: a comma between thousands, or whole cents.

Belongs here: that line. Does not belong here: reading amounts (mapping_amounts.py), or refusing what can hardly be euros
(mapping_cents.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.mapping_rules import TABLES
from sources.proposal_notes import Line, look, remark
from sources.proposal_profile import ENOUGH, Layout, Profile

_IN_CENTS = re.compile(r"(?:^|[\W_])(?:ct|cts|cents?|centen|eurocents?)\W*$", re.IGNORECASE)


def decimals_lines(layout: Layout, table: str) -> Iterator[Line]:
    """The setting that a block of this table needs; nothing of a table without amounts, or of amounts as people write them."""
    if not any(each.kind == "money" for each in TABLES[table].columns):
        return
    if layout.is_pointed:
        yield Line("decimals", ".", remark("een komma tussen de duizendtallen"))
    elif any(map(_is_in_cents, layout.columns)):
        yield Line("decimals", "centen", look("de titel zegt centen, en elk bedrag is een heel getal"))


def _is_in_cents(profile: Profile) -> bool:
    return bool(_IN_CENTS.search(profile.title)) and profile.share("number") >= ENOUGH
