"""Evictions among the cases of one list, where a column says what each case is; and notices known by the numbers of cases.

Belongs here: seeing that column, and the two blocks that it makes of the list; of what the number of a notice is made there. Does
not belong here: lists of evictions alone (sheets.py), or when a list is one of cases (others.py).

Nothing of it is certain. A word that is of neither is left to a person (proposals/part.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.recognition.lookup import NEARLY_ALL, share
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import FEW, is_not_of_arrears
from sources.words.needs import tables_named
from sources.words.notes import Evidence
from sources.words.profile import Profile
from sources.words.titles import concepts_of

CASES, EVICTIONS, NUMBER = "collection_cases", "eviction_notices", "notice_id"
OF_A_NOTICE = frozenset({"eviction", "announced", "notice"})
NO_KIND = frozenset({"nr", "agency", "user", "reference", "never", "tenant", "contract"})
OF_CASES = frozenset({"agency", "dunning", "arrears", "debit", "handed_over"})
OF_ANOTHER = frozenset({"objections", "payment_arrangements", "reported_elsewhere"})  # what else a list of cases may hold
ASKED = "de regels die een ontruiming heten, staan tussen de dossiers: is de eerste dag die van de aanzegging?"
WHY = Evidence(("zo heet het van het dossier",))
# Our column of an eviction -> that of a case whose title gives it, and what the title of a day of its own says.
FROM = {"notice_id": "case_id", "lease_id": "lease_id", "announced_on": "handed_over_on", "cancelled_on": "ended_on"}
OWN = {"announced_on": "announced", "eviction_on": "eviction", "cancelled_on": "cancelled"}


def with_evictions(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, and one of evictions for each list of cases some of whose lines are called so, where no other list gives
    them; the list of cases then takes its own lines.
    """
    if any(block.table == EVICTIONS for block in blocks):
        return list(blocks)
    return [each for block in blocks for each in (_parted(block) if block.table == CASES else (block,))]


def _parted(block: Block) -> Sequence[Block]:
    if block.lookups or not {"lease_id", "handed_over_on"} <= block.choices.keys():
        return (block,)
    for kind in block.left:
        if block.only and kind.title not in block.only:
            continue
        if kind.date_kind or not 1 < kind.distinct <= 2 * FEW or concepts_of(kind.title) & NO_KIND:
            continue
        evicted = tuple(word for word in kind.texts if is_eviction(kind.said(word)))
        cases = block.only.get(kind.title) or _cases([word for word in kind.texts if word not in evicted], kind)
        if evicted and cases:
            return replace(block, only={kind.title: cases}), _evictions(block, kind, evicted)
    return (block,)


def _cases(words: Sequence[str], kind: Profile) -> tuple[str, ...]:
    """The words that are called cases; else those of which nothing says otherwise: an objection is asked where it belongs."""
    own = [word for word in words if not OF_ANOTHER & {*tables_named(kind.said(word))}]
    arrears = [word for word in words if not is_not_of_arrears(kind.said(word))]
    called = tuple(word for word in own if is_case(kind.said(word)))
    return called or tuple(word for word in arrears if word in own) or tuple(arrears)


def is_eviction(word: str) -> bool:
    """Whether a word for a kind of case is that of an eviction."""
    return EVICTIONS in tables_named(word) or "eviction" in concepts_of(word) or bool(re.fullmatch(r"(?i)ontr?\.?", word))


def is_case(word: str) -> bool:
    """Whether a word for a kind of case says that it is in somebody's hands, or about arrears."""
    return CASES in tables_named(word) or bool(concepts_of(word) & OF_CASES)


def _evictions(block: Block, kind: Profile, words: tuple[str, ...]) -> Block:
    profiles = {column: block.choices[of].profile for column, of in FROM.items() if of in block.choices}
    for column, concept in OWN.items():
        days = [each for each in block.layout.columns if each.date_kind and _speaks_of(each, column, concept)]
        profiles |= {column: days[0]} if len(days) == 1 else {}
    choices = {column: Choice(column, each, LIKELY, WHY) for column, each in profiles.items()}
    return replace(block, table=EVICTIONS, choices=choices, only={kind.title: words}, asked=ASKED)


def _speaks_of(profile: Profile, column: str, concept: str) -> bool:
    said = concepts_of(profile.title)
    return concept in said and not any(other in said for name, other in OWN.items() if name != column and other != "eviction")


def with_numbers_of_notices(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which no notice has the number of a case as its own: where the line of a case says what was announced, or a
    list of evictions only names the case, the number is made of that, so that a second notice gets another; or of the contract
    and the day where it is the agency's, which another agency may have too.
    """
    cases = [block for block in blocks if block.table == CASES]
    return [_with_made_number(block, cases) if block.table == EVICTIONS and not block.only else block for block in blocks]


def _with_made_number(block: Block, cases: Sequence[Block]) -> Block:
    own = block.choices.get(NUMBER)
    if own is None or own.part or own.profile.title in block.lookups or concepts_of(own.profile.title) & OF_A_NOTICE:
        return block
    beside = [each for each in cases if each.sheet is block.sheet]
    of_line = {name for each in beside for name, choice in each.choices.items() if choice.profile.place == own.profile.place}
    listed = [each.choices["case_id"].profile for each in cases if each.sheet is not block.sheet and "case_id" in each.choices]
    is_named = any(share(own.profile.texts, each.texts) >= NEARLY_ALL for each in listed)
    if not (of_line & {"case_id", "agency_reference"} or is_named):
        return block
    made = {} if of_line and "case_id" not in of_line else {NUMBER: (f"={own.profile.title}",)}
    return replace(block, choices={name: each for name, each in block.choices.items() if name != NUMBER}, made=made)
