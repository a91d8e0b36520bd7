"""Evictions that stand among the letters and calls of a log, on lines of their own, where no list has them.

Belongs here: seeing these lines by their words, and the day of the eviction by the lines. Does not belong here: evictions among
cases (evictions.py), lists of all that happens (items.py), or objections in a log (logged_objections.py).

Nothing of it is certain. A line of a log is of the day on which it was written: that of the announcement. The eviction itself is
later, below whatever title; that it was called off only a person can say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.recognition.evictions import EVICTIONS, is_eviction, with_evictions
from sources.recognition.structure_columns import day_key
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import meaning_of
from sources.words.notes import Evidence
from sources.words.profile import Profile, cell_of
from sources.words.titles import is_free_text

ACTIONS = "collection_actions"
FROM = {"notice_id": "action_id", "lease_id": "lease_id", "announced_on": "performed_on"}
ASKED = (
    "aanzeggingen tussen de brieven en gesprekken: is de dag van de regel die van de aanzegging? zegt een titel wanneer een "
    "ontruiming werd afgezegd, zet die dan bij cancelled_on"
)
BY_LINE = Evidence(("de dag van een regel, waarvan een andere kolom zegt wat zij is",))
LATER = Evidence(("de enige dag die op elke van deze regels na die van de aanzegging komt",))


def with_all_evictions(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the evictions among cases, and those of a log of letters and calls where no sheet gives any."""
    blocks = with_evictions(blocks)
    if any(block.table == EVICTIONS for block in blocks):
        return list(blocks)
    return [each for block in blocks for each in _parted(block)]


def _parted(block: Block) -> Sequence[Block]:
    kind = block.choices.get("action_type")
    is_log = block.table == ACTIONS and {"lease_id", "performed_on"} <= block.choices.keys()
    if not is_log or kind is None or kind.part or block.steps or block.only or block.lacks or not kind.profile.words:
        return (block,)
    profile = kind.profile
    words = tuple(text for text in profile.texts if _is_of_an_eviction(profile.said(text)))
    if not words or len(words) == profile.distinct or is_free_text(profile.title):
        return (block,)
    others = tuple(text for text in profile.texts if text not in words)
    return replace(block, only={profile.title: others}), _evictions(block, profile, words)


def _is_of_an_eviction(said: str) -> bool:
    return is_eviction(said) and meaning_of("action_type", said) is None


def _evictions(block: Block, kind: Profile, words: tuple[str, ...]) -> Block:
    choices = {
        to: replace(block.choices[of], column=to, certainty=LIKELY, why=BY_LINE) for to, of in FROM.items() if of in block.choices
    }
    lines = [row for row in block.rows if cell_of(row, kind) in words]
    days = [each for each in block.left if each.date_kind and _is_later(each, choices["announced_on"].profile, lines)]
    if len(days) == 1:
        choices["eviction_on"] = Choice("eviction_on", days[0], LIKELY, LATER)
    found = Block(EVICTIONS, block.sheet, block.layout, choices, alike=block.alike, lookups=block.lookups, asked=ASKED)
    return replace(found, only={kind.title: words})


def _is_later(day: Profile, first: Profile, lines: Sequence[Sequence[str]]) -> bool:
    """Whether each of these lines has a day there, and a later one than its own."""
    return all(day_key(cell_of(row, first)) < day_key(cell_of(row, day)) for row in lines)
