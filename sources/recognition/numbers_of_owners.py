"""The number of any party beside the name of an owner, in a list that names nobody else: `Relatienr` beside `Opdrachtgever`.

Belongs here: seeing by the cells that such a number is the owner's. Does not belong here: titles that say whose number it is
(words/titles.py), or numbers beside names of tenants (numbers_before_names.py).

Nothing of it is certain: a person is shown what the title was read as.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.recognition.lookup import Seen, has_several
from sources.words.blocks import Described, Sheet
from sources.words.excel_days import layout_of
from sources.words.profile import ENOUGH, Layout, Profile
from sources.words.titles import concepts_of, is_of_any_party

OWNER = "eigenaar"
SOMEBODY = frozenset({"tenant", "co_tenant", "person", "surname", "agency"})
FEWEST = 2  # owners


def with_numbers_of_owners(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, with the titles of such numbers as those of owners' numbers; of few lines, as lists of owners have."""
    return [_with(sheet) if not sheet.described else sheet for sheet in sheets]


def _with(sheet: Sheet) -> Sheet:
    layout = layout_of(sheet.rows) if any(is_of_any_party(cell) for row in sheet.rows[:10] for cell in row) else None
    number = next(_numbers(sheet, layout), None) if layout is not None and layout.title_rows == 1 else None
    if layout is None or number is None:
        return sheet
    at, title = layout.title_row - 1, f"{number.title} {OWNER}"
    row = [title if place == number.place else cell for place, cell in enumerate(sheet.rows[at])]
    described = {title: Described(title, number.title, title, is_cut=True, is_spelled_out=True)}
    return replace(sheet, rows=[*sheet.rows[:at], row, *sheet.rows[at + 1 :]], described=described)


def _numbers(sheet: Sheet, layout: Layout) -> Iterator[Profile]:
    """The only number of a party, where each stands beside one owner, and each owner beside one of them."""
    named = [each for each in layout.columns if concepts_of(each.title) in ({"landlord"}, {"landlord", "name"})]
    numbers = [each for each in layout.columns if is_of_any_party(each.title)]
    others = [each for each in layout.columns if each not in numbers and concepts_of(each.title) & SOMEBODY]
    if len(named) != 1 or len(numbers) != 1 or others:
        return
    name, number = named[0], numbers[0]
    seen = Seen((sheet,), layout)
    is_one = not has_several(seen.pairs(number, name)) and not has_several(seen.pairs(name, number))
    is_name = name.share("words") >= ENOUGH and number.share("code") >= ENOUGH
    if is_one and is_name and number.distinct >= FEWEST and name.filled == number.filled >= layout.rows:
        yield number
