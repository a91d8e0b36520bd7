"""Codes of which the list itself does not say what they mean: charges that no title gives a purpose, and lists of codes in sheets
that are none of our tables.

Belongs here: asking for the purpose, and recognising such a list by the codes that it shares. Does not belong here: what words
mean (words/evidence.py), or looking a title up (recognition/lookup.py), which a list of codes never is unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sources.proposals.part import SAME_ON_EACH, Part
from sources.reading.rules import TABLES
from sources.reading.safest import safest_first
from sources.words.blocks import Block, Sheet
from sources.words.names import pattern_of, quoted
from sources.words.notes import Line, answer
from sources.words.profile import Profile, look_at
from sources.words.ways import is_known

FEWEST, MOST_CODES = 2, 60
COMES_BACK = 3  # times that a code stands in a ledger, at least and on the average
KNOWN = 0.9  # of the codes: those that the list of codes has


def ask_what_for(parts: Sequence[Part]) -> list[Part]:
    """The parts of a ledger, each that makes charges with a line that waits for what they are for, where nothing says it."""
    for part in parts:
        if part.table == "ledger_entries" and _makes_charges(part) and not _says_what_for(part):
            which = answer("welke titel zegt waarvoor een vordering is: huur, servicekosten, kosten?")
            part.columns.append(Line("category", "", which, waits=True))
            options = safest_first(TABLES["ledger_entries"].column("category"))
            part.constants.append(Line("category", "", answer(SAME_ON_EACH, options=options), waits=True))
    return list(parts)


def _makes_charges(part: Part) -> bool:
    kinds = [line for line in part.constants if line.key == "entry_type"]
    kinds += [*part.values.get("entry_type", []), *part.patterns.get("entry_type", [])]
    by_sign = [line.value for line in part.settings if line.key == "by_sign" and isinstance(line.value, dict)]
    return any(line.value == "charge" for line in kinds) or any("charge" in each.values() for each in by_sign)


def _says_what_for(part: Part) -> bool:
    return "category" in {*part.values, *part.patterns} or any(
        line.key == "category" for line in (*part.columns, *part.constants, *part.split)
    )


def explained_by(sheet: Sheet, blocks: Sequence[Block]) -> list[str]:
    """The titles, each with its file, of columns of codes that were read as this list says."""
    rows = [{cell.strip() for cell in row} for row in sheet.rows]
    read = {
        (choice.profile.title, block.sheet.file): choice.profile.means
        for block in blocks
        for choice in block.choices.values()
        if choice.profile.means and block.sheet is not sheet
    }
    return [
        f"{quoted(title)} van {file}"
        for (title, file), means in read.items()
        if all(any({*pair} <= row for row in rows) for pair in means.items())
    ]


def code_list(sheet: Sheet, blocks: Sequence[Block]) -> str:
    """How a sheet that gives none of our tables is used, where it says what the codes of one that does mean; else nothing."""
    layout = look_at(sheet.rows, is_known)
    columns = layout.columns if layout else []
    for key in columns:
        if not FEWEST <= key.distinct == key.filled:
            continue
        words = [each for each in columns if each is not key and _is_of_words(each)]
        meaning = max(words, key=lambda each: each.distinct, default=None)  # the name of the list stands on each of its lines
        for block, codes in _codes(blocks) if meaning else ():
            if meaning and sum(code in key.texts for code in codes.texts) >= KNOWN * codes.distinct:
                title, own, file = quoted(meaning.title), quoted(codes.title), quoted(pattern_of(sheet.file))
                where = f", {{sheet = {quoted(sheet.sheet)}}}" if sheet.sheet else ""
                return (
                    f"zegt wat de codes in {own} van {block.sheet.file} betekenen: zet in dat blok, boven columns, "
                    f"lookup = {{{title} = [{own}, {file}, {quoted(key.title)}, {title}{where}]}}, en lees {title} bij columns"
                )
    return ""


def _codes(blocks: Sequence[Block]) -> Iterator[tuple[Block, Profile]]:
    """Columns of few codes that come back, of the sheets that give our tables."""
    for block in {id(each.sheet): each for each in blocks}.values():
        for each in block.layout.columns:
            if FEWEST <= each.distinct <= MOST_CODES and each.filled >= COMES_BACK * each.distinct and not each.date_kind:
                yield block, each


def _is_of_words(profile: Profile) -> bool:
    return bool(profile.filled) and all(re.search(r"[A-Za-z]{3}", text) for text in profile.texts)
