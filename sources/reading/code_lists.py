"""Whether the texts below a title are a list of codes, whose words may be shown and are no free text.

Belongs here: when they are. Does not belong here: what the words mean (words/, values.py), or counting cells (words/profile.py).
"""

from __future__ import annotations

from collections import Counter

MOST_WORDS = 40  # of a code list
LONGEST = 80  # characters of a cell that is looked at, or of a word of a code list; what is longer is free text


def words_of(texts: Counter[str]) -> Counter[str]:
    """The texts of a code list: few, short, each used more than once, so that none of them is somebody's name."""
    several = Counter({text: count for text, count in texts.items() if len(text) <= LONGEST})
    is_list = len(texts) <= MOST_WORDS and several and sum(several.values()) >= 3 * len(several)
    return several if is_list else Counter()
