"""Which of two columns of amounts is what tenants owe, and which what came in: `erbij` and `eraf` say it only with their lines.

Belongs here: seeing that from the words for the kind of entry, or from the day on which a charge is due. Does not belong here:
titles that say it (words/choices.py), or a half beside one that a title gives (values.py).

A bank's `bij` is what came in, a landlord's what is owed: the lines are believed above the titles, and a person is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sources.words.blocks import Sheet
from sources.words.evidence import HALF, meaning_of
from sources.words.names import quoted
from sources.words.profile import ENOUGH, Layout, Profile, cell_of, has_amount
from sources.words.titles import concepts_of
from sources.words.whole_numbers import are_beside_amounts, are_numbers

_NO_HALF = """tax balance worth count nr reference reversal contract tenant account house by_settled voucher action dunning kind
    period journal status"""
NO_HALF = frozenset(_NO_HALF.split())
MOST = 0.9  # of the charges on one side and of the receipts on the other; of the lines that hold one of the two amounts
BOTH = 0.02  # of the lines, as a total has them
FEWEST = 2  # lines of a kind


@dataclass(frozen=True)
class Sides:
    """Two columns of amounts, and what a person is asked of them."""

    debit: Profile
    credit: Profile

    @property
    def asked(self) -> str:
        """Whether the sides are right, with the titles."""
        return (
            f"twee kolommen met bedragen: {quoted(self.debit.title)} = wat de huurder moet betalen, "
            f"{quoted(self.credit.title)} = wat binnenkwam of kwijt is; zo staan de soorten boeking erin"
        )


def which_sides(sheet: Sheet, layout: Layout, titled: Mapping[str, Profile]) -> Sides | None:
    """The sides as the lines say them; None where they say nothing, or what the titles say too."""
    above = layout.above
    rows = sheet.rows[above:]
    names = {"debit", "credit"} <= titled.keys()  # then an account's name says no more than theirs
    columns = [each for each in layout.columns if not (names and "account" in concepts_of(each.title))]
    said = replace(layout, columns=tuple(columns))
    pairs = [Sides(*pair) for one, other in _pairs(layout, rows) if (pair := _in_order(one, other, said, rows)) is not None]
    if len(pairs) != 1 or (pairs[0].debit is titled.get("debit") and pairs[0].credit is titled.get("credit")):
        return None
    return pairs[0]


def _pairs(layout: Layout, rows: Sequence[Sequence[str]]) -> Iterator[tuple[Profile, Profile]]:
    """Two columns of amounts, one of which nearly every line fills and hardly any both."""
    money = [each for each in layout.columns if each.filled and each.share("money") >= ENOUGH and not each.date_kind]
    money = [each for each in money if not are_numbers(each) and not are_beside_amounts(each, layout)]
    for one, other in combinations([each for each in money if not concepts_of(each.title) & NO_HALF], 2):
        held = Counter((has_amount(row, one), has_amount(row, other)) for row in rows)
        filled = held[True, False] + held[False, True]
        if held[True, False] and held[False, True] and filled >= MOST * layout.rows and held[True, True] <= BOTH * filled:
            yield one, other


def _in_order(one: Profile, other: Profile, layout: Layout, rows: Sequence[Sequence[str]]) -> tuple[Profile, Profile] | None:
    """(what is owed, what came in), as all columns that say it agree."""
    found = {debit.place for debit in _owed(one, other, layout, rows)}
    return None if len(found) != 1 else (one, other) if one.place in found else (other, one)


def _owed(one: Profile, other: Profile, layout: Layout, rows: Sequence[Sequence[str]]) -> Iterator[Profile]:
    """By each column that says what a line is: which of the two holds what is owed."""
    for each in layout.columns:
        if each in (one, other):
            continue
        if each.date_kind and "due" in concepts_of(each.title):
            due = Counter(_side(row, one, other) for row in rows if cell_of(row, each))
            yield from (side for side, place in ((one, 1), (other, -1)) if due[place] >= MOST * due.total() > 0)
        elif not each.date_kind and each.share("money") < HALF and each.share("words") > HALF:
            kinds = {text: meaning_of("entry_type", each.said(text)) for text in each.texts}
            held = Counter((kinds.get(cell_of(row, each)), _side(row, one, other)) for row in rows)
            yield from (
                side
                for side, place in ((one, 1), (other, -1))
                if _is_mostly(held, "charge", place) and _is_mostly(held, "payment", -place)
            )


def _is_mostly(held: Counter[tuple[str | None, int]], kind: str, place: int) -> bool:
    total = sum(count for (said, _), count in held.items() if said == kind)
    return held[kind, place] >= MOST * total and total >= FEWEST


def _side(row: Sequence[str], one: Profile, other: Profile) -> int:
    return has_amount(row, one) - has_amount(row, other)
