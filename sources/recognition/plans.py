"""The day on which a payment plan was done, below a title that may also say that it was made: `Afgesloten`.

Belongs here: telling the two apart by the other days of the list. Does not belong here: titles that say one of them
(words.toml), or a plan that was not kept.

A plan that is done keeps nobody from being reported; taken for the day on which it was made, each plan would still run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sources.words.blocks import LIKELY, Choice
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of

MADE_OR_DONE = re.compile(
    r"(datum |dat\.? )?(afge?sl(oten)?|af?sluit(ing)?s?)\.?([- ]?dat(um)?\.?)?( op| per| d\.?d\.?)?", re.IGNORECASE
)
BEGINS = frozenset({"agreed", "clause", "start", "arrangement", "date", "signed", "applied"})
WHICH = "is dit de dag waarop de regeling werd gemaakt, of waarop zij klaar was (ended_on)?"
DONE = "niet elke regel heeft een dag, en een andere titel zegt wanneer de regeling begon"


def with_end_of_plan(layout: Layout, choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """The choices of a list of plans, with that title as the end of each where another says when it began; else it is asked."""
    agreed = choices.get("agreed_on")
    closed = [each for each in layout.columns if MADE_OR_DONE.fullmatch(each.title.strip()) and each.date_kind]
    if agreed is None or len(closed) != 1:
        return dict(choices)
    is_made = agreed.profile is closed[0]
    begins = [each for each in layout.columns if _begins(each, layout, choices)] if is_made else [agreed.profile]
    is_done = len(begins) == 1 and closed[0].filled < layout.rows == begins[0].filled
    is_free = is_made or all(each.profile is not closed[0] for each in choices.values())
    if is_done and is_free and "ended_on" not in choices:
        began = Choice("agreed_on", begins[0], LIKELY, Evidence()) if is_made else agreed
        return {**choices, "agreed_on": began, "ended_on": Choice("ended_on", closed[0], LIKELY, Evidence((DONE,)))}
    return {**choices, "agreed_on": replace(agreed, certainty=LIKELY, why=agreed.why.but(WHICH))} if is_made else dict(choices)


def _begins(profile: Profile, layout: Layout, choices: Mapping[str, Choice]) -> bool:
    """Whether each line has a day below a title that may say when a plan began, and that nothing else takes."""
    taken = {choice.profile.place for choice in choices.values()}
    said = {each for each in concepts_of(profile.title) if not each.startswith("?")}
    is_day = bool(profile.date_kind) and profile.filled >= layout.rows
    return is_day and profile.place not in taken and bool(said) and said <= BEGINS
