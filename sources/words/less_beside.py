"""Titles of a ledger that say less than one beside them that is made for it: a journal beside the kind of each entry, and a text
beside its component.

Belongs here: what that costs such a title. Does not belong here: choosing among titles (choices.py), or a kind of which two
titles say the words (recognition/fuller_kinds.py).

A journal says where an entry was made: of a memorial nobody can say whether it credits, charges or writes off, and he is asked.
"""

from __future__ import annotations

from sources.words.evidence import meaning_of
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import concepts_of, is_free_text

LESS = 2.5  # added to the rank: more than for words of which nobody knows one
OF_WORDS = frozenset({"nr", "name"})
OF_JOURNALS, OF_KINDS, OF_COMPONENTS = frozenset({"journal"}), frozenset({"booking", "kind"}), frozenset({"component"})


def less_beside(table: str, column: str, profile: Profile, layout: Layout) -> float:
    """What puts a title after the one that is made for what it says: nothing of one that has none beside it."""
    if table != "ledger_entries":
        return 0
    if column == "entry_type" and concepts_of(profile.title) - OF_WORDS == OF_JOURNALS:
        return LESS * any(_says_kinds(each, profile, layout) for each in layout.columns)
    if column == "category" and is_free_text(profile.title) and not concepts_of(profile.title) & OF_COMPONENTS:
        return LESS * any(_says_components(each) for each in layout.columns)
    return 0


def _says_kinds(other: Profile, journal: Profile, layout: Layout) -> bool:
    """Whether a title for kinds of entries says one of nearly each line, in more words than there are journals, and one of them
    is known: how an entry was made (by hand, or not) is no kind.
    """
    if concepts_of(other.title) - OF_WORDS != OF_KINDS or not other.words or other.filled < ENOUGH * layout.rows:
        return False
    return other.distinct > journal.distinct and any(meaning_of("entry_type", other.said(word)) for word in other.words)


def _says_components(other: Profile) -> bool:
    """Whether a title for components holds a list of a few words."""
    return (
        concepts_of(other.title) - OF_WORDS == OF_COMPONENTS and bool(other.words) and other.distinct > 1 and not other.date_kind
    )
