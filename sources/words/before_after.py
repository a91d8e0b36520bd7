"""Two balances on a line, before and after: `Saldo 1` and `Saldo 2`, `Saldo voor` and `Saldo na`.

Belongs here: seeing that there are two. Does not belong here: what is asked where several titles say the same (choices.py).

Which of the two is what is owed no cell says; what was owed before a receipt would keep its tenant from being reported, or not.
"""

from __future__ import annotations

import re

from sources.words.evidence import HALF
from sources.words.profile import Layout
from sources.words.titles import concepts_of

MARKED = re.compile(r"(?P<stem>.*[^\W\d])[ _.-]*(?:[12]|voor|na|oud|nieuw|begin|eind|before|after|old|new)\.?", re.IGNORECASE)


def two_balances(layout: Layout) -> list[str]:
    """The titles of columns of balances that are alike but for a number, or a word that says before or after; else none."""
    stems: dict[str, list[str]] = {}
    for each in layout.columns:
        marked = MARKED.fullmatch(each.title.strip())
        if marked and "balance" in concepts_of(each.title) and each.share("money") > HALF and not each.date_kind:
            stems.setdefault(marked["stem"].strip().lower(), []).append(each.title)
    return next((titles for titles in stems.values() if len(titles) > 1), [])
