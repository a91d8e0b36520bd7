"""What is owed of the rent, in a list of balances that has it beside other claims and their total: `Huur en servicekosten`,
`Overige posten`, `Totaal`.

Belongs here: seeing by the amounts that a title is a part of the total that was chosen. Does not belong here: titles that say by
themselves what is owed of what (words/owed.py), or the rent of a month, which is no part of it.

What is reported is rent and service costs: whoever read the total would compare costs with the rent of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from sources.reading.minus import NEGATIVE, amount_in
from sources.words.blocks import LIKELY, Choice, Sheet
from sources.words.names import quoted
from sources.words.notes import Evidence
from sources.words.owed import is_not_of_rent
from sources.words.profile import ENOUGH, Layout, Profile, cell_of
from sources.words.titles import concepts_of

OF_TENANCY = frozenset({"rent", "service"})
OF_A_MONTH = frozenset({"month", "price"})
FEWEST = 2  # lines on which something else is claimed too
MOST = 6  # columns of amounts beside the rent
ADDS_UP = "samen met {} is het het bedrag onder {}"
HOLDS_MORE = "daarin zit ook {}"


def with_rent_of_total(sheet: Sheet, layout: Layout, choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """The choices for balances, of which the open rent is read from the title for rent that adds up to the chosen one with the
    others; where service costs stand apart too, no title has it all, and the total is not certain.
    """
    total = choices.get("open_rent")
    if total is None or total.part or concepts_of(total.profile.title) & OF_TENANCY:
        return {**choices}
    parts = _parts_of(total.profile, sheet, layout)
    others = [each for each in parts if not concepts_of(each.title) & OF_TENANCY]
    if not others:
        return {**choices}
    of_rent = [each for each in parts if each not in others]
    named = ", ".join(quoted(each.title) for each in others)
    if len(of_rent) > 1:
        return {**choices, "open_rent": replace(total, certainty=LIKELY, why=total.why.but(HOLDS_MORE.format(named)))}
    why = Evidence((ADDS_UP.format(named, quoted(total.profile.title)),))
    return {**choices, "open_rent": Choice("open_rent", of_rent[0], LIKELY, why)}


def _parts_of(total: Profile, sheet: Sheet, layout: Layout) -> tuple[Profile, ...]:
    """The columns, the rent among them, whose amounts add up to the total on each line; as few as do so; else none."""
    amounts = [each for each in layout.columns if each is not total and each.share("money") >= ENOUGH and not each.date_kind]
    rents = [each for each in amounts if _is_of_rent(each.title)]
    beside = [each for each in amounts if each not in rents]
    rows = [row for row in sheet.rows[layout.above :] if _amount(row, total) is not None]
    for rent in rents if len(beside) <= MOST else ():
        for some in _some_of(beside):
            if _add_up((rent, *some), total, rows):
                return (rent, *some)
    return ()


def _is_of_rent(title: str) -> bool:
    said = concepts_of(title)
    return "rent" in said and not said & OF_A_MONTH and not is_not_of_rent(title)


def _some_of(columns: Sequence[Profile]) -> Iterator[tuple[Profile, ...]]:
    for many in range(1, len(columns) + 1):
        yield from combinations(columns, many)


def _add_up(parts: Sequence[Profile], total: Profile, rows: Sequence[Sequence[str]]) -> bool:
    """Whether they do on nearly each line, and each of them has something on some."""
    added = sum(sum(_amount(row, each) or Decimal() for each in parts) == _amount(row, total) for row in rows)
    has_more = [sum(bool(_amount(row, each)) for row in rows) for each in parts]
    return added >= ENOUGH * len(rows) > 0 and sum(has_more[1:]) >= FEWEST and all(has_more)


def _amount(row: Sequence[str], profile: Profile) -> Decimal | None:
    cell = cell_of(row, profile)
    amount = amount_in(cell)
    return -amount if amount is not None and NEGATIVE.search(cell) else amount
