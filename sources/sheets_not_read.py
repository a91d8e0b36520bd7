"""Worksheets that no block of the mapping reads, in a workbook of which it reads others.

Belongs here: which sheets these are, and what a person must know of them. Does not belong here: files that nobody read
(files_not_read.py), titles that nobody read (guards/unused.py), or the reading itself.

The payments of a new month on a sheet of their own, or agreements on a sheet that nobody thought of, would be passed over: who
paid, or keeps to an agreement, would be reported. So a sheet with the titles of one that is read, of which `map` would make a
table, or with a name that speaks of what keeps a signal back, refuses until a block reads it or says by `unread_sheets` that it
does not count; others are named, but for those that say what the codes or titles of the exports mean (explaining.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from sources.codes_said import said_otherwise_by
from sources.explaining import LONGEST, explains
from sources.files_set_aside import kept_back_in, sheets_set_aside
from sources.findings import Finding, Severity
from sources.guards.reversals import names_reversals
from sources.guards.shared import names_co_tenants
from sources.lookups_not_read import looks_in, only_looked_in
from sources.reading.cells import TITLES_SOUGHT, plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import FOLDER, Export
from sources.reading.sheets import is_named, is_of_a_month
from sources.reading.where import with_line
from sources.reading.workbooks import is_workbook, workbook_at
from sources.tables_seen import MOST_LINES, table_of_sheet
from sources.words.blocks import Sheet
from validations.unreadable import Unreadable

SPEAKS_OF_PEOPLE = (
    r"bezwa|regeling|afspra|overl(e|ij)d|mede ?(huur|contract)|bewind|deurwaarder|(elders|door) ?gemeld|afwacht"
    r"|(incasso|aanmaan) ?(stop|blok)|dunning ?block"
)
FEWEST_LINES = 2  # titles and something below them
NOT_READ = "sheet_not_read"


def sheets_not_read(
    con: duckdb.DuckDBPyConnection,
    workbooks: Mapping[Path, Sequence[Export]],
    exports: Sequence[Export],
    shapes: Sequence[ExportShape],
) -> list[Finding]:
    """What a person must know of sheets that no block reads.

    Args:
        con: holds what was made of each table as `made_<table>`.
        workbooks: each file that was read, with its blocks.
        exports: all blocks of the mapping; a lookup reads a sheet too.
        shapes: how the sheets that were read look.
    """
    findings: list[Finding] = []
    unread: list[Sheet] = []
    for path, blocks in workbooks.items():
        if any(block.sheet for block in blocks):
            findings += _of_workbook(con, path, blocks, exports, shapes, unread)
    return [*findings, *said_otherwise_by(unread, exports)]


def _of_workbook(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    blocks: Sequence[Export],
    exports: Sequence[Export],
    shapes: Sequence[ExportShape],
    unread: list[Sheet],
) -> Iterator[Finding]:
    """What is said of each of its sheets that no block reads; those that are no table of ours go to `unread`."""
    counting = [block.sheet for block in blocks if block.sheet]
    known = [*counting, *(name for block in blocks for name in block.unread_sheets)]
    yield from sheets_set_aside(path, blocks, counting)
    keys = {(block.file, block.sheet) for block in blocks}
    read = {shape.sheet or "": set(shape.titles) for shape in shapes if shape.key in keys}
    for name, whole in _filled(path, known):
        rows = whole[:MOST_LINES]
        if looks_in(exports, Sheet(path.name, rows, name)):
            setting = f'in een blok van dit bestand unread_sheets = ["{name}"]'
            found = only_looked_in(Sheet(path.name, rows, name), exports, {each.table for each in exports}, setting)
            yield from (with_line(each, blocks[0].where) for each in found)
            continue
        titles_of = [{plain_title(cell) for cell in row if cell} for row in rows[:TITLES_SOUGHT]]
        like = next((sheet for sheet, titles in read.items() if titles and any(titles <= row for row in titles_of)), None)
        speaks = re.search(SPEAKS_OF_PEOPLE, name.casefold()) is not None
        table = None if like is not None or speaks else table_of_sheet(path.name, rows, name)
        if not (like is not None or speaks or table):
            speaks = kept_back_in(Sheet("", rows, name)) is not None  # by its titles; the workbook's name is of all its sheets
            table = "co_tenants" if not speaks and names_co_tenants(con, rows) else None
            table = table or ("ledger_entries" if names_reversals(con, rows, name) else None)
        severity: Severity = "refused" if like is not None or speaks or table else "warning"
        if severity == "warning":
            unread.append(sheet := Sheet(path.name, whole, name))
            if explains(sheet, exports, shapes):
                continue  # a list of codes that the mapping gives a meaning, or of what titles mean
        yield with_line(Finding(severity, f"{FOLDER}/{path.name}", NOT_READ, _text(name, like, table)), blocks[0].where)


def _filled(path: Path, known: Sequence[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """The sheets of a workbook that none of these names or patterns fits, and that hold lines: name, its first lines."""
    if not is_workbook(path):
        return
    try:
        for name, sheet in workbook_at(path).items():
            rows = [row for row in sheet.rows() if any(row)] if not any(is_named(each, name) for each in known) else []
            if len(rows) >= FEWEST_LINES:
                yield name, rows[:LONGEST]
    except Unreadable:  # named by whoever reads its sheets
        return


def _text(name: str, like: str | None, table: str | None = None) -> str:
    what = f"het blad '{name}' wordt door geen blok van mapping.toml gelezen"
    what += f", en heeft de titels van blad '{like}': wat er staat, telt niet mee" if like else ": wat er staat, telt niet mee"
    what += f", en map zou er {table} van maken" if table else ""
    also = f', of laat het blok van dat blad het meelezen: sheet = ["{like}", "{name}"]' if like else ""
    month = ', of met een ster voor wat elke maand anders is: sheet = "* 2026"' if like and is_of_a_month(name) else ""
    return (
        f"{what}. Maak er een blok van met sheet{also}{month}. Doet het er niet toe, zet dan in een blok van dit bestand "
        f'unread_sheets = ["{name}"].'
    )
