"""The blocks of a mapping in which an answer to a question of `check` goes, and whether it says anything new there.

Belongs here: finding them by the lines that a finding names, and telling apart blocks in which one word may mean two things.
Does not belong here: the questions (check_dialogue.py), or changing the file (mapping_changes.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from documents.mapping_changes import Block, block_at, with_meant
from sources.ways import Change, Choice, Way
from sources.words.names import quoted

# What decides which lines a block takes, or what they are whatever their words say.
SET_APART = ("only", "take_sign", "by_sign", "rows", "constants")
ONE_WORD = ("rows", "choose")  # settings that hold one of a few words; the one that a person gave is not replaced
UNSAID = "all"


def said_in(mapping: str) -> dict[str, Any]:
    """What a mapping says; nothing where it cannot be read."""
    try:
        return tomllib.loads(mapping)
    except tomllib.TOMLDecodeError:
        return {}


def blocks_at(mapping: str, lines: Iterable[int]) -> tuple[Block, ...]:
    """The blocks in which these lines stand."""
    return tuple(dict.fromkeys(block for line in lines if (block := block_at(mapping, line))))


def block_said(said: Mapping[str, Any], block: Block) -> Mapping[str, Any]:
    """What a block says; nothing where the file cannot be read."""
    table, place = block
    found = said.get(table, {})
    if isinstance(found, list):
        found = found[place] if place < len(found) else {}
    return found if isinstance(found, dict) else {}


def list_of(said: Mapping[str, Any], block: Block) -> str:
    """The lines of which list a block takes, so that a word means the same in two blocks of which this is equal: sheets of one
    workbook that differ by a year only are one list.
    """
    found = block_said(said, block)
    sheet = re.sub(r"\d+", "#", str(found.get("sheet", "")))
    return repr((found.get("file", ""), sheet, [(each, found.get(each)) for each in SET_APART]))


def part_in_words(said: Mapping[str, Any], block: Block) -> str:
    """Which part of its file a block takes, where another block of its table takes another part; else nothing."""
    table, place = block
    found = said.get(table, {})
    own = block_said(said, block)
    others = [each for n, each in enumerate(found) if n != place] if isinstance(found, list) else []
    if not any(each.get("file") == own.get("file") for each in others):
        return ""
    parts = [f"blad {own['sheet']}"] if "sheet" in own else []
    only = own.get("only", {})
    parts += [f"regels met {quoted(title)} {' of '.join(map(quoted, words))}" for title, words in only.items()]
    parts += (
        [{"positive": "bedragen boven nul", "negative": "bedragen onder nul"}[own["take_sign"]]] if "take_sign" in own else []
    )
    return ", ".join(parts)


def offered(way: Way, lines: Iterable[int], mapping: str, said: Mapping[str, Any]) -> Way | None:
    """The question, without answers that change nothing; None where no answer is left, or none of them has a place to go.

    Args:
        way: what is asked.
        lines: of the mapping, in the blocks in which an answer goes.
        mapping: its text.
        said: what it says.
    """
    blocks = blocks_at(mapping, lines)
    if not isinstance(way, Choice):
        return way if blocks else None
    options = tuple(each for each in way.options if not each.changes or _is_new(each.changes, said, blocks))
    return replace(way, options=options) if any(each.changes for each in options) else None


def _is_new(changes: Sequence[Change], said: Mapping[str, Any], blocks: Sequence[Block]) -> bool:
    """Whether changes say something that one of the blocks does not say yet, and replace no word that a person gave."""
    if all(change.is_of_file for change in changes):
        return any(with_meant(said, each) != said for each in changes)
    there = [block_said(said, each) for each in blocks]
    if any(not change.key for change in changes):
        return bool(there)
    if any(each.get(change.key[0], UNSAID) != UNSAID for each in there for change in changes if change.key[0] in ONE_WORD):
        return False
    return any(with_meant(each, change) != each for each in there for change in changes)
