"""Which of the numbers of a list of contracts, people or owners is its key: that by which the other lists name its lines.

Belongs here: a list whose lines have several numbers of their own, as an `id` and a code for people. Does not belong here: a list
of contracts no title of which says a contract (keys.py), or looking one number up by another (lookup.py).

Nothing of it is certain: whoever reads the proposal is shown how many lists name the number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sources.recognition.keys import OF_OTHERS
from sources.recognition.lookup import NEARLY_ALL, NO_KEYS, is_telling, share
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.evidence import MANY_LINES
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import concepts_of

Seen = Sequence[tuple[Sheet, Layout]]
# Table -> its key, and what a title that names its lines, here or in another list, speaks of.
KEYS: Mapping[str, tuple[str, frozenset[str]]] = {
    "leases": ("lease_id", frozenset({"contract"})),
    "tenants": ("tenant_id", frozenset({"tenant", "co_tenant", "person"})),
    "landlords": ("landlord_id", frozenset({"landlord", "entity"})),
}
FEWEST = 2  # lists that name a number below titles that say nothing


def with_named_keys(blocks: Sequence[Block], seen: Seen) -> list[Block]:
    """The lists, each by the number that most of the others name it by, where its title alone chose one that fewer name."""
    return [_by_named(block, blocks, seen) if block.table in KEYS and not block.lookups else block for block in blocks]


def _by_named(block: Block, blocks: Sequence[Block], seen: Seen) -> Block:
    column, about = KEYS[block.table]
    beside = [each for each in blocks if each.sheet is block.sheet and each.table in KEYS and each is not block]
    others_keys = {each.choices[KEYS[each.table][0]].profile.place for each in beside if KEYS[each.table][0] in each.choices}
    own = block.choices.get(column)
    if own is None or own.part or column in block.made:
        return block
    free = [each for each in _own_numbers(block, about) if each.place not in others_keys]  # the contract's, in a list of both
    named = [(_lists(each, block, about, seen), each) for each in free]
    lists, best = max(named, key=lambda each: each[0], default=(0, own.profile))
    fewer = _lists(own.profile, block, about, seen)
    # As many lists may speak of a tenancy's number, which comes back with who shares it, as of each person's own.
    comes_back = own.profile not in free and bool(concepts_of(best.title) & about)
    if best is own.profile or not lists or lists < fewer or (lists == fewer and not comes_back):
        return block
    why = Evidence((f"{lists} andere {'lijst noemt' if lists == 1 else 'lijsten noemen'} dit nummer",))
    others = {name: choice for name, choice in block.choices.items() if choice.profile is not best}
    return replace(block, choices={**others, column: Choice(column, best, LIKELY, why)})


def _own_numbers(block: Block, about: frozenset[str]) -> Iterator[Profile]:
    """The columns that have a number of its own for each line, and whose titles speak of nothing else."""
    taken = {choice.profile.place for name, choice in block.choices.items() if not name.endswith("_id")}
    rows = block.layout.rows
    for each in block.layout.columns:
        comes_back = block.table in MANY_LINES and each.filled > each.distinct > ENOUGH * each.filled
        is_own = (each.distinct == each.filled or comes_back) and each.filled >= rows > 1
        is_number = each.share("code") >= ENOUGH or _names_the_line(each, about)
        is_number = is_number and not each.share("money") > each.share("number") and not each.date_kind
        is_of_another = concepts_of(each.title) & (NO_KEYS | OF_OTHERS - {"name"}) - about
        if is_own and is_number and not is_of_another and each.place not in taken:
            yield each


def _names_the_line(profile: Profile, about: frozenset[str]) -> bool:
    """Whether a title says what each line is and nothing else, as the first field of tools that link records by their names:
    `Contract`, with `C-12 Kerkstraat 1`.
    """
    said = concepts_of(profile.title)
    return bool(said & about) and said <= about | {"name"} and "tenant" not in said


def _lists(key: Profile, block: Block, about: frozenset[str], seen: Seen) -> int:
    """How many lists name a number; 0 where that may be an accident."""
    naming = [*_naming(key, block, about, seen)]
    is_said = any(concepts_of(each.title) & about for each in naming)
    return len(naming) if is_said or len(naming) >= FEWEST else 0


def _naming(key: Profile, block: Block, about: frozenset[str], seen: Seen) -> Iterator[Profile]:
    """The first column of each other list that speaks of such lines and holds these numbers."""
    for sheet, layout in seen:
        if sheet is not block.sheet and sheet not in block.alike:
            yield from [each for each in layout.columns if _names(each, key, about)][:1]


def _names(other: Profile, key: Profile, about: frozenset[str]) -> bool:
    said = concepts_of(other.title)
    if not other.filled or other.date_kind or said & NO_KEYS or not (said & about or (other.distinct > 1 and is_telling(other))):
        return False
    is_reference = other.distinct < other.filled or bool(said & about)
    return is_reference and share(other.texts, key.texts) >= NEARLY_ALL
