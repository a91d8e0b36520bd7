"""What `vroegsignaal map` says once its proposal is put down: what each sheet gives, what was not recognised, what to do now.

Belongs here: that text, in Dutch. Does not belong here: the proposed file (proposal_text.py), the steps (proposal_steps.py), or
why a sheet gives nothing (sources/proposals/reasons.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from documents.check_words import TABLES as TABLES_NL
from documents.proposal_beside import Beside, in_words, named, of_use_in_words
from documents.proposal_codes import in_words as codes_in_words
from documents.proposal_steps import NOBODY_SAID, steps_text, titles_of_lists
from documents.proposal_text import Written, where_of
from sources.proposals.codes import code_list
from sources.proposals.reasons import MOST_TITLES, Reason, why_not
from sources.recognition.sheets import SURE, Block, Sheet
from sources.words.names import quoted
from sources.words.notes import SheetDraft

NOTHING_ELSE = Beside()
NOT_SAID = ", maar naam en titels zeggen niet zeker dat hij daarover gaat: `vroegsignaal map --ask` vraagt wat deze lijst is"


def report_text(
    sheets: Sequence[SheetDraft],
    blocks: Sequence[Block],
    unread: Sequence[Sheet],
    present: Collection[str],
    target: str,
    file: Written,
    lists: Sequence[str] = (),
    beside: Beside = NOTHING_ELSE,
    kept: Mapping[str, bool] = NOBODY_SAID,
    *,
    with_sheets: bool = True,
) -> str:
    """What was found and what is left to do, in the order in which to do it.

    Args:
        sheets: the proposal.
        blocks: what it was made of.
        unread: the sheets that gave nothing.
        present: the landing tables that are there by themselves.
        target: where the file was put.
        file: what was put there.
        lists: those in landing/exports/ that a person fills in.
        beside: what lies among the exports and is no part of all this.
        kept: what a person said of tables that nothing gives: whether he keeps such a list.
        with_sheets: whether the sheets that gave something are named; not to who has just been asked about each.
    """
    lines = []
    for sheet in sheets if with_sheets else ():
        of_sheet = [block for block in blocks if (block.sheet.file, block.sheet.sheet or "") == (sheet.file, sheet.sheet)]
        sure = sum(choice.certainty == SURE for block in of_sheet for choice in block.choices.values())
        unsure = sum(len(block.choices) for block in of_sheet) - sure
        tables = ", ".join(dict.fromkeys(block.table for block in of_sheet))
        left = len([profile for profile in of_sheet[0].left if all(profile in block.left for block in of_sheet)])
        lines.append(f"{where_of(sheet)}: {sheet.rows} regels, titels op regel {sheet.title_row} → {tables}")
        lines.append(f"    {sure} kolommen zeker, {unsure} waarschijnlijk, {left} titels niet gebruikt")
    of_use, themselves, unread = of_use_in_words(blocks, unread)
    lines += of_use
    reasons = [why_not(sheet) for sheet in unread]
    for one, reason in zip(unread, reasons, strict=True):
        lines += _unknown_lines(named(one), one, blocks, reason)
    lines += in_words(beside)
    lines += ["", f"Het voorstel staat in {target}.", ""]
    given = {block.table for block in blocks} | set(present)
    said = titles_of_lists(sheets)
    unknown = [
        f"{named(sheet)}{'' if code_list(sheet, blocks) else _looks_like(reason)}"
        for sheet, reason in zip(unread, reasons, strict=True)
    ]
    return "\n".join(
        [*lines, steps_text(file, target, given, lists, [*unknown, *themselves], kept, said, is_asked=not with_sheets)]
    )


def unknown_text(unread: Sequence[Sheet]) -> str:
    """Why each of some sheets gives nothing, where no other does either."""
    return "\n".join(line for sheet in unread for line in _unknown_lines(named(sheet), sheet, (), why_not(sheet)))


def _looks_like(reason: Reason) -> str:
    """Behind a sheet's name, the table that it would give if it had what it lacks."""
    return f" (lijkt op {TABLES_NL[reason.table]})" if reason.table and reason.missing else ""


def _unknown_lines(where: str, sheet: Sheet, blocks: Sequence[Block], reason: Reason) -> list[str]:
    """Why a sheet gives nothing: the titles that were seen, and what it lacks for the table that it looks like."""
    lines = [f"{where}: niet herkend als een van onze tabellen, niet gebruikt"]
    if not reason.titles:
        return [*lines, "    er is geen regel gevonden met titels die wij kennen"]
    if means := code_list(sheet, blocks):
        return [lines[0].replace(", niet gebruikt", ""), f"    {codes_in_words(means)}"]
    more = " en meer" if len(reason.titles) > MOST_TITLES else ""
    lines.append(f"    titels: {', '.join(map(quoted, reason.titles[:MOST_TITLES]))}{more}")
    if reason.table:
        found = ", ".join(map(quoted, reason.found[:MOST_TITLES]))
        is_given = any(block.table == reason.table for block in blocks)
        others = ", maar een andere lijst geeft die al" if is_given else NOT_SAID
        lacks = f", maar er ontbreekt: {'; '.join(reason.missing)}" if reason.missing else others
        lines.append(f"    lijkt op {TABLES_NL[reason.table]} ({reason.table}) door {found}{lacks}")
    return lines
