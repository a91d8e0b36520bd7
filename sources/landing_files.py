"""The landing files themselves: which file gives which table, and what can be known before a row is read.

Belongs here: finding one file a table, its format, titles, separator, SHA-256, time, and the faults that make it
unreadable as a whole (not UTF-8, NUL bytes, no titles). Does not belong here: SQL (`landing_sql.py`), the order of
loading and the report (`landing.py`), what the columns must be (`validations/landing.py`).
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from validations.landing import ADVICE, LANDING_TABLES, TABLE_NAMES, Table
from validations.problems import Problem

FORMATS = ("csv", "parquet")

_CHUNK = 1 << 20  # bytes; also the most that titles may take


@dataclass(frozen=True)
class LandingFile:
    """One file that gives one table, as it stood when it was looked at.

    Attributes:
        table: the landing table it gives.
        name: the file's own name, as it stands in the folder.
        path: where it really lies (links resolved).
        format: `csv` or `parquet`.
        from_elsewhere: prepared from another source, rather than exported into the landing folder.
        file_time: its modification time, UTC.
        size_and_time: (bytes, nanoseconds): tells whether it was written to while it was read.
        sha256: hexadecimal.
        titles: CSV only: the titles as they stand, in order.
        delimiter: CSV only: comma or semicolon.
        mixes_line_ends: CSV only: more than one kind of line end, in a file whose quotes all end where they should.
    """

    table: str
    name: str
    path: Path
    format: str
    from_elsewhere: bool
    file_time: datetime
    size_and_time: tuple[int, int]
    sha256: str = ""
    titles: tuple[str, ...] = ()
    delimiter: str = ","
    mixes_line_ends: bool = False


@dataclass(frozen=True)
class Found:
    """What the folder holds: a file or the problem with it, for each table that is given, and other files' names."""

    files: Mapping[str, LandingFile]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]


def problem(table: str, rule: str, *, column: str | None = None, count: int = 1, rows: Iterable[int] = (), **words):
    """A Problem with the advice for its rule; `words` fill in the advice, and are never cell values."""
    return Problem(table, column, rule, count, tuple(rows), ADVICE[rule].format(**{"table": table, **words}))


def find_files(landing_dir: Path, elsewhere: Mapping[str, Path]) -> Found:
    """Finds the one file of each table, in the folder or `elsewhere` (table -> prepared file), without reading it.

    Raises:
        ValueError: `elsewhere` names a table that does not exist, or a file that is neither CSV nor Parquet.
    """
    _check_elsewhere(elsewhere)
    names = sorted(entry.name for entry in landing_dir.iterdir()) if landing_dir.is_dir() else []
    files, problems = {}, []
    for table in LANDING_TABLES:
        file, problems_here = _find_one(table, landing_dir, names, elsewhere.get(table.name))
        problems += problems_here
        if file is not None:
            files[table.name] = file
    ours = {f"{name}.{format_}" for name in TABLE_NAMES for format_ in FORMATS}
    ignored = tuple(name for name in names if not name.startswith(".") and name.lower() not in ours)
    return Found(files, tuple(problems), ignored)


def _check_elsewhere(elsewhere: Mapping[str, Path]) -> None:
    unknown = sorted(elsewhere.keys() - set(TABLE_NAMES))
    if unknown:
        raise ValueError(f"no such landing table: {', '.join(unknown)}")
    if any(path.suffix.removeprefix(".") not in FORMATS for path in elsewhere.values()):
        raise ValueError("a prepared landing table must be a .csv or .parquet file")


def _find_one(table: Table, folder: Path, names: list[str], prepared: Path | None):
    """(file or None, problems) for one table."""
    exact = [f"{table.name}.{format_}" for format_ in FORMATS if f"{table.name}.{format_}" in names]
    # A file that differs in capitals only would be passed over, and with it, say, every objection in it.
    alike = [name for name in names if name.lower().rpartition(".")[::2] in _stems(table) and name not in exact]
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


def _stems(table: Table) -> set[tuple[str, str]]:
    return {(table.name, format_) for format_ in FORMATS}


def _in_folder(table: str, folder: Path, name: str):
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        return None, [problem(table, "outside_folder")]
    return _describe(table, path, from_elsewhere=False)


def _describe(table: str, path: Path, *, from_elsewhere: bool):
    try:
        real = path.resolve(strict=True)
        facts = real.stat()
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return None, [problem(table, "unreadable_file")]
    if not stat.S_ISREG(facts.st_mode):
        return None, [problem(table, "not_a_file")]
    if facts.st_size == 0:
        return None, [problem(table, "empty_file")]
    file_time = datetime.fromtimestamp(facts.st_mtime, UTC)
    format_ = path.suffix.removeprefix(".")
    return LandingFile(table, path.name, real, format_, from_elsewhere, file_time, _size_and_time(facts)), []


def _size_and_time(facts: os.stat_result) -> tuple[int, int]:
    return facts.st_size, facts.st_mtime_ns


def is_unchanged(file: LandingFile) -> bool:
    """Whether the file has still the size and time it had when it was found."""
    try:
        return _size_and_time(file.path.stat()) == file.size_and_time
    except OSError:
        return False


def examine(file: LandingFile) -> tuple[LandingFile, tuple[Problem, ...]]:
    """Reads the file once, as bytes: gives it back with SHA-256 and, for CSV, titles and separator; or its problem."""
    try:
        return _examine_csv(file) if file.format == "csv" else (_hashed(file, lambda chunk, last: None), ())
    except _Faulty as fault:
        found = fault.problem
    except OSError:
        found = problem(file.table, "unreadable_file")
    return file, (found,)


class _Faulty(Exception):
    """Carries the problem out of the reading loop; never leaves this module."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


def _hashed(file: LandingFile, look: Callable[[bytes, bool], None]) -> LandingFile:
    """The file with its SHA-256; `look` sees each chunk, and at the end an empty one with True."""
    digest = hashlib.sha256()
    with file.path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            look(chunk, False)
    look(b"", True)
    return replace(file, sha256=digest.hexdigest())


def _examine_csv(file: LandingFile) -> tuple[LandingFile, tuple[Problem, ...]]:
    # DuckDB checks UTF-8 only in the columns it is asked for, and lets NUL bytes through.
    check = _TextCheck(file.table)
    hashed = _hashed(file, check.look)
    with file.path.open("rb") as stream:
        start = stream.read(_CHUNK).removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="ignore")
    if not start.strip():
        return hashed, (problem(file.table, "empty_file"),)
    delimiter, titles = _titles(start, file.table)
    mixed = check.kinds_of_line_end > 1 and _quotes_are_sound(file.path, delimiter)
    return replace(hashed, titles=titles, delimiter=delimiter, mixes_line_ends=mixed), ()


def _quotes_are_sound(path: Path, delimiter: str) -> bool:
    """Whether every quote ends where its cell ends. Slow, so asked only of a file whose line ends differ."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for _ in csv.reader(stream, delimiter=delimiter, strict=True):
                pass
    except csv.Error:
        return False
    return True


class _TextCheck:
    """Looks at a file's chunks in turn and raises _Faulty at the first byte that is no UTF-8, or NUL; counts line ends."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._lines = 1
        self._returns = self._pairs = 0
        self._ended_in_return = False

    @property
    def kinds_of_line_end(self) -> int:
        """How many of the three kinds stand in the file, in cells or between rows."""
        return sum(count > 0 for count in (self._pairs, self._lines - 1 - self._pairs, self._returns - self._pairs))

    def look(self, chunk: bytes, last: bool) -> None:
        if b"\0" in chunk:
            raise _Faulty(problem(self._table, "nul_byte", line=self._lines + chunk[: chunk.index(0)].count(b"\n")))
        before_fault = self._before_fault(chunk, last)
        if before_fault is not None:
            raise _Faulty(problem(self._table, "not_utf8", line=self._lines + before_fault.count(b"\n")))
        self._lines += chunk.count(b"\n")
        self._returns += chunk.count(b"\r")
        self._pairs += chunk.count(b"\r\n") + (self._ended_in_return and chunk.startswith(b"\n"))
        self._ended_in_return = chunk.endswith(b"\r")

    def _before_fault(self, chunk: bytes, last: bool) -> bytes | None:
        # Returned rather than raised from here: the decoder's own error holds the bytes around the fault.
        try:
            self._decoder.decode(chunk, last)
        except UnicodeDecodeError as fault:
            return fault.object[: fault.start]
        return None


def _titles(start: str, table: str) -> tuple[str, tuple[str, ...]]:
    """(separator, titles): the separator that finds more of the table's titles in the first line; comma if equal."""
    known = next({column.name for column in each.columns} for each in LANDING_TABLES if each.name == table)
    by_delimiter = {delimiter: _first_record(start, delimiter) for delimiter in (",", ";")}
    best = max(by_delimiter, key=lambda each: len(known & {title.lower() for title in by_delimiter[each]}))
    return best, by_delimiter[best]


def _first_record(start: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(title.strip() for title in next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)))
    except (csv.Error, StopIteration):
        return ()


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
