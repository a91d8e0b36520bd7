"""Lists of database fields with the names of their fields written out, so that all that follows reads these.

Belongs here: putting written-out names where the titles stand, and lists that have a field in common. Does not belong here: what
a short form stands for (words/abbreviations.py), or the proposal, which names each title as it stands in its file
(proposals/as_in_file.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sources.recognition.lookup import share
from sources.words.abbreviations import is_of_several, spelled_out
from sources.words.blocks import Described, Sheet
from sources.words.evidence import HALF
from sources.words.excel_days import layout_of

LINES_READ = 2000  # of a list: enough to see of which kind its cells are


@dataclass(frozen=True)
class _Fields:
    """The fields of a list: the place of their names, and of each name its cells and what is to be read for it, which is nothing
    where the list does not decide that.
    """

    at: int = 0
    written: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Counter[str]] = field(default_factory=dict)


def with_names_spelled_out(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, those of database fields with their names written out; one that a dictionary explains is left as it is."""
    found = [_fields_of(sheet) for sheet in sheets]
    return [
        _with_titles(sheet, own.at, {title: text or _elsewhere(title, own, found) for title, text in own.written.items()})
        for sheet, own in zip(sheets, found, strict=True)
    ]


def _fields_of(sheet: Sheet) -> _Fields:
    layout = None if sheet.described else layout_of(sheet.rows[:LINES_READ])
    if layout is None or layout.title_rows > 1:
        return _Fields()
    cells = {each.title: each.texts for each in layout.columns}
    return _Fields(layout.title_row - 1, spelled_out(sheet, layout), cells)


def _elsewhere(title: str, own: _Fields, lists: Sequence[_Fields]) -> str:
    """What a name of several pieces is read for in every other list that decides it and has the same cells below it."""
    if not is_of_several(title):
        return ""
    texts = {text for other in lists for name, text in other.written.items() if text and _are_alike(title, own, name, other)}
    return next(iter(texts)) if len(texts) == 1 else ""


def _are_alike(title: str, own: _Fields, name: str, other: _Fields) -> bool:
    few, many = sorted((own.cells[title], other.cells[name]), key=len)
    return name.lower() == title.lower() and other is not own and share(few, many) >= HALF


def _with_titles(sheet: Sheet, at: int, written: Mapping[str, str]) -> Sheet:
    if not any(written.values()):
        return sheet
    titles = list(sheet.rows[at])
    often = Counter(written.get(title.strip()) or title.strip() for title in titles)
    new = {title: text for title, text in written.items() if text and often[text] == 1}
    row = [new.get(title.strip(), title) for title in titles]
    described = {text: Described(text, title, text, is_cut=True, is_spelled_out=True) for title, text in new.items()}
    return replace(sheet, rows=[*sheet.rows[:at], row, *sheet.rows[at + 1 :]], described=described)
