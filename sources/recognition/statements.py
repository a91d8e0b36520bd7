"""Until which day the bank is in, by a list of its statements: the day of the last one that was booked.

Belongs here: seeing that a list is one of statements, and which of them are booked. Does not belong here: a list that says that
day itself (bank.py), or what a run makes of it (receipts.py).

It is never certain: whether all are booked until that day, a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.notes import Evidence
from sources.words.parts import letters
from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of

TABLE, COLUMN = "export_info", "bank_cut_off_on"
STATEMENT = re.compile(r"\b\w*afschrift(en|nr|nummer|datum|dat)?\b|\b(bank )?statements?\b")
ACCOUNT = re.compile(r"\b(iban|\w*rekening(nr|nummer|code)?|(bank )?account)\b|\bbank\b")
BOOKED = re.compile(r"\b(geboekt|verwerkt|ingelezen|gereed|definitief|afgeletterd|posted|booked|processed|reconciled)\b")
OF_OTHERS = frozenset({"contract", "tenant", "unit", "landlord", "invoice"})  # of a list of what was received
LAST = Evidence(("de laatste dag van een lijst van bankafschriften telt: is de bank tot en met die dag verwerkt?",))


def last_statement(free: Sequence[Sheet], seen: Sequence[tuple[Sheet, Layout]]) -> list[Block]:
    """The block of the only list of statements, of one account, among those that give nothing else; none where there are several,
    or where it is not known whether each is booked.
    """
    sheets = {id(sheet) for sheet in free}
    found = [block for sheet, layout in seen if id(sheet) in sheets and (block := _of_statements(sheet, layout)) is not None]
    return found if len(found) == 1 else []


def not_booked(layout: Layout) -> dict[str, list[str]]:
    """Title -> patterns of the statements that are not booked yet."""
    no = "|".join(map(re.escape, FALSE_WORDS))
    return {each.title: [f"^({no})$"] for each in layout.columns if _says_booked(each) and _is_yes_or_no(each)}


def _of_statements(sheet: Sheet, layout: Layout) -> Block | None:
    is_named = any(STATEMENT.search(letters(each)) for each in (sheet.sheet or "", sheet.file))
    said = {concept for each in layout.columns for concept in concepts_of(each.title)}
    numbers = [each for each in layout.columns if _is_each_once(each, layout) and STATEMENT.search(letters(each.title))]
    numbers = [each for each in numbers if not each.date_kind]
    days = [each for each in layout.columns if each.date_kind and _is_each_once(each, layout)]
    if not is_named or said & OF_OTHERS or not numbers or len(days) != 1 or not _is_of_one_account(layout):
        return None
    if any(_says_booked(each) and not _is_yes_or_no(each) for each in layout.columns):
        return None
    return Block(TABLE, sheet, layout, {COLUMN: Choice(COLUMN, days[0], LIKELY, LAST)})


def _is_each_once(profile: Profile, layout: Layout) -> bool:
    return profile.distinct == profile.filled >= layout.rows > 1


def _is_of_one_account(layout: Layout) -> bool:
    accounts = [
        each for each in layout.columns if ACCOUNT.search(letters(each.title)) and not STATEMENT.search(letters(each.title))
    ]
    return all(each.distinct <= 1 for each in accounts if not each.date_kind and each.share("money") <= each.share("code"))


def _says_booked(profile: Profile) -> bool:
    """Whether a column says of each statement how far it came."""
    return bool(BOOKED.search(letters(profile.title)) or "status" in concepts_of(profile.title)) and not profile.date_kind


def _is_yes_or_no(profile: Profile) -> bool:
    return bool(profile.texts) and {text.strip().lower() for text in profile.texts} <= {*TRUE_WORDS, *FALSE_WORDS}
