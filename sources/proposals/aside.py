"""Files of open items that stand among the entries already, one by one or as balances parted by their age: as entries each of
their debts would count twice.

Belongs here: seeing that by their numbers, for the line that sets them aside. Does not belong here: lists of open items that give
the only entries there are (recognition/sheets.py), or what a check says of files that nothing reads (files_not_read.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.proposals.reasons import why_not
from sources.recognition.lookup import share
from sources.words.ageing import is_aged
from sources.words.blocks import Block, Sheet
from sources.words.profile import ENOUGH, Layout, Profile, look_at, plain
from sources.words.titles import concepts_of
from sources.words.ways import is_known

LEDGER = "ledger_entries"
WHOSE = ("lease_id", "tenant_id")


def open_items(unread: Sequence[Sheet], blocks: Sequence[Block]) -> dict[str, str]:
    """File -> the file of entries in which each of its numbers stands below the same title, for files of one sheet that says what
    is open, or since when.
    """
    ledgers = [each for each in blocks if each.table == LEDGER]
    found = {}
    for sheet in unread:
        of_file = [each for each in (*unread, *(block.sheet for block in blocks)) if each.file == sheet.file]
        if len(of_file) == 1 and (ledger := next((each for each in ledgers if _stands_in(sheet, each)), None)):
            found[sheet.file] = ledger.sheet.file
    return found


def _stands_in(sheet: Sheet, ledger: Block) -> bool:
    layout, reason = look_at(sheet.rows, is_known), why_not(sheet)
    if layout is not None and is_aged(layout):
        return _names_its_debtors(layout, ledger)
    if layout is None or (reason.table, reason.missing) != (LEDGER, ()):
        return False
    numbers = {plain(each.title): each for each in ledger.layout.columns if _numbers_entries(each)}
    is_open = any("balance" in concepts_of(each.title) and each.share("money") >= ENOUGH for each in layout.columns)
    own = [each for each in layout.columns if _numbers_entries(each) and plain(each.title) in numbers]
    return is_open and any(share(each.texts, numbers[plain(each.title)].texts) == 1 for each in own)


def _names_its_debtors(layout: Layout, ledger: Block) -> bool:
    """Whether a number of each line, of the debtor or his contract, stands among the entries below the same title, or below the
    one by which they name whose they are: `Code` there is `Relatie: Code` here.
    """
    numbers = {plain(each.title): each for each in ledger.layout.columns if not each.date_kind}
    own = [each for each in layout.columns if each.filled == layout.rows and each.share("numbered") >= ENOUGH]
    whose = [choice.profile for name in WHOSE if (choice := ledger.choices.get(name)) and not choice.part]
    return any(
        share(each.texts, other.texts) == 1
        for each in own
        for other in (*whose, *([numbers[plain(each.title)]] if plain(each.title) in numbers else []))
    )


def _numbers_entries(profile: Profile) -> bool:
    """Whether each line has a number of its own there, as few debtors have."""
    return profile.distinct == profile.filled > 1 and profile.share("numbered") >= ENOUGH and not profile.date_kind
