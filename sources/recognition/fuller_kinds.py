"""The kind of each entry from the title whose words tell more kinds apart: a journal beside a type that names reversals.

Belongs here: choosing between two such titles. Does not belong here: what a word means (words/evidence.py), or a kind that
follows from the side of an amount.

A journal of the bank says *received* of what was taken back too: each reversal would count as paid.
"""

from __future__ import annotations

from sources.words.blocks import LIKELY, Choice
from sources.words.evidence import known_share, meaning_of
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile

ALL_KNOWN = 1.0


def with_fuller_kind(layout: Layout, choices: dict[str, Choice]) -> dict[str, Choice]:
    """The choices of a ledger, with the kind from the only other title that says all that the chosen one does, and more, in words
    that are all known; to be looked at.
    """
    chosen = choices.get("entry_type")
    if chosen is None or not chosen.profile.words:
        return choices
    taken = {each.profile.place for name, each in choices.items() if name != "entry_type"}
    said = _kinds(chosen.profile)
    fuller = [
        each
        for each in layout.columns
        if each.place not in taken
        and each.words
        and known_share("entry_type", each.said_words) == ALL_KNOWN
        and said < _kinds(each)
        and "reversal" in _kinds(each) - said
    ]
    if len(fuller) != 1:
        return choices
    why = Evidence((f"zegt meer soorten dan {chosen.profile.title!r}",))
    return choices | {"entry_type": Choice("entry_type", fuller[0], LIKELY, why)}


def _kinds(profile: Profile) -> set[str]:
    return {kind for word in profile.words if (kind := meaning_of("entry_type", profile.said(word)))}
