"""Whether the texts below a title are a list of codes, whose words may be shown and are no free text.

Belongs here: when they are. Does not belong here: what the words mean (words/, values.py), or counting cells (words/profile.py).
"""

from __future__ import annotations

import re
from collections import Counter

MOST_WORDS = 40  # of a code list
_OF_SOMEBODY = re.compile(
    r"\b(?i:dhr|mevr|mevrouw|mw|mvr|heer|fam|familie|mr|mrs|ms)\b|(?<=[\w,.] )(?:[a-z]{1,3} )?[A-Z][a-zà-ÿ]+|\b[A-Z]\.(?= ?[A-Z])"
)
LONGEST = 80  # characters of a cell that is looked at, or of a word of a code list; what is longer is free text


def may_name_somebody(text: str, count: int) -> bool:
    """Whether a text that stands there once may hold somebody's name: `gesproken met dhr. De Vries` among outcomes of calls."""
    return count == 1 and bool(_OF_SOMEBODY.search(text))


def words_of(texts: Counter[str]) -> Counter[str]:
    """The texts of a code list: few, short, each used more than once, so that none of them is somebody's name."""
    several = Counter({text: count for text, count in texts.items() if len(text) <= LONGEST})
    is_list = len(texts) <= MOST_WORDS and several and sum(several.values()) >= 3 * len(several)
    return several if is_list else Counter()
