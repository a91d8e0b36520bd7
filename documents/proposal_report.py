"""What `vroegsignaal map` says once its proposal is put down: what each sheet gives, what was not recognised, what to do now.

Belongs here: that text, in Dutch. Does not belong here: the proposed file (proposal_text.py), the steps (proposal_steps.py), or
why a sheet gives nothing (sources/proposals/reasons.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from documents.check_words import TABLES as TABLES_NL
from documents.proposal_codes import in_words as codes_in_words
from documents.proposal_steps import steps_text
from documents.proposal_text import Written, where_of
from sources.proposals.codes import code_list, explained_by
from sources.proposals.reasons import MOST_TITLES, Reason, why_not
from sources.recognition.described import is_dictionary
from sources.recognition.sheets import SURE, Block, Sheet
from sources.words.names import quoted
from sources.words.notes import SheetDraft


def report_text(
    sheets: Sequence[SheetDraft],
    blocks: Sequence[Block],
    unread: Sequence[Sheet],
    present: Collection[str],
    target: str,
    file: Written,
    lists: Sequence[str] = (),
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
    explaining = [sheet for sheet in unread if is_dictionary(sheet, blocks)]
    lines += [f"{_named(sheet)}: zegt wat de titels van andere lijsten betekenen: zo zijn zij gelezen" for sheet in explaining]
    unread = [sheet for sheet in unread if sheet not in explaining]
    of_codes = [(sheet, titles) for sheet in unread if (titles := explained_by(sheet, blocks))]
    lines += [
        f"{_named(sheet)}: zegt wat de codes in {', '.join(titles)} betekenen: zo zijn zij gelezen" for sheet, titles in of_codes
    ]
    unread = [sheet for sheet in unread if all(sheet is not each for each, _ in of_codes)]
    unknown = [_named(sheet) for sheet in unread]
    reasons = [why_not(sheet) for sheet in unread]
    for where, one, reason in zip(unknown, unread, reasons, strict=True):
        lines += _unknown_lines(where, one, blocks, reason)
    lines += ["", f"Het voorstel staat in {target}.", ""]
    given = {block.table for block in blocks} | set(present)
    named = [f"{each}{_looks_like(reason)}" for each, reason in zip(unknown, reasons, strict=True)]
    return "\n".join([*lines, steps_text(file, target, given, lists, named)])


def _named(sheet: Sheet) -> str:
    return f"{sheet.file}{f', blad {sheet.sheet}' if sheet.sheet else ''}"


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
        lacks = f", maar er ontbreekt: {'; '.join(reason.missing)}" if reason.missing else ", maar een andere lijst geeft die al"
        lines.append(f"    lijkt op {TABLES_NL[reason.table]} ({reason.table}) door {found}{lacks}")
    return lines
