"""The day that a table cannot do without and that no title gives, offered by the titles of the list's own days.

Belongs here: which days of a list may be that day, the question about them, and from when somebody is a co-tenant. Does not
belong here: taking a day below a title that says nothing (values.py), or the rest of a block (proposals/part.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.guards.fixed_days import OF_LISTS
from sources.reading.rules import TABLES
from sources.reading.settings import NAME_DAY
from sources.reading.shapes import whole_day_in_name
from sources.recognition.bank_said import days_above
from sources.recognition.changed import LASTING, is_of_the_line
from sources.recognition.values import OTHER_DAYS
from sources.recognition.word_lists import NOBODYS
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.names import quoted
from sources.words.notes import Evidence, Line, answer, look
from sources.words.profile import ENOUGH, Profile
from sources.words.step_days import is_closed, is_not_done, is_of_another_matter
from sources.words.titles import GENERAL, concepts_of
from validations.landing import Column

BESIDE_LAST = "de enige dag op elke regel, naast de laatste"
BOTH = "de dag in de naam van het bestand, die ook boven de titels staat"
MOST = 4  # days among which a person chooses by their titles
ONLY = "verplicht (datum); geen titel zegt het, en dit is de enige dag die het kan zijn: is hij het, haal dan het hekje weg"


def day_line(block: Block, column: Column) -> Line | None:
    """The question which of the list's days it is; none where the list has no day left, or too many."""
    days = _days_of(block) if column.kind == "date" else []
    if not 0 < len(days) <= MOST:
        return None
    if len(days) == 1:
        return Line(column.name, days[0].title, answer(ONLY), waits=True)
    titles = " of ".join(quoted(each.title) for each in days)
    return Line(column.name, "", answer(f"verplicht (datum), en geen titel zegt het: is het {titles}"), waits=True)


def days_of_list(block: Block, column: Column) -> tuple[str, ...]:
    """What may be the day of a list as a whole: that in the name of its file, and those above its titles."""
    if column.name != OF_LISTS.get(block.table):
        return ()
    named = [NAME_DAY] if all(whole_day_in_name(each.file) for each in (block.sheet, *block.alike)) else []
    above = [] if block.alike else [f"{each.day:%d-%m-%Y}" for each in days_above(block.sheet) if not each.is_of_bank]
    return (*named, *dict.fromkeys(above))


def day_of_both(block: Block, column: Column) -> Line | None:
    """The day in the name of a list's file, where the same day stands above its titles and no column of days may be it."""
    days = days_of_list(block, column)
    named = whole_day_in_name(block.sheet.file)
    if len(days) != 2 or named is None or days != (NAME_DAY, f"{named:%d-%m-%Y}") or _days_of(block):
        return None
    return Line(column.name, NAME_DAY, look(BOTH))


def with_first_days(blocks: Sequence[Block]) -> list[Block]:
    """Lists of co-tenants of whom a title says until when, and the only other day on every line says from when."""
    return [_with_first_day(block) if block.table == "co_tenants" else block for block in blocks]


def _with_first_day(block: Block) -> Block:
    days = [each for each in _days_of(block) if _says_no_more(each)]
    if block.made or "until_on" not in block.choices or "from_on" in block.choices or len(days) != 1:
        return block
    choice = Choice("from_on", days[0], LIKELY, Evidence((BESIDE_LAST,)))
    return replace(block, choices={**block.choices, "from_on": choice})


def _says_no_more(profile: Profile) -> bool:
    """Whether nothing is known of a title that says another day, as `Huur ingegaan` says that of the contract."""
    return all(each.startswith("?") or each in GENERAL | {"start", "co_tenant"} for each in concepts_of(profile.title))


def _days_of(block: Block) -> list[Profile]:
    """The days on nearly every line that no column takes; of letters and contacts none that is to come or closes the matter."""
    days = {column.name for column in TABLES[block.table].columns if column.kind == "date"}
    taken = {choice.profile.place for name, choice in block.choices.items() if name in days}
    left = [each for each in block.layout.columns if each.date_kind and each.place not in taken]
    full = [each for each in left if each.filled - each.kinds["none"] >= ENOUGH * block.layout.rows]
    full = [each for each in full if not concepts_of(each.title) & (NOBODYS | OTHER_DAYS)]
    full = [each for each in full if block.table not in LASTING or not is_of_the_line(each)]
    if block.table == "stated_balances":  # the day of the last receipt is another on each line
        full = [each for each in full if "received" not in concepts_of(each.title)]
    if block.table == "collection_actions":
        full = [
            each for each in full if not (is_not_done(each.title) or is_closed(each.title) or is_of_another_matter(each.title))
        ]
    return full
