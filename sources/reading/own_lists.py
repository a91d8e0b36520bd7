"""The lists that hardly any landlord system gives (objections, deaths, mandates, agreements with municipalities): typed by a
person below titles that are ready, and read without a line of mapping.toml.

Belongs here: which lists lie in landing/exports, whether they are filled in, and a death noted with its tenant. Does not belong
here: their names and titles (own_lists.toml), reading their cells (mapping.py), or writing them empty (orchestration/cli/map.py).

An empty list says nothing by itself: that nobody objected is said by `geen`, else whoever objected would be reported.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from exports.ground.files import ensure_dir, write_atomically
from sources.findings import Finding, amount_of
from sources.landing_files import places_of
from sources.reading.cells import Opened, plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import DELIMITERS, ENCODINGS, FOLDER, TABLES, Export

LISTS = Path(__file__).with_name("own_lists.toml")
NOBODY = "geen"
LIST_NOT_FILLED = "list_not_filled"  # a rule
DEATHS = "overleden.csv"
LARGEST = 4 << 20  # bytes; nobody types more
LINES_ABOVE = 5  # the line that says how to fill the list in, and what a person wrote above it


@dataclass(frozen=True)
class OwnList:
    """One list as it is given to a person.

    Attributes:
        file: its name in landing/exports. table: the landing table that it gives; `overleden.csv` gives a column of it.
        fill: how to fill it in. asks: what it would say by being empty; "" where that says nothing. question: what a person is
            asked of it; "" of a list with more to fill in than an answer holds.
        said: what a block of a mapping file says of it.
    """

    file: str
    table: str
    fill: str
    asks: str
    question: str
    said: Mapping[str, Any]

    @property
    def titles(self) -> list[str]:
        return list(self.said["columns"].values())

    def text(self, line: str = "") -> str:
        """The list: how to fill it in, its titles, and the one line that a person said, if any."""
        return f"{self.fill}\r\n{';'.join(self.titles)}\r\n{line}{chr(13) + chr(10) if line else ''}"


@dataclass(frozen=True)
class OwnLists:
    """What the lists in a landing folder give.

    Attributes:
        exports: blocks to read. copies: for each the copy of its file, without the lines that say `geen`.
        files: the lists themselves. findings: what a person must know.
    """

    exports: tuple[Export, ...] = ()
    copies: Mapping[str, Path] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Read:
    """A list as it was saved: its lines from the first on, of which those below `title_row` are filled in or say `geen`."""

    lines: list[str]
    delimiter: str
    title_row: int
    rows: int
    nobody: list[int]  # the lines that say so, from 1


@cache
def own_lists() -> Mapping[str, OwnList]:
    """File name -> the list."""
    said = tomllib.loads(LISTS.read_text(encoding="utf-8"))
    return {
        file: OwnList(file, each.pop("table"), each.pop("fill"), each.pop("asks", ""), each.pop("question", ""), each)
        for file, each in said.items()
    }


def is_own_list(path: Path) -> bool:
    """Whether a file is one of the lists, with its titles; a landlord's own export may have the same name."""
    return path.name in own_lists() and _read(path, own_lists()[path.name]) is not None


def is_filled_in(path: Path) -> bool:
    """Whether something stands in one of the lists, or that nobody does."""
    found = _read(path, own_lists()[path.name])
    return found is not None and bool(found.rows or found.nobody)


def lists_in(landing_dir: Path, work_dir: Path, exports: Sequence[Export], before: Sequence[ExportShape] = ()) -> OwnLists:
    """The lists in landing/exports that no block of the mapping file reads.

    Args:
        landing_dir: the home's `landing`.
        work_dir: for copies of them.
        exports: the blocks of the mapping file; a list of a table that they give adds to it.
        before: how the files looked at the last good load, lists among them: one that is gone since refuses.
    """
    blocks: list[Export] = []
    copies, files, findings = {}, [], _gone(landing_dir, before)
    for file, each in own_lists().items():
        path = landing_dir / FOLDER / file
        found = _read(path, each)
        if found is None or any(fnmatch(file, export.file) for export in exports):
            continue
        files.append(path)
        if found.rows and each.file == DEATHS and all(export.table != "tenants" for export in exports):
            text = "vult de huurders aan die mapping.toml leest, en die leest er geen. Zet deceased_on in uw eigen tabel tenants."
            findings.append(Finding("refused", f"{FOLDER}/{file}", "list_of_nobody", text))
        elif found.rows or (found.nobody and not each.asks):
            blocks.append(_export(each, found))
            copies[file] = _copied(found, work_dir / "own_lists" / file)
        elif each.asks and not found.nobody and not _is_given(each, landing_dir, exports):
            text = f"is nog leeg. Vul haar in; is het zo {each.asks}, schrijf dan op de regel onder de titels: {NOBODY}."
            findings.append(Finding("refused", f"{FOLDER}/{file}", LIST_NOT_FILLED, text))
    return OwnLists(tuple(blocks), copies, tuple(files), tuple(findings))


def tables_of_lists(landing_dir: Path) -> frozenset[str]:
    """The tables that the lists in landing/exports would give, where the mapping file refuses before they are looked at."""
    return frozenset(each.table for each in own_lists().values() if is_own_list(landing_dir / FOLDER / each.file))


def lists_waiting(landing_dir: Path) -> dict[str, str]:
    """Table -> the list in landing/exports that would give it, in which nobody wrote anything yet though something has to."""
    found = {}
    for file, each in own_lists().items():
        has_to = each.asks or not TABLES[each.table].may_be_absent
        read = _read(landing_dir / FOLDER / file, each) if has_to and each.file != DEATHS else None
        if read is not None and not read.rows and not read.nobody:
            found[each.table] = file
    return found


def lists_missing(landing_dir: Path, given: Collection[str], gives_deaths: bool) -> list[OwnList]:
    """The lists worth a place in landing/exports: of tables that nothing gives yet, and not there yet."""
    return [
        each
        for each in own_lists().values()
        if not (landing_dir / FOLDER / each.file).exists()
        and (not gives_deaths if each.file == DEATHS else each.table not in given)
    ]


def _gone(landing_dir: Path, before: Sequence[ExportShape]) -> list[Finding]:
    """A list that was read at the last good load and is not there now: whoever stood on it would be reported again."""
    text = (
        "werd de vorige keer gelezen en is er nu niet: wie erop stond, zou weer worden gemeld. Zet haar terug; is er niemand "
        f"meer, dan met {NOBODY} onder de titels."
    )
    return [
        Finding("refused", f"{FOLDER}/{file}", "list_gone", text)
        for file, each in own_lists().items()
        if each.asks
        and not (landing_dir / FOLDER / file).exists()
        and any(shape.file == file and set(map(plain_title, each.titles)) <= set(shape.titles) for shape in before)
    ]


def _is_given(each: OwnList, landing_dir: Path, exports: Sequence[Export]) -> bool:
    """Whether something else gives what the list would: then its being empty says nothing."""
    if (landing_dir / "vera").is_dir():
        return True
    if each.file == DEATHS:
        blocks = [export for export in exports if export.table == "tenants"]
        return not blocks or any("deceased_on" in {**export.columns, **export.split} for export in blocks)
    plain = any((landing_dir / place).exists() for place in places_of(each.table))
    return plain or any(export.table == each.table for export in exports)


def _export(each: OwnList, found: _Read) -> Export:
    block = Export(table=each.table, file=each.file, title_row=found.title_row, delimiter=found.delimiter, **each.said)
    made = {column: tuple(parts) for column, parts in block.made_ids.items()}
    return replace(block, made_ids=made, dates=("dd-mm-jjjj", "dd-mm-jj"))


def _copied(found: _Read, target: Path) -> Path:
    """The list in UTF-8 without the lines that say `geen`, which have fewer cells; each other line keeps its number."""
    ensure_dir(target.parent)
    lines = ["" if number in found.nobody else line for number, line in enumerate(found.lines, start=1)]
    write_atomically(target, "\n".join([*lines, ""]).encode())
    return target


def _read(path: Path, each: OwnList) -> _Read | None:
    """How a list was saved and how many lines are filled in; None where it is not there, or has other titles."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        return None
    data = path.read_bytes()
    wanted = set(map(plain_title, each.titles))
    for codec in ENCODINGS.values():
        try:
            lines = data.decode(codec).splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines[:LINES_ABOVE], start=1):
            for delimiter in DELIMITERS:
                if wanted <= set(map(plain_title, _cells(line, delimiter))):
                    return _filled(lines, delimiter, number)
    return None


def _filled(lines: list[str], delimiter: str, title_row: int) -> _Read:
    below = list(enumerate(lines, start=1))[title_row:]
    rows = [(number, cells) for number, line in below if any(map(str.strip, cells := _cells(line, delimiter)))]
    nobody = [number for number, cells in rows if cells[0].strip().lower() == NOBODY and not any(map(str.strip, cells[1:]))]
    return _Read(lines, delimiter, title_row, len(rows) - len(nobody), nobody)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def note_deaths(con: duckdb.DuckDBPyConnection, sources: Sequence[tuple[str, Opened]]) -> list[Finding]:
    """Takes the lines of the list of deaths out of `made_tenants`, and notes each day with its tenant; refuses a number that no
    tenant has, whose tenant would be reported.
    """
    numbers = [number for number, (name, _) in enumerate(sources) if name == DEATHS]
    if not numbers:
        return []
    opened = sources[numbers[0]][1]
    con.execute("create or replace table deaths as from made_tenants where source_no = ?", numbers)
    con.execute("delete from made_tenants where source_no = ?", numbers)
    unknown = [line for (line,) in con.execute(
        "select line_no from deaths where tenant_id not in (select tenant_id from made_tenants where tenant_id is not null)"
        " or deceased_on is null order by line_no"
    ).fetchall()]  # fmt: skip
    con.execute(
        "update made_tenants set deceased_on = least(deceased_on, died.first_day)"
        " from (select tenant_id, min(deceased_on) as first_day from deaths group by tenant_id) as died"
        " where made_tenants.tenant_id = died.tenant_id"
    )
    if not unknown:
        return []
    lines = ", ".join(map(str, opened.lines(unknown[:10])))
    what = amount_of(len(unknown), "huurdernummer dat", "huurdernummers die")
    text = (
        f"regel {lines}: {what} in geen huurderslijst {'staat' if len(unknown) == 1 else 'staan'}, of zonder datum. Herstel dat."
    )
    return [Finding("refused", f"{FOLDER}/{DEATHS}", "death_of_nobody", text, len(unknown))]
