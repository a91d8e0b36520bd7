"""Until which day the bank is in the export, where a list of one line says so, one line of a list of names and values, or another
list the same on each of its lines.

Belongs here: seeing that day. Does not belong here: what a run makes of that day (receipts.py), or the list that a person keeps
of it (reading/own_lists.toml).

It is never certain: it decides from which day on a payment may still be on its way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.excel_days import layout_of
from sources.words.month_first import with_months_first
from sources.words.notes import Evidence
from sources.words.parts import letters
from sources.words.profile import Layout, Profile, cell_of, one_column
from sources.words.titles import concepts_of

TABLE, COLUMN = "export_info", "bank_cut_off_on"
OF_THE_BANK = re.compile(r"\b(bank(?!rekening)\w*|\w*afschrift(en)?|statements?)\b")
# Of a list of our accounts, one of which may be a tenant's elsewhere: only until when, and never when something last changed.
OF_ACCOUNTS = re.compile(r"\b(bankrekening(en)?|rekeningafschrift\w*|\w*afschrift(nr|nummer|en)?|bank accounts?)\b")
UNTIL = re.compile(
    r"\b(verwerkt|ingelezen|gelezen|geboekt|bijgewerkt|afgeletterd|mutaties|transacties|posted|booked|processed|loaded|imported"
    r"|reconciled|transactions)( (t m|tm|tot|to|until|up to|through|thru)\b.*)?$"
)
NO_DAY = frozenset({"planned", "user", "made", "never"})
LAST = re.compile(
    r"\b(t m|tm|tot|until|up to|through|thru|laatste?|last|bijgewerkt|verwerkte?|ingelezen|geboekte?|cut off|peil\w*"
    r"|(posted|booked|processed|loaded|imported|reconciled) to)\b"
)
TOGETHER = re.compile(r"(?<=\bbank)(?=(?:tm|tot|tem)(?:dat|datum|dt)?\b)")  # `BANKTM`
MOMENT = re.compile(
    r"\b(?!0?0:00(:00(\.0+)?)?\b)\d{1,2}:\d{2}\b"
)  # something was done then; until which day it went is another matter
WHY = Evidence(("een lijst van een regel zegt tot en met welke dag de bank erin staat",))
IN_A_ROW = Evidence(("een van de regels zegt tot en met welke dag de bank erin staat",))
MOST_NAMED = 60  # lines of a list of names with a value beside each
ON_EACH = Evidence(("op elke regel staat dezelfde dag",))


def bank_day(sheets: Sequence[Sheet], seen: Sequence[tuple[Sheet, Layout]] = ()) -> list[Block]:
    """The block of the only list of one line that has a day on which the bank was last read, else of the only one that has it on
    the line of that name, else of the only other list that has it on each line; none where several have.

    `seen`: the lists of the same export, which say whether its days have the month first.
    """
    layouts = [layout for _, layout in seen]
    found = [block for sheet in sheets if (block := _of_sheet(sheet, layouts)) is not None]
    found = found or [block for sheet in sheets if (block := _in_a_row(sheet)) is not None]
    found = found or [block for sheet, layout in seen if (block := _on_each_line(sheet, layout)) is not None]
    return found if len(found) == 1 else []


def is_of_the_bank(title: str) -> bool:
    """Whether a title says until when the bank was read."""
    text = TOGETHER.sub(" ", letters(title))
    return bool(OF_THE_BANK.search(text) and LAST.search(text))


def _on_each_line(sheet: Sheet, layout: Layout) -> Block | None:
    days = [each for each in layout.columns if each.date_kind and is_of_the_bank(each.title) and not _is_a_moment(each)]
    days = days or [each for each in layout.columns if each.date_kind and _is_until(each) and _is_of_accounts_only(sheet, layout)]
    is_same = len(days) == 1 and days[0].distinct == 1 < days[0].filled == layout.rows
    return _block(sheet, layout, days[0], ON_EACH) if is_same else None


def _of_sheet(sheet: Sheet, others: Sequence[Layout]) -> Block | None:
    layout = layout_of(sheet.rows) or one_column(sheet.rows)
    if layout is None or layout.rows != 1:
        return None
    layout = with_months_first([layout, *others])[0]
    days = [each for each in layout.columns if each.date_kind and each.filled > each.kinds["none"] and not _is_a_moment(each)]
    said = [each for each in days if is_of_the_bank(each.title)]
    if not said and OF_THE_BANK.search(letters(f"{sheet.sheet or ''} {sheet.file}")):
        said = [each for each in days if _is_last(each)]
    if not said and any(OF_ACCOUNTS.search(letters(each)) for each in _names_of(sheet, layout)):
        said = [each for each in days if _is_until(each)]
    if not said and len(days) == 1:  # `Bankafschriften verwerkt t/m` in the cell beside the day
        texts = [text for each in layout.columns if each is not days[0] for text in each.texts]
        said = [each for each in days if is_of_the_bank(f"{each.title} {' '.join(texts)}")]
    return _block(sheet, layout, said[0], WHY) if len(said) == 1 else None


def _in_a_row(sheet: Sheet) -> Block | None:
    """A list with a value beside each name, `Onderdeel` and `Waarde`, of which one line says until when the bank was read."""
    layout = layout_of(sheet.rows)
    if layout is None or not 1 < layout.rows <= MOST_NAMED or len(layout.columns) < 2:
        return None
    name, above = layout.columns[0], layout.above
    rows = [row for row in sheet.rows[above:] if is_of_the_bank(cell_of(row, name))]
    if len(rows) != 1 or name.distinct < name.filled or name.date_kind:
        return None
    one = layout_of([*sheet.rows[:above], rows[0]])
    days = [each for each in one.columns if each.date_kind and not _is_a_moment(each)] if one else []
    if one is None or len(days) != 1 or (one.title_row, one.title_rows) != (layout.title_row, layout.title_rows):
        return None
    block = _block(sheet, replace(layout, rows=1), days[0], IN_A_ROW)
    return replace(block, only={name.title: (cell_of(rows[0], name),)})


def _names_of(sheet: Sheet, layout: Layout) -> list[str]:
    """What a sheet and its titles are called."""
    return [sheet.sheet or "", sheet.file, *(each.title for each in layout.columns)]


def _is_of_accounts_only(sheet: Sheet, layout: Layout) -> bool:
    """Whether each line is an account of the bank, by the name of the list and its own number: not one of whoever pays by it."""
    is_named = any(OF_ACCOUNTS.search(letters(each)) for each in (sheet.sheet or "", sheet.file))
    numbers = [each for each in layout.columns if OF_ACCOUNTS.search(letters(each.title)) and not each.date_kind]
    return is_named and any(each.distinct == each.filled >= layout.rows for each in numbers)


def _is_until(profile: Profile) -> bool:
    return bool(UNTIL.search(letters(profile.title))) and not concepts_of(profile.title) & NO_DAY and not _is_a_moment(profile)


def _is_a_moment(profile: Profile) -> bool:
    return any(MOMENT.search(text) for text in profile.texts)


def _is_last(profile: Profile) -> bool:
    return bool(LAST.search(letters(profile.title))) and not concepts_of(profile.title) & NO_DAY


def _block(sheet: Sheet, layout: Layout, day: Profile, why: Evidence) -> Block:
    return Block(TABLE, sheet, layout, {COLUMN: Choice(COLUMN, day, LIKELY, why)})
