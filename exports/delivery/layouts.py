"""How each desk wants its files: titles, order, cell formats and csv style, from the contract and the desk's own file.

Belongs here: putting those two together. Does not belong here: what may leave at all (validations/outgoing.py), the desks' files
(validations/desks/) and the names of files and folders (batches.py: they are fixed).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from validations.desk_files import DeskFileBroken
from validations.desks import CsvStyle, Desk, all_desks, path_of
from validations.outgoing_columns import CONTRACTS

# How a cell is shown, by what the contract says it holds; anything else is text.
FORMAT_OF_KIND = {"months": "integer", "amount": "amount", "date": "date"}


@dataclass(frozen=True)
class LayoutColumn:
    """One column of a file: our title, the desk's title, how its cells are shown, its width in characters."""

    title: str
    theirs: str
    format: str
    width: int


@dataclass(frozen=True)
class Layout:
    """How one desk wants one kind of file.

    Attributes:
        status: `assumed` until the desk said so itself, then `confirmed`.
        source: where the layout comes from.
        formats: the file formats the desk takes.
        sheet: the name of the sheet in a workbook.
    """

    desk: str
    kind: str
    status: str
    source: str
    formats: tuple[str, ...]
    sheet: str
    columns: tuple[LayoutColumn, ...]
    csv: CsvStyle

    @property
    def titles(self) -> tuple[str, ...]:
        """Our titles, by which the layout is held to the checked lines."""
        return tuple(column.title for column in self.columns)

    @property
    def first_row(self) -> tuple[str, ...]:
        """The titles as the desk knows them."""
        return tuple(column.theirs for column in self.columns)


def layout_of(desk: str, kind: str) -> Layout:
    """The layout of one kind of file for one desk.

    Raises:
        DeskFileBroken: there is none, or a desk's file is not as it should be.
    """
    layout = all_layouts().get((desk, kind))
    if layout is None:
        raise DeskFileBroken(f"no layout for {kind} at desk '{desk}'; add it to {path_of(desk)}")
    return layout


def all_layouts(desks: Mapping[str, Desk] | None = None) -> Mapping[tuple[str, str], Layout]:
    """Every layout, by desk and kind. Raises DeskFileBroken."""
    known = all_desks() if desks is None else desks
    return {(desk.desk, kind): _layout(desk, kind) for desk in known.values() for kind in desk.files}


def _layout(desk: Desk, kind: str) -> Layout:
    style = desk.files[kind]
    columns = tuple(
        LayoutColumn(c.title, style.titles.get(c.title, c.title), FORMAT_OF_KIND.get(c.kind, "text"), c.width)
        for c in CONTRACTS[kind]
    )
    return Layout(desk.desk, kind, desk.status, desk.source, desk.formats, style.sheet, columns, desk.csv)
