"""Files and worksheets in which a mapping only looks something up: what else stands there, which nothing reads.

Belongs here: what a person must know of them. Does not belong here: what `map` says of such lists
(looked_in_only.py), which files these are (files_not_read.py), or files and sheets of which a mapping says nothing
(files_looked_into.py, sheets_not_read.py).

A register of cases gives letters their contract, and says beside it who objected: as a file that counts it would never be asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

from sources.explaining import explains
from sources.files_set_aside import ABOUT, kept_back_in
from sources.findings import Finding, Severity
from sources.reading.cells import TITLES_SOUGHT, plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import FOLDER, Export
from sources.reading.settings import Lookup
from sources.reading.sheets import is_named
from sources.tables_seen import sheets_in, tables_of, whole_table_of
from sources.words.blocks import Sheet
from sources.words.needs import REFERENCES

ONLY_LOOKED_IN = "only_looked_in"


def of_files_looked_in(
    paths: Sequence[Path],
    given: Collection[str],
    made: Mapping[str, Path],
    exports: Sequence[Export],
    shapes: Sequence[ExportShape],
) -> list[Finding]:
    """What is to be said of such files, sheet by sheet; arguments as of `files_looked_into`."""
    return [finding for path in paths for sheet in sheets_in(path) for finding in _of_sheet(sheet, given, made, exports, shapes)]


def only_looked_in(sheet: Sheet, exports: Sequence[Export], given: Collection[str], setting: str) -> list[Finding]:
    """A finding where a sheet in which blocks look something up seems to be of a table that none of those gives. `setting`: by
    which a person says that it is of no matter.
    """
    looking = [(each, made, found) for each in exports for made, found in each.lookup.items() if _looks_in(found, sheet)]
    rest = _without(sheet, [found.take for each, made, found in looking if _counts(each, made)])
    kept_back = kept_back_in(rest)
    table = kept_back[0] if kept_back else whole_table_of(rest)
    if table is None or table in {each.table for each, *_ in looking}:
        return []
    severity: Severity = "refused" if kept_back or table not in given else "warning"
    so = f", en {ABOUT[table][1]}" if table in ABOUT else ""
    begins = f"in het blad '{sheet.sheet}'" if sheet.sheet else "in dit bestand"
    what = f"dat spreekt van {ABOUT[table][0]}" if kept_back else f"map zou er {table} van maken"
    text = (
        f"{begins} zoekt mapping.toml alleen iets op, en {what}: wat er verder staat, telt niet mee{so}. Maak er ook een blok "
        f"[[{table}]] van, of zet, als het er niet toe doet, {setting}."
    )
    return [Finding(severity, f"{FOLDER}/{sheet.file}", ONLY_LOOKED_IN, text)]


def looks_in(exports: Sequence[Export], sheet: Sheet) -> bool:
    """Whether some block looks something up in a sheet."""
    return any(_looks_in(lookup, sheet) for each in exports for lookup in each.lookup.values())


def _of_sheet(
    sheet: Sheet, given: Collection[str], made: Mapping[str, Path], exports: Sequence[Export], shapes: Sequence[ExportShape]
) -> Iterator[Finding]:
    setting = f'bovenaan mapping.toml, voor het eerste blok, unread_files = ["{sheet.file}"]'
    if looks_in(exports, sheet):
        yield from only_looked_in(sheet, exports, given, setting)
        return
    found = [table for _, table in tables_of([sheet], made, given)]
    kept_back = kept_back_in(sheet)
    if not (found or kept_back) and explains(sheet, exports, shapes):
        return
    table = kept_back[0] if kept_back else next(iter(found), "")
    why = f", en het spreekt van {ABOUT[table][0]}" if kept_back else f", en map zou er {table} van maken" if table else ""
    text = (
        f"het blad '{sheet.sheet}' wordt door geen blok van mapping.toml gelezen{why}: wat er staat, telt niet mee. Maak er een "
        f"blok van met sheet; doet het er niet toe, zet dan {setting}."
    )
    yield Finding("refused" if table else "warning", f"{FOLDER}/{sheet.file}", ONLY_LOOKED_IN, text)


def _looks_in(lookup: Lookup, sheet: Sheet) -> bool:
    return fnmatch(sheet.file, lookup.file) and (lookup.sheet is None or is_named(lookup.sheet, sheet.sheet or ""))


def _counts(block: Export, made: str) -> bool:
    """Whether a title that a block looks up gives a column of ours that is more than the number of a contract or somebody."""
    return any(plain_title(title) == plain_title(made) for name, title in block.columns.items() if name not in REFERENCES)


def _without(sheet: Sheet, titles: Sequence[str]) -> Sheet:
    """The sheet without the columns of these titles: what is taken of it does count."""
    taken = {plain_title(each) for each in titles}
    gone = {at for row in sheet.rows[:TITLES_SOUGHT] for at, cell in enumerate(row) if plain_title(cell) in taken}
    return replace(sheet, rows=[[cell for at, cell in enumerate(row) if at not in gone] for row in sheet.rows])
