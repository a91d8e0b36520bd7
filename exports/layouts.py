"""How each desk wants its files: titles, order, cell formats and csv style, as data in `desk_layouts/`, checked here.

Belongs here: reading and checking the layouts. Does not belong here: what may leave at all (validations/outgoing.py: a
layout can neither add, drop nor rename a column) and the names of files and folders (batches.py: they are fixed).

The desks' manuals are not public, so each layout says whether it is `assumed` or `confirmed`, and by what.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from validations.outgoing import CONTRACTS, Column

FOLDER = Path(__file__).parent / "desk_layouts"

# How a cell may be shown, by what the contract says it holds.
FORMAT_OF_KIND = {"months": "integer", "amount": "amount", "date": "date"}
FILE_FORMATS = ("xlsx", "csv")
STATUSES = ("assumed", "confirmed")
HEAD_KEYS = {"desk", "status", "source", "formats", "csv"}
LONGEST_SHEET_NAME = 31


class LayoutBroken(Exception):
    """A layout file that is not as it should be; the text names file, key and rule."""


@dataclass(frozen=True)
class LayoutColumn:
    """One column of a file: its title, how its cells are shown, its width in characters."""

    title: str
    format: str
    width: int


@dataclass(frozen=True)
class CsvStyle:
    """How a csv file is written. `date` is a strftime pattern, `encoding` a Python codec."""

    delimiter: str
    decimal: str
    encoding: str
    date: str


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
        return tuple(column.title for column in self.columns)


def layout_of(desk: str, kind: str) -> Layout:
    """The layout of one kind of file for one desk.

    Raises:
        LayoutBroken: there is none, or a layout file is not as it should be.
    """
    layout = all_layouts().get((desk, kind))
    if layout is None:
        raise LayoutBroken(f"no layout for {kind} at desk '{desk}'; add it to exports/desk_layouts/{desk}.toml")
    return layout


@cache
def all_layouts(folder: Path = FOLDER) -> Mapping[tuple[str, str], Layout]:
    """Every layout in `folder`, by desk and kind, each held to the contract of its kind. Raises LayoutBroken."""
    found: dict[tuple[str, str], Layout] = {}
    for path in sorted(folder.glob("*.toml")):
        for layout in _read(path):
            found[layout.desk, layout.kind] = layout
    return found


def _read(path: Path) -> list[Layout]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise LayoutBroken(f"{path.name} is not TOML: {problem}") from None
    _require(data.keys() >= HEAD_KEYS, path, f"the keys {', '.join(sorted(HEAD_KEYS))} must all be there")
    _require(data["desk"] == path.stem, path, "'desk' must be the name of the file")
    _require(data["status"] in STATUSES, path, f"'status' must be one of {', '.join(STATUSES)}")
    _require(isinstance(data["source"], str) and data["source"].strip() != "", path, "'source' must say where from")
    formats = tuple(data["formats"])
    _require(bool(formats) and set(formats) <= set(FILE_FORMATS), path, f"'formats' may hold {', '.join(FILE_FORMATS)}")
    kinds = data.keys() - HEAD_KEYS
    _require(bool(kinds) and kinds <= CONTRACTS.keys(), path, f"its tables must be among {', '.join(CONTRACTS)}")
    style = _csv_style(data["csv"], path)
    return [
        Layout(
            desk=data["desk"],
            kind=kind,
            status=data["status"],
            source=data["source"],
            formats=formats,
            sheet=_sheet(data[kind], path),
            columns=_columns(data[kind], CONTRACTS[kind], path),
            csv=style,
        )
        for kind in sorted(kinds)
    ]


def _csv_style(table: Mapping, path: Path) -> CsvStyle:
    _require(set(table) == {"delimiter", "decimal", "encoding", "date"}, path, "[csv] has four keys, see CsvStyle")
    style = CsvStyle(**table)
    _require(style.delimiter in {";", ",", "\t"}, path, "a csv delimiter is ; or , or a tab")
    _require(style.decimal in {",", "."} - {style.delimiter}, path, "a decimal sign is , or . and not the delimiter")
    _require(style.encoding in {"utf-8", "utf-8-sig"}, path, "an encoding is utf-8 or utf-8-sig (with BOM)")
    return style


def _sheet(table: Mapping, path: Path) -> str:
    sheet = table.get("sheet")
    _require(isinstance(sheet, str) and 0 < len(sheet) <= LONGEST_SHEET_NAME, path, "'sheet' is a name of 1 to 31 signs")
    return sheet


def _columns(table: Mapping, contract: tuple[Column, ...], path: Path) -> tuple[LayoutColumn, ...]:
    rows = table.get("columns", [])
    _require(all(set(row) == {"title", "format", "width"} for row in rows), path, "a column has title, format and width")
    columns = tuple(LayoutColumn(**row) for row in rows)
    titles = [column.title for column in contract]
    _require([c.title for c in columns] == titles, path, "titles and order must be those of the contract")
    for column, promised in zip(columns, contract, strict=True):
        due = FORMAT_OF_KIND.get(promised.kind, "text")
        _require(column.format == due, path, f"'{column.title}' holds {promised.kind}, so its format must be {due}")
        _require(type(column.width) is int and column.width > 0, path, f"the width of '{column.title}' is a number")
    return columns


def _require(holds: bool, path: Path, rule: str) -> None:
    if not holds:
        raise LayoutBroken(f"{path.name}: {rule}")
