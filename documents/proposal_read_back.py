"""Whether a proposed mapping file says to a run what was proposed: it is read back before `map` says that it is done.

Belongs here: reading that text as a run reads it, beside the proposal. Does not belong here: writing it (proposal_text.py), or
whether what it says is right (sources/guards/).

Titles, words and names of files come from others, and any sign may stand in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sources.reading.rules import TABLES
from sources.words.names import known_to_toml
from sources.words.notes import Draft, Line, SheetDraft, Value
from validations.toml_files import TomlUnreadable, toml_of

NOT_WRITTEN = (
    "Het voorstel kon niet goed worden opgeschreven{waar}, en is daarom niet opgeslagen. Dat is een fout van vroegsignaal: "
    "meld hem. Haal {bestand} zolang uit landing/exports/, en doe map opnieuw."
)
SOME_FILE = "het bestand waar het om gaat"


def fault_of(text: str, sheets: Sequence[SheetDraft]) -> str:
    """What is wrong with the text of a proposal, in Dutch; nothing where it says what is proposed."""
    try:
        said = toml_of(text.encode())
    except TomlUnreadable as error:
        return NOT_WRITTEN.format(waar=f" (regel {error.line})" if error.line else "", bestand=_file_at(text, error.line))
    for table in TABLES:
        drafts = [(sheet, draft) for sheet in sheets for draft in sheet.drafts if draft.table == table]
        blocks = said.get(table, [])
        wrong = [
            sheet.file
            for at, (sheet, draft) in enumerate(drafts)
            if at >= len(blocks) or _without_empty(blocks[at]) != _without_empty(meant(draft))
        ]
        if wrong or len(blocks) > len(drafts):
            return NOT_WRITTEN.format(waar=f" ([[{table}]])", bestand=wrong[0] if wrong else SOME_FILE)
    return ""


def meant(draft: Draft) -> dict[str, Any]:
    """What a block is to say to a run."""
    found: dict[str, Any] = {}
    for section in draft.sections:
        kind, _, column = section.name.partition(".")
        lines = [line for line in section.lines if _counts(line, kind)]
        if kind == "patterns":
            found.setdefault(kind, {})[column] = [[_plain(line.key), _plain(line.value)] for line in lines]
        elif column:
            found.setdefault(kind, {})[column] = _said(lines)
        else:
            found |= {kind: _said(lines)} if kind else _said(lines)
    return found


def _counts(line: Line, kind: str) -> bool:
    return not line.waits and (bool(line.key) or line.value != "" or kind == "values")


def _said(lines: Sequence[Line]) -> dict[str, Any]:
    return {_plain(line.key): _plain(line.value) for line in lines}


def _plain(value: Value) -> Any:
    if isinstance(value, str):
        return known_to_toml(value)
    if isinstance(value, int):
        return value
    if isinstance(value, Mapping):
        return {known_to_toml(key): _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value]


def _without_empty(block: Mapping[str, Any]) -> dict[str, Any]:
    """A block without tables in which nothing stands, at any depth."""
    parts = {key: _without_empty(each) if isinstance(each, Mapping) else each for key, each in block.items()}
    return {key: each for key, each in parts.items() if each not in ({}, [])}


def _file_at(text: str, line: int | None) -> str:
    """The file of the block on a line."""
    above = text.split("\n")[: line or 0]
    heads = [each.removeprefix("# --- ") for each in above if each.startswith("# --- ")]
    return heads[-1].partition(", blad ")[0].partition(": titels op regel")[0] if heads else SOME_FILE
