"""Settlements that stand there twice, at the charge with a minus and at what settled it, as seen from the numbers of entries.

Belongs here: seeing two such columns, whatever their titles say. Does not belong here: one line for each settlement (settled.py),
or the two blocks that it takes to read them (proposals/allocations.py).

Nothing of it is certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from sources.reading.minus import NEGATIVE
from sources.recognition.lookup import NEARLY_ALL, Seen
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Profile, cell_of
from sources.words.titles import concepts_of

TABLE = "allocations"
FEWEST = 4  # lines that show it
SOME = 0.1  # of the amounts: those of the charges have a minus, those of what settled them have none
NO_AMOUNT = frozenset({"tax", "balance", "worth", "minimum", "count"})
NO_DAY = frozenset({"due", "never", "user", "status"})
BOTH = Evidence(("nummers van boekingen: bij een vordering staat wat haar aflettert, en omgekeerd",))


def in_pairs(seen: Seen, kinds: Mapping[str, str]) -> Block | None:
    """The settlements of a list; `kinds`: number of an entry -> `charge` or `credit`."""
    numbers = [each for each in seen.layout.columns if _are_numbers(each, kinds)]
    amounts = [
        each for each in seen.layout.columns if each.share("money") >= ENOUGH and not each.date_kind and each not in numbers
    ]
    amounts = [each for each in amounts if not concepts_of(each.title) & NO_AMOUNT]
    days = [each for each in seen.layout.columns if each.date_kind and each.filled >= ENOUGH * seen.layout.rows]
    days = [each for each in days if not concepts_of(each.title) & NO_DAY]
    found = [
        (own, other, amount)
        for own, other in permutations(numbers, 2)
        for amount in amounts
        if own.filled >= ENOUGH * seen.layout.rows and _is_settled_by(seen, own, other, amount, kinds)
    ]
    if not found or len({(own.place, other.place) for own, other, _ in found}) != 1 or len(days) != 1:
        return None
    own, other, amount = found[0]
    said = {"charge_entry_id": own, "credit_entry_id": other, "amount": amount, "allocated_on": days[0]}
    choices = {
        name: Choice(name, profile, LIKELY, BOTH if name.endswith("_id") else Evidence()) for name, profile in said.items()
    }
    return Block(TABLE, seen.sheets[0], seen.layout, choices, alike=seen.sheets[1:])


def _are_numbers(profile: Profile, kinds: Mapping[str, str]) -> bool:
    """Whether a column holds numbers of entries, and nothing else but none."""
    held = {text: count for text, count in profile.texts.items() if text.strip("0")}
    known = sum(count for text, count in held.items() if text in kinds)
    return not profile.date_kind and bool(held) and known >= NEARLY_ALL * sum(held.values())


def _is_settled_by(seen: Seen, own: Profile, other: Profile, amount: Profile, kinds: Mapping[str, str]) -> bool:
    """Whether nearly each line that names two entries has them on the two sides, and a minus where its own is the charge; and
    both halves stand there.
    """
    lines = [*_lines(seen, own, other, amount, kinds)]
    fitting = sum(one != two and is_below == (one == "charge") for one, two, is_below in lines)
    below = sum(count for text, count in amount.texts.items() if NEGATIVE.search(text))
    is_on_both = {kinds[text] for text in own.texts if text in kinds} >= {"charge", "credit"}
    is_on_both = is_on_both and SOME * amount.filled < below < (1 - SOME) * amount.filled
    return is_on_both and len(lines) >= FEWEST and fitting >= NEARLY_ALL * len(lines)


def _lines(
    seen: Seen, own: Profile, other: Profile, amount: Profile, kinds: Mapping[str, str]
) -> Iterator[tuple[str, str, bool]]:
    """Of each line that names two entries of known sides: the side of its own, that of the other, and whether it has a minus."""
    for row in seen.sheets[0].rows[seen.layout.above :]:
        one, two = cell_of(row, own), cell_of(row, other)
        if one != two and kinds.get(one) and kinds.get(two):
            yield kinds[one], kinds[two], bool(NEGATIVE.search(cell_of(row, amount)))
