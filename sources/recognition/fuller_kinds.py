"""The kind of each entry from the title whose words tell more kinds apart: a journal beside a type that names reversals.

Belongs here: choosing between two such titles. Does not belong here: what a word means (words/evidence.py), or a kind that
follows from the side of an amount.

A journal of the bank says *received* of what was taken back too: each reversal would count as paid.
"""

from __future__ import annotations

from collections.abc import Mapping

from sources.recognition.lookup import Seen
from sources.words.blocks import LIKELY, Choice, Sheet
from sources.words.evidence import known_share, meaning_of
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Layout, Profile

ALL_KNOWN = 1.0
# Kind -> those that another title may say of the same lines, where it tells more apart. What is due is never what was received:
# a title that says so of a line speaks of something else, as a status does (an invoice that is *paid*).
FINER: Mapping[str, frozenset[str]] = {
    "charge": frozenset({"charge", "credit_note", "write_off"}),
    "payment": frozenset({"payment", "reversal", "write_off"}),
    "credit_note": frozenset({"credit_note", "write_off"}),
    "write_off": frozenset({"write_off", "credit_note"}),
    "reversal": frozenset({"reversal"}),
}


def with_fuller_kind(sheet: Sheet, layout: Layout, choices: dict[str, Choice]) -> dict[str, Choice]:
    """The choices of a ledger, with the kind from the only other title that says all that the chosen one does, and more, in words
    that are all known, and that says it of each line: to be looked at.
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
        and _says_of_each_line(sheet, layout, chosen.profile, each)
    ]
    if len(fuller) != 1:
        return choices
    why = Evidence((f"zegt meer soorten dan {chosen.profile.title!r}",))
    return choices | {"entry_type": Choice("entry_type", fuller[0], LIKELY, why)}


def _kinds(profile: Profile) -> set[str]:
    return {kind for word in profile.words if (kind := meaning_of("entry_type", profile.said(word)))}


def _says_of_each_line(sheet: Sheet, layout: Layout, chosen: Profile, fuller: Profile) -> bool:
    """Whether a title says a kind of each line of which the chosen one does, and no other than that or a part of it: a remark on
    some lines leaves the others with no kind at all.
    """
    pairs = [
        (meaning_of("entry_type", chosen.said(one)), meaning_of("entry_type", fuller.said(other)))
        for one, other in Seen((sheet,), layout).pairs(chosen, fuller)
    ]
    known = [(one, other) for one, other in pairs if one]
    return sum(other in FINER[one] for one, other in known) >= ENOUGH * len(known) > 0
