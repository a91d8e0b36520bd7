"""The landing files themselves: which file gives which table, and what can be known before a row is read.

Belongs here: finding one file (or one folder of parts) per table, its format, titles, separator, SHA-256, time, and the faults
that make it unreadable as a whole. Does not belong here: what makes a folder of parts (`landing_parts.py`), how delimited text
is proved (`exports/inbox/delimited_proof.py`), SQL (`landing_sql.py`), the order of loading and the report (`landing.py`), what
the columns must be (`validations/landing.py`).
"""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from exports.inbox.delimited import TOP, Top, copy_rows, find_top, in_chunks, lines_of, mapped
from exports.inbox.delimited_proof import prove
from sources.landing_parts import digest_of_parts, how_it_stands, parts_of
from validations.landing import LANDING_TABLES, TABLE_NAMES, Table
from validations.landing_advice import ADVICE
from validations.problems import Problem
from validations.unreadable import Unreadable

FORMATS = ("csv", "parquet")
ENDINGS = (".csv", ".parquet", "")  # the last is a folder of Parquet parts; `.parquet` may be one too


@dataclass(frozen=True)
class LandingFile:
    """One file that gives one table, as it stood when it was looked at.

    Attributes:
        table: the landing table it gives.
        name: the file's own name, as it stands in the folder.
        path: where it really lies (links resolved); the folder, where it is one of parts.
        format: `csv` or `parquet`.
        from_elsewhere: prepared from another source, rather than exported into the landing folder.
        file_time: its modification time, UTC.
        size_and_time: (bytes, nanoseconds), or that of every part: shows whether it was written to while it was read.
        sha256: hexadecimal.
        top: CSV only: titles, separator, and where the rows begin.
        records: CSV only: how many rows the proof counted; None where it did not.
        is_plain: CSV only: row n stands on the n-th line below the titles.
        mixes_line_ends: CSV only: rows end in more than one way.
        open_line: CSV only: the last line, where it may have been cut off within one of our columns; 0 otherwise.
        rows_alone: CSV only: a copy of the rows that DuckDB reads instead, where line ends or first lines are odd.
        parts: the Parquet files of a folder, in the order of their names; none where the table is one file.
    """

    table: str
    name: str
    path: Path
    format: str
    from_elsewhere: bool
    file_time: datetime
    size_and_time: tuple[object, ...]
    sha256: str = ""
    top: Top | None = None
    records: int | None = None
    is_plain: bool = False
    mixes_line_ends: bool = False
    open_line: int = 0
    rows_alone: Path | None = None
    parts: tuple[Path, ...] = ()

    @property
    def size(self) -> int:
        """Bytes, of all its parts together where it is a folder of parts."""
        return sum(path.stat().st_size for path in self.parts or (self.path,))

    @property
    def titles(self) -> tuple[str, ...]:
        return self.top.titles if self.top else ()

    def lines_of(self, rows: tuple[int, ...]) -> tuple[int, ...]:
        """The lines of the file on which rows begin (the first row below the titles is row 1); none for Parquet."""
        if self.top is None or not rows:
            return ()
        if self.is_plain:
            return tuple(self.top.line + row - 1 for row in rows)
        with mapped(self.path) as data:
            counts_empty = self.top.width == 1 and not self.mixes_line_ends
            return tuple(lines_of(data, self.top, rows, counts_empty=counts_empty))


@dataclass(frozen=True)
class Found:
    """What the folder holds: a file or the problem with it, for each table that is given, and other files' names."""

    files: Mapping[str, LandingFile]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]


def problem(
    table: str,
    rule: str,
    *,
    column: str | None = None,
    count: int = 1,
    rows: Iterable[int] = (),
    lines: Iterable[int] = (),
    **words: object,
) -> Problem:
    """A Problem with the advice for its rule; `words` fill in the advice, and are never cell values."""
    return Problem(table, column, rule, count, tuple(rows), ADVICE[rule].format(**{"table": table, **words}), tuple(lines))


def find_files(landing_dir: Path, elsewhere: Mapping[str, Path], instead: Mapping[str, Path] = MappingProxyType({})) -> Found:
    """Finds the one file of each table, in the folder or `elsewhere` (table -> prepared file), without reading it.

    `instead`: table -> a folder of parts that is read in place of whatever else gives that table.

    Raises:
        ValueError: `elsewhere` names a table that does not exist, or a file that is neither CSV nor Parquet.
    """
    _check_elsewhere({**elsewhere, **instead})
    names = sorted(entry.name for entry in landing_dir.iterdir()) if landing_dir.is_dir() else []
    files, problems = {}, []
    for table in LANDING_TABLES:
        if table.name in instead:
            file, problems_here = _describe(table.name, instead[table.name], from_elsewhere=table.name in elsewhere)
        else:
            file, problems_here = _find_one(table, landing_dir, names, elsewhere.get(table.name))
        problems += problems_here
        if file is not None:
            files[table.name] = file
    ours = {f"{name}{ending}" for name in TABLE_NAMES for ending in ENDINGS}
    ignored = tuple(name for name in names if not name.startswith(".") and name.lower() not in ours)
    return Found(files, tuple(problems), ignored)


def _check_elsewhere(elsewhere: Mapping[str, Path]) -> None:
    unknown = sorted(elsewhere.keys() - set(TABLE_NAMES))
    if unknown:
        raise ValueError(f"no such landing table: {', '.join(unknown)}")
    if any(path.suffix.removeprefix(".") not in FORMATS and not path.is_dir() for path in elsewhere.values()):
        raise ValueError("a prepared landing table must be a .csv or .parquet file")


def _find_one(table: Table, folder: Path, names: list[str], prepared: Path | None) -> tuple[LandingFile | None, list[Problem]]:
    """(file or None, problems) for one table."""
    exact = [name for name in names if name in places_of(table.name) and ("." in name or (folder / name).is_dir())]
    # A file that differs in capitals only would be passed over, and with it, say, every objection in it.
    alike = [name for name in names if name.lower() in places_of(table.name) and name not in exact]
    alike = [name for name in alike if "." in name or (folder / name).is_dir()]
    if alike:
        return None, [problem(table.name, "file_name_not_exact", count=len(alike))]
    if len(exact) + (prepared is not None) > 1:
        places = [*(f"landing/{name}" for name in exact), *(["another source"] if prepared else [])]
        return None, [problem(table.name, "given_twice", count=len(places), places=" and ".join(places))]
    if prepared is not None:
        return _describe(table.name, prepared, from_elsewhere=True)
    if exact:
        return _in_folder(table.name, folder, exact[0])
    return None, [] if table.may_be_absent else [problem(table.name, "table_missing")]


def places_of(table: str) -> tuple[str, ...]:
    """The names that a table may have in the landing folder; without an ending it is a folder of parts."""
    return tuple(f"{table}{ending}" for ending in ENDINGS)


def _in_folder(table: str, folder: Path, name: str) -> tuple[LandingFile | None, list[Problem]]:
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        return None, [problem(table, "outside_folder")]
    return _describe(table, path, from_elsewhere=False)


def _describe(table: str, path: Path, *, from_elsewhere: bool) -> tuple[LandingFile | None, list[Problem]]:
    try:
        real = path.resolve(strict=True)
        facts = real.stat()
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return None, [problem(table, "unreadable_file")]
    if stat.S_ISDIR(facts.st_mode) and path.suffix != ".csv":
        return _describe_parts(table, path.name, real, from_elsewhere)
    if not stat.S_ISREG(facts.st_mode):
        return None, [problem(table, "not_a_file")]
    if facts.st_size == 0:
        return None, [problem(table, "empty_file")]
    file_time = datetime.fromtimestamp(facts.st_mtime, UTC)
    format_ = path.suffix.removeprefix(".")
    return LandingFile(table, path.name, real, format_, from_elsewhere, file_time, _size_and_time(facts)), []


def _describe_parts(table: str, name: str, folder: Path, from_elsewhere: bool) -> tuple[LandingFile | None, list[Problem]]:
    try:
        parts, broken = parts_of(folder)
        if broken:
            return None, [problem(table, broken)]
        newest = max(path.stat().st_mtime for path in parts)
        stands = how_it_stands(parts)
    except OSError:
        return None, [problem(table, "unreadable_file")]
    file_time = datetime.fromtimestamp(newest, UTC)
    return LandingFile(table, name, folder, "parquet", from_elsewhere, file_time, stands, parts=parts), []


def _size_and_time(facts: os.stat_result) -> tuple[int, int]:
    return facts.st_size, facts.st_mtime_ns


def is_unchanged(file: LandingFile) -> bool:
    """Whether the file has still the size and time it had when it was found."""
    try:
        if file.parts:
            return parts_of(file.path) == (file.parts, "") and how_it_stands(file.parts) == file.size_and_time
        return _size_and_time(file.path.stat()) == file.size_and_time
    except OSError:
        return False


def examine(file: LandingFile, work_dir: Path) -> tuple[LandingFile, tuple[Problem, ...]]:
    """Reads the file once, as bytes: gives it back with SHA-256 and, for CSV, proved; or its problem.

    `work_dir` is for the copy of a CSV file that DuckDB's strict reader would take for damaged.
    """
    try:
        return (_proved(file, work_dir) if file.format == "csv" else _hashed(file)), ()
    except Unreadable as refused:
        found = problem(file.table, refused.rule, count=refused.count, lines=refused.lines)
    except OSError:
        found = problem(file.table, "unreadable_file")
    return file, (found,)


def glance(file: LandingFile) -> LandingFile | None:
    """The file with its SHA-256 and titles, nothing proved: enough to know one that was proved before. None: unreadable."""
    try:
        return replace(_hashed(file), top=_top_of(file) if file.format == "csv" else None)
    except (Unreadable, OSError):
        return None


def _hashed(file: LandingFile) -> LandingFile:
    if file.parts:
        return replace(file, sha256=digest_of_parts((path.name, _digest_of(path)) for path in file.parts))
    return replace(file, sha256=_digest_of(file.path))


def _digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    for chunk in in_chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def _ours(file: LandingFile) -> set[str]:
    return next({column.name for column in each.columns} for each in LANDING_TABLES if each.name == file.table)


def _top_of(file: LandingFile) -> Top:
    ours = _ours(file)
    with file.path.open("rb") as stream:
        return find_top(stream.read(TOP), ",;", known=lambda cells: len(ours & {cell.lower() for cell in cells}))


def _proved(file: LandingFile, work_dir: Path) -> LandingFile:
    top = _top_of(file)
    digest = hashlib.sha256()

    def chunks() -> Iterator[bytes]:
        for chunk in in_chunks(file.path):
            digest.update(chunk)
            yield chunk

    proof = prove(chunks(), top, lambda: mapped(file.path))
    copy = None
    if proof.mixes_line_ends or top.start > len(codecs.BOM_UTF8):  # or lines above the titles
        copy = work_dir / f"{file.table}.csv"
        copy_rows(file.path, top, copy, with_one_line_end=proof.mixes_line_ends)
    return replace(
        file,
        sha256=digest.hexdigest(),
        top=top,
        records=proof.records,
        is_plain=proof.is_plain,
        mixes_line_ends=proof.mixes_line_ends,
        open_line=proof.open_line if top.titles[-1].lower() in _ours(file) else 0,
        rows_alone=copy,
    )


def top_level_titles(elements: list[tuple[str, int | None]]) -> list[str]:
    """The names directly below the root of a Parquet schema, which is written depth first."""
    titles, position = [], 1
    while position < len(elements):
        titles.append(elements[position][0])
        to_pass = 1
        while to_pass:
            to_pass += (elements[position][1] or 0) - 1
            position += 1
    return titles
