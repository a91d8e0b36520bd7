"""A third column of amounts beside the two sides of a ledger, in which stands what a bank took back: `Moet betalen`, `Betaald`
and `Teruggehaald`.

Belongs here: seeing it from its lines. Does not belong here: the two sides (which_side.py, sides.py), reversals that stand on one
of them (entries.py), or a list of nothing else (went_back.py).

Unread, whoever took his payment back would have paid; read as a charge or a receipt it would count twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sources.words.blocks import Choice, Sheet
from sources.words.evidence import meaning_of
from sources.words.profile import ENOUGH, Layout, Profile, cell_of, has_amount
from sources.words.titles import concepts_of

TAKEN_BACK = "taken_back"
SIDES = ("debit", "credit")
SELDOM = 0.2  # of the lines


def taken_back(sheet: Sheet, layout: Layout, sides: Mapping[str, Profile], choices: Mapping[str, Choice]) -> dict[str, Profile]:
    """The only such column, by its name in a block's amounts: on each of its lines neither side holds an amount, and a word says
    that it went back, or the number of what did stands there.
    """
    if not all(side in sides for side in SIDES):
        return {}
    above = layout.above
    rows = sheet.rows[above:]
    taken = {sides[side].place for side in SIDES} | {each.profile.place for each in choices.values()}
    found = [each for each in _amounts(layout) if each.place not in taken and _is_taken_back(each, rows, sides, choices)]
    return {TAKEN_BACK: found[0]} if len(found) == 1 else {}


def _amounts(layout: Layout) -> Iterator[Profile]:
    for each in layout.columns:
        is_seldom = 0 < each.filled <= SELDOM * layout.rows
        if is_seldom and each.share("money") >= ENOUGH and not each.date_kind and "nr" not in concepts_of(each.title):
            yield each


def _is_taken_back(
    profile: Profile, rows: Sequence[Sequence[str]], sides: Mapping[str, Profile], choices: Mapping[str, Choice]
) -> bool:
    held = [row for row in rows if has_amount(row, profile)]
    if not held or any(has_amount(row, sides[side]) for row in held for side in SIDES):
        return False
    kind, number = (choices.get(name) for name in ("entry_type", "reverses_entry_id"))
    if kind is not None:
        return all(meaning_of("entry_type", kind.profile.said(cell_of(row, kind.profile))) == "reversal" for row in held)
    return number is not None and all(cell_of(row, number.profile).strip("0") for row in held)
