"""The telephone numbers of a tenant, of which a list may have several.

Belongs here: which further titles are one, and their order. Does not belong here: several numbers in one cell (split.py), or how
a number is written (cell_kinds.py).
"""

from __future__ import annotations

from dataclasses import replace

from sources.words.blocks import LIKELY, Choice
from sources.words.evidence import HALF
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile
from sources.words.split import PHONES
from sources.words.titles import concepts_of

OF_PHONES = frozenset({"phone", "mobile", "private", "nr", "tenant", "1", "2", "3"})  # what a tenant's own number may be called


def with_phones(table: str, layout: Layout, choices: dict[str, Choice]) -> dict[str, Choice]:
    """With the further numbers whose titles say no more than that they are one: `Telefoon 1` and `2e telefoon`."""
    free = [name for name in PHONES if name not in choices]
    if table != "tenants" or len(free) in (0, len(PHONES)):
        return choices
    taken = {choice.profile.place for choice in choices.values()}
    further = [each for each in layout.columns if each.place not in taken and each.filled and _is_phone(each)]
    why = Evidence(("een verder telefoonnummer",))
    return choices | {name: Choice(name, each, LIKELY, why) for name, each in zip(free, further, strict=False)}


def _is_phone(profile: Profile) -> bool:
    said = concepts_of(profile.title)
    return bool(said & {"phone", "mobile"}) and said <= OF_PHONES and profile.share("phone") > HALF


def phones_in_order(choices: dict[str, Choice]) -> dict[str, Choice]:
    """The telephone numbers in the order in which they stand, as it does not matter which is which; that of a job comes last."""
    named = [(name == PHONES[-1], choices[name].profile.place, choices[name]) for name in PHONES if name in choices]
    found = [choice for *_, choice in sorted(named, key=lambda each: each[:2])]
    others = {name: choice for name, choice in choices.items() if name not in PHONES}
    return others | {name: replace(choice, column=name) for name, choice in zip(PHONES, found, strict=False)}
