"""What guards find of titles, where a dictionary of fields beside the exports says what these are.

Belongs here: reading the titles of exports and of the mapping by such a dictionary, and naming them as the files do in what is
found. Does not belong here: finding the dictionary (recognition/described.py), or what is found (guards/).

`AANDTS` says nothing, or something else by accident; that it is the day of a selection keeps it from being taken for that of a
letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path

from sources.findings import Finding
from sources.reading.cells import plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import FOLDER, Export
from sources.recognition.described import with_descriptions
from sources.tables_seen import sheets_in
from sources.words.blocks import Described, Sheet

LARGEST = 1 << 20  # bytes of a file that may be a dictionary, or have one among its sheets
_Key = tuple[str, str | None]


@dataclass(frozen=True)
class Read:
    """The exports as their titles are said to be.

    Attributes:
        titles: file and sheet -> its titles in small letters -> what is said of each.
    """

    exports: Sequence[Export]
    shapes: Sequence[ExportShape]
    titles: Mapping[_Key, Mapping[str, Described]] = field(default_factory=dict)

    def in_files(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, with each title as its file has it and what is said of it."""
        return [self._in_file(each) for each in findings] if self.titles else list(findings)

    def _in_file(self, finding: Finding) -> Finding:
        text = finding.text
        for (file, _), titles in self.titles.items():
            is_about = finding.source == file or any(f"[{each.table}" in text for each in self.exports if each.file == file)
            for each in titles.values() if is_about else ():
                said = plain_title(each.title)
                text = text.replace(f"'{said}'", f"'{each.in_file}' ({each.title})").replace(f'"{said}"', f'"{each.in_file}"')
        return replace(finding, text=text)


def read_by_descriptions(landing_dir: Path, exports: Sequence[Export], shapes: Sequence[ExportShape]) -> Read:
    """The exports and how they look, by what a dictionary of fields among the files says of their titles; else as they are."""
    others = list(_not_read(landing_dir, shapes))
    sheets = [Sheet(each.file, [[each.written.get(title, title) for title in each.titles]], each.sheet) for each in shapes]
    described = with_descriptions([*sheets, *others])[: len(shapes)] if others else []
    titles = {
        shape.key: {plain_title(each.in_file): each for each in sheet.described.values()}
        for shape, sheet in zip(shapes, described, strict=False)
        if sheet.described
    }
    if not titles:
        return Read(exports, shapes)
    return Read(
        [_export(each, titles.get((each.file, each.sheet), {})) for each in exports],
        [_shape(each, titles.get(each.key, {})) for each in shapes],
        titles,
    )


def _not_read(landing_dir: Path, shapes: Sequence[ExportShape]) -> Iterator[Sheet]:
    """The sheets of small files, but for those that the mapping reads."""
    for path in sorted((landing_dir / FOLDER).glob("*")):
        read: Collection[str | None] = {each.sheet for each in shapes if fnmatch(path.name, each.file)}
        if path.is_file() and (not read or path.suffix.lower() == ".xlsx"):
            yield from (each for each in sheets_in(path, LARGEST) if each.sheet not in read)


def _shape(shape: ExportShape, titles: Mapping[str, Described]) -> ExportShape:
    def said(each: Collection[str]) -> list[str]:
        return [_said(title, titles) for title in each]

    return replace(
        shape,
        titles=tuple(said(shape.titles)),
        filled=frozenset(said(shape.filled)),
        without_figures=frozenset(said(shape.without_figures)),
        says_no=frozenset(said(shape.says_no)),
        says_some_no=frozenset(said(shape.says_some_no)),
        looks={_said(title, titles): look for title, look in shape.looks.items()},
    )


def _export(export: Export, titles: Mapping[str, Described]) -> Export:
    """The block, its titles as the dictionary says them."""

    def said(title: str) -> str:
        return _said(title, titles)

    return replace(
        export,
        columns={name: said(title) for name, title in export.columns.items()},
        split={name: (said(title), part) for name, (title, part) in export.split.items()},
        only={said(title): words for title, words in export.only.items()},
        skip_lines={said(title): patterns for title, patterns in export.skip_lines.items()},
        skip_equal=tuple(map(said, export.skip_equal)),
        made_ids={name: tuple(_part(each, titles) for each in parts) for name, parts in export.made_ids.items()},
        lookup={title: replace(each, own=said(each.own)) for title, each in export.lookup.items()},
        if_empty={name: said(title) for name, title in export.if_empty.items()},
        sign=said(export.sign) if export.sign else None,
        unread=tuple(map(said, export.unread)),
        sure_of=tuple(map(said, export.sure_of)),
        vain=tuple(map(said, export.vain)),
    )


def _part(text: str, titles: Mapping[str, Described]) -> str:
    return f"={_said(text[1:], titles)}" if text.startswith("=") else text


def _said(title: str, titles: Mapping[str, Described]) -> str:
    found = titles.get(plain_title(title))
    return plain_title(found.title) if found else title
