"""Of several days of letters and contacts that on which they were done: a log is kept in the order of that day.

Belongs here: choosing between days by the order of the lines, where titles leave it open. Does not belong here: what titles say
of a day (words/step_days.py), or a day that no title gives (offers.py).

Nothing of it is certain: the person is shown the other day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sources.recognition.lookup import NEARLY_ALL, seen_of
from sources.recognition.structure_columns import day_key
from sources.recognition.word_lists import NOBODYS
from sources.words.blocks import LIKELY, SURE, Block, Choice
from sources.words.names import quoted
from sources.words.notes import Evidence
from sources.words.profile import Profile
from sources.words.step_days import is_planned
from sources.words.titles import concepts_of

FEWEST = 10  # lines whose order shows something
RISES, JUMBLED = 0.1, 0.3  # of the lines at most, and at least, before whose day that of the line above lies
DONE = frozenset({"sent", "handled", "action", "letter", "date", "made", "end", "closed"})  # one of which such a day says


def with_rising_days(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of letters and contacts with the only day that rises with the lines where that chosen does not."""
    return [_with_rising_day(block) if block.table == "collection_actions" else block for block in blocks]


def _with_rising_day(block: Block) -> Block:
    chosen = block.choices.get("performed_on")
    if chosen is None or chosen.certainty == SURE or chosen.part or block.steps or block.layout.rows < FEWEST:
        return block
    others = [each for each in block.left if _may_be_it(each, block)]
    if not others or _falls(block, chosen.profile) < JUMBLED:
        return block
    rising = [each for each in others if _falls(block, each) <= RISES]
    if len(rising) != 1:
        said = " en ".join(quoted(each.title) for each in others)
        return _with(block, replace(chosen, why=chosen.why.but(f"ook {said} heeft een dag op elke regel")))
    why = f"deze dagen lopen op met de regels, die van {quoted(chosen.profile.title)} niet"
    return _with(block, Choice("performed_on", rising[0], LIKELY, Evidence((why,))))


def _with(block: Block, choice: Choice) -> Block:
    return replace(block, choices={**block.choices, choice.column: choice})


def _may_be_it(profile: Profile, block: Block) -> bool:
    said = concepts_of(profile.title)
    is_full = profile.filled - profile.kinds["none"] >= NEARLY_ALL * block.layout.rows
    return bool(profile.date_kind) and is_full and bool(said & DONE) and not (said & NOBODYS or is_planned(profile.title))


def _falls(block: Block, profile: Profile) -> float:
    """The part of the lines whose day lies before that of the line above."""
    days = [key for text, _ in seen_of(block).pairs(profile, profile) if (key := day_key(text))]
    return sum(after < before for before, after in pairwise(days)) / max(len(days) - 1, 1)
