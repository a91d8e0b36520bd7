"""Columns that the lines of their own list prove: since when and until when somebody shares a contract, the day on which an
arrangement was kept, which letter each line of a log is, and who is an organisation.

Belongs here: calling such a choice certain where title and lines leave nothing else that it could be. Does not belong here: what
other lists prove (proved.py), numbers of entries (proved_entries.py), or titles that say it alone (agreed.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from sources.recognition.lookup import NEARLY_ALL, seen_of
from sources.recognition.structure_columns import day_key
from sources.words.blocks import SURE, Block, Choice
from sources.words.evidence import HALF, LETTERS, SHORT_CODES, meaning_of
from sources.words.month_first import is_american
from sources.words.notes import BY_CELLS
from sources.words.profile import ENOUGH, Profile, cell_of
from sources.words.titles import concepts_of
from sources.words.ways import is_named

NO_RIVAL = frozenset({"never", "user"})  # days of no matter: of birth, of typing
BESIDE_A_DAY = frozenset({"date", "co_tenant", "tenant", "contract", "valid", "rent"})


def with_proved_lines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which a choice is certain that the lines of its list prove."""
    return [_with(block, *_RULES[block.table]) if block.table in _RULES and _is_plain(block) else block for block in blocks]


def _is_plain(block: Block) -> bool:
    return not (block.asked or block.lookups or block.only or block.steps or block.without)


def _with(block: Block, columns: Collection[str], is_proved: Callable[[Block], bool]) -> Block:
    asked = [name for name in columns if name in block.choices and block.choices[name].certainty != SURE]
    if not asked or not is_proved(block):
        return block
    return replace(block, choices={**block.choices, **{name: replace(block.choices[name], certainty=SURE) for name in asked}})


def _profile(block: Block, column: str, doubts: Collection[str] = ()) -> Profile | None:
    """That of a choice with something below it of which nothing more is to be said than these."""
    choice: Choice | None = block.choices.get(column)
    is_own = choice is not None and not choice.part and {*choice.why.doubts} <= {*doubts} and bool(choice.profile.filled)
    return choice.profile if choice is not None and is_own else None


def _is_of_two_days(block: Block) -> bool:
    """Whether a list of who shares which contract has a first day on each line and a last day on some, and no other days."""
    since, until = _profile(block, "from_on"), _profile(block, "until_on")
    if since is None or until is None or since.filled < block.layout.rows or until.filled >= block.layout.rows:
        return False
    is_said = _says(since, "start") and _says(until, "end")
    return is_said and not _other_days(block, since, until) and _come_after(block, since, until)


def _says(profile: Profile, concept: str) -> bool:
    said = concepts_of(profile.title)
    return concept in said and said <= BESIDE_A_DAY | {concept}


def _is_of_kept_arrangements(block: Block) -> bool:
    """Whether a day by which an arrangement was kept stands on few lines, after the day on which it was agreed, and on none that
    was broken; of a planned last day each line would have one.
    """
    agreed, ended, broken = (_profile(block, name) for name in ("agreed_on", "ended_on", "broken_on"))
    if agreed is None or ended is None or broken is None or not is_named(ended.title, block.table, "ended_on"):
        return False
    both = [row for row in block.rows if cell_of(row, ended) and cell_of(row, broken)]
    is_seldom = ended.filled <= HALF * block.layout.rows and not both
    return is_seldom and not _other_days(block, agreed, ended, broken) and _come_after(block, agreed, ended)


def _other_days(block: Block, *known: Profile) -> list[Profile]:
    places = {each.place for each in known}
    days = [each for each in block.layout.columns if each.date_kind and each.filled and each.place not in places]
    return [each for each in days if not concepts_of(each.title) & NO_RIVAL]


def _come_after(block: Block, first: Profile, second: Profile) -> bool:
    """Whether each second day that there is comes after the first; never said of days with the month first."""
    pairs = [(day_key(one), day_key(other)) for one, other in seen_of(block).pairs(first, second) if other]
    return bool(pairs) and not is_american(block.layout) and all(one and other and one <= other for one, other in pairs)


def _is_of_letters(block: Block) -> bool:
    """Whether only one column speaks of letters, in at least two kinds, and contracts had several of them: it is a log, and not
    how far each case came. Words that nobody knows are asked, each by itself.
    """
    kind, lease = _profile(block, "action_type"), _profile(block, "lease_id")
    if kind is None or lease is None or not is_named(kind.title, block.table, "action_type"):
        return False
    others = [each for each in block.layout.columns if each.place != kind.place and not each.date_kind]
    if len(_letters(kind)) < 2 or any(map(_letters, others)):
        return False
    found: dict[str, set[str]] = defaultdict(set)
    for contract, word in seen_of(block).pairs(lease, kind):
        found[contract].add(meaning_of("action_type", kind.said(word)) or "")
    counts = Counter(len(each & LETTERS) > 1 for each in found.values())
    return counts[True] >= 2


def _letters(profile: Profile) -> set[str]:
    """The kinds of letters of which the words of a column speak."""
    return {meaning for text in profile.said_texts if (meaning := meaning_of("action_type", text)) in LETTERS}


def _are_organisations(block: Block) -> bool:
    """Whether each cell says a person or an organisation, none of the organisations has initials and nearly all persons have."""
    kind, initials = _profile(block, "tenant_type", (BY_CELLS, SHORT_CODES)), _profile(block, "initials")
    if kind is None or initials is None or kind.filled < ENOUGH * block.layout.rows:
        return False
    said = {text: meaning_of("tenant_type", kind.said(text)) for text in kind.texts}
    has = Counter((said.get(cell_of(row, kind)), bool(cell_of(row, initials))) for row in block.rows if cell_of(row, kind))
    persons = has["person", True] + has["person", False]
    is_known = None not in said.values() and has["organisation", False] > 0 and not has["organisation", True]
    return is_known and has["person", True] >= NEARLY_ALL * persons > 0


_RULES: Mapping[str, tuple[Collection[str], Callable[[Block], bool]]] = {
    "co_tenants": (("from_on", "until_on"), _is_of_two_days),
    "payment_arrangements": (("ended_on",), _is_of_kept_arrangements),
    "collection_actions": (("action_type",), _is_of_letters),
    "tenants": (("tenant_type",), _are_organisations),
}
