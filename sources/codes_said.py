"""Codes to which the mapping gives another meaning than the list of codes beside the exports does.

Belongs here: finding such a list among the files and sheets that no block reads, and asking of its texts what guards/said.py asks
of words. Does not belong here: words that say themselves what they mean (guards/said.py), or proposing a meaning
(proposals/meant.py).

`A1` says nothing, and as a summons it is proof of an offer that an `Aanmaning` does not make. `sure_of` with the title says that
the mapping is right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sources.findings import Finding
from sources.guards.said import words_said_otherwise
from sources.reading.rules import FOLDER, Export
from sources.recognition.covering import is_telling, only_covering
from sources.recognition.meanings import lists_of_codes, names_of
from sources.tables_seen import sheets_in
from sources.words.blocks import Sheet

LARGEST = 1 << 20  # bytes of a file that may be a list of codes


def codes_said_otherwise(landing_dir: Path, exports: Sequence[Export], read: Collection[Path]) -> list[Finding]:
    """A finding for each block and column whose codes such a list explains otherwise. `read`: files that some block reads."""
    if next(_coded(exports), None) is None:
        return []
    taken = {path.resolve() for path in read}
    files = [path for path in sorted((landing_dir / FOLDER).glob("*")) if path.is_file() and path.resolve() not in taken]
    return said_otherwise_by([each for path in files for each in sheets_in(path, LARGEST)], exports)


def said_otherwise_by(sheets: Sequence[Sheet], exports: Sequence[Export]) -> list[Finding]:
    """The same, of the lists of codes among these sheets, that no block reads."""
    titles = {name for export, column in _coded(exports) for name in names_of(export.columns[column])}
    if not titles:
        return []
    every = [(sheet.file, title, texts) for sheet in sheets for title, texts in lists_of_codes(sheet, titles)]
    lists = {title: (file, texts) for file, title, texts in every}
    found = []
    for export, column in _coded(exports):
        named = next((lists[name] for name in names_of(export.columns[column]) if name in lists), None)
        file, texts = named or _covering(export.values[column], every)
        said = {code.casefold(): text for code, text in texts.items()}
        words = {said[code.casefold()]: ours for code, ours in export.values[column].items() if code.casefold() in said}
        for each in words_said_otherwise([replace(export, values={column: words}, sure_of=_sure(export, column, said))]):
            found.append(replace(each, text=f"zo zegt {file} van deze codes: {each.text}"))
    return found


def _covering(words: Mapping[str, str], lists: Sequence[tuple[str, str, Mapping[str, str]]]) -> tuple[str, Mapping[str, str]]:
    """(its file, code -> text) of a list that no title names, and that has all these codes, where they are telling."""
    codes = {code.casefold() for code in words if code}
    plain = [(file, {code.casefold(): text for code, text in texts.items()}) for file, _, texts in lists]
    having = [(file, texts) for file, texts in plain if codes <= texts.keys()]
    means = only_covering(codes, [texts for _, texts in having]) if is_telling(codes) else {}
    return (having[0][0], means) if means else ("", {})


def _coded(exports: Sequence[Export]) -> Iterator[tuple[Export, str]]:
    return ((export, column) for export in exports for column in export.values if column in export.columns)


def _sure(export: Export, column: str, said: dict[str, str]) -> tuple[str, ...]:
    """What a person is sure of, and the texts of the codes among it."""
    return (*export.sure_of, *(said[each.casefold()] for each in export.sure_of if each.casefold() in said))
