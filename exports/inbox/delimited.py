"""Delimited text (csv): where its titles stand and its rows begin, the same way wherever it comes from: landing tables,
other people's exports, CBS and feedback.

Belongs here: the separator, the titles, the patterns of a cell and a row, the line of a row, and giving rows on once they
are proved. Does not belong here: the proof itself (delimited_proof.py), or what titles and cells mean.
"""

from __future__ import annotations

import codecs
import csv
import io
import mmap
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from validations.unreadable import Unreadable

CHUNK = 1 << 22
TOP = 1 << 20  # bytes in which the titles must stand
MOST_COLUMNS = 1_000
UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LINE_END = re.compile(rb"\r\n|\n|\r")
_MARKUP = re.compile(rb"\s*<(?:!doctype|!--|html|head|body|table|\?xml|\?mso)", re.IGNORECASE)
_NAMED_SEPARATOR = re.compile(rb"sep=([;,|\t])[ ]*(?:\r\n|\n|\r|\Z)", re.IGNORECASE)  # Excel's own first line

Buffer = bytes | mmap.mmap


@dataclass(frozen=True)
class Record:
    """One record near the top: the line it begins on (from 1), where it begins and ends in bytes, and its cells."""

    line: int
    start: int
    end: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Top:
    """Where a file's titles stand and its rows begin.

    Attributes:
        titles: as they stand, trimmed. delimiter: one sign.
        start, offset: bytes at which the titles' record begins, and the first row.
        line: the line of the file on which the rows begin.
        first: the records down to the titles and a little further, for whoever looks for titles in another place.
    """

    titles: tuple[str, ...]
    delimiter: str
    start: int
    offset: int
    line: int
    first: tuple[Record, ...] = ()
    line_end: bytes = b""  # of the titles

    @property
    def width(self) -> int:
        return len(self.titles)


@dataclass(frozen=True)
class Patterns:
    """`cell`: one cell (group `quoted`: what stands between its quotes). `good`: sound records that follow each other, empty
    lines among them, at most `GOOD_AT_ONCE`. `any_record`: one record of any number of cells.
    """

    cell: re.Pattern[bytes]
    good: re.Pattern[bytes]
    any_record: re.Pattern[bytes]


GOOD_AT_ONCE = 1_000


@lru_cache(maxsize=64)
def patterns(delimiter: str, width: int) -> Patterns:
    """A cell is quoted (spaces around the quotes count for nothing) or bare; a quote inside a bare cell is a sign like
    any other. So read DuckDB and Python's csv too.

    A group is repeated within an atomic one, `(?>(?:...)*)`, never by `*+`: Python 3.11.0 to 3.11.4 go on in the middle of a
    repetition that failed, and take a record of too few cells for a sound one (python/cpython issue 106052).
    """
    sign = re.escape(delimiter)
    end = r"(?:\r\n|\n|\r|\Z)"
    quoted = rf'[ ]*+"[^"]*+(?>(?:""[^"]*+)*)"[ ]*+(?=[{sign}\r\n]|\Z)'
    named = rf'[ ]*+"(?P<quoted>[^"]*+(?>(?:""[^"]*+)*))"[ ]*+(?=[{sign}\r\n]|\Z)'
    bare = rf'(?![ ]*+")[^{sign}\r\n]*+'
    cell = f"(?:{quoted}|{bare})"
    record = rf"{cell}(?:{sign}{cell}){{{width - 1}}}{end}"
    return Patterns(
        re.compile(f"(?:{named}|{bare})".encode("latin-1")),
        re.compile(rf"(?>(?:(?:\r\n|\n|\r)|(?!\Z){record}){{0,{GOOD_AT_ONCE}}})".encode("latin-1")),
        re.compile(rf"{cell}(?>(?:{sign}{cell})*){end}".encode("latin-1")),
    )


# --- the top -------------------------------------------------------------------------------------------------------


def find_top(
    start: bytes,
    delimiters: str,
    *,
    known: Callable[[tuple[str, ...]], int],
    title_row: int = 1,
    join: Callable[[Sequence[Sequence[str]]], Sequence[str]] | None = None,
    look_further: int = 0,
) -> Top:
    """Finds the titles in the first bytes of a file.

    Args:
        start: the first `TOP` bytes, or all of it.
        delimiters: the characters to choose from: the one by which most known titles are found, else the most cells, else
            the first. Excel's own line `sep=;` goes before.
        known: how many of a record's cells are titles that are looked for.
        title_row: the line the titles stand on, that line of Excel's left out; 1: the first that holds something.
            Where a cell above them takes several lines, lines and records are both tried.
        join: makes one row of titles of two, where a second one stands below the first.
        look_further: how many records below that line to give in `first`.

    Raises:
        Unreadable: `empty_file`, `web_page`, `wrong_encoding`, `too_many_columns`, or `broken_quotes` in the titles.
    """
    refuse_other_kinds(start)
    at = len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0
    named = _NAMED_SEPARATOR.match(start, at)
    above = 1 if named else 0
    at = named.end() if named else at
    if not start[at:].strip(b" \t\r\n;,|"):
        raise Unreadable("empty_file")
    most = title_row + look_further + (50 if title_row == 1 else 1)

    def records(delimiter: str) -> list[Record]:
        return _first_records(start, at, 1 + above, delimiter, most)

    def titles_of(found: list[Record]) -> Record | None:
        places = [place for place, each in enumerate(found) if each.line - above == title_row and title_row > 1]
        if title_row == 1:
            places = [place for place, each in enumerate(found) if any(each.cells)][:1]
        candidates = [_titles_at(found, place, join) for place in (*places, title_row - 1) if place < len(found)]
        return max(candidates, key=lambda each: known(each.cells), default=None)

    def fitness(delimiter: str) -> tuple[int, int]:
        try:
            titles = titles_of(records(delimiter))
        except Unreadable as refused:
            return (0, MOST_COLUMNS) if refused.rule == "too_many_columns" else (-1, 0)
        return (known(titles.cells), len(titles.cells)) if titles else (-1, 0)

    delimiter = named[1].decode() if named else max(delimiters, key=fitness)
    first = records(delimiter)
    titles = titles_of(first)
    if titles is None:
        raise Unreadable("empty_file")
    _refuse_what_is_no_text(start[: titles.end])
    below = titles.line + lines_in(start, titles.start, titles.end)
    ended = start[titles.start : titles.end]
    line_end = ended[len(ended.rstrip(b"\r\n")) :] if ended.endswith((b"\r", b"\n")) else b""
    return Top(titles.cells, delimiter, titles.start, titles.end, below, tuple(first), line_end[-2:])


def _titles_at(found: list[Record], place: int, join: Callable[[Sequence[Sequence[str]]], Sequence[str]] | None) -> Record:
    if join is None:
        return found[place]
    both = found[place : place + 2]
    return Record(both[0].line, both[0].start, both[-1].end, tuple(join([each.cells for each in both])))


def refuse_other_kinds(start: bytes) -> None:
    """Raises Unreadable where the first bytes show that this is no delimited text at all."""
    if start.startswith(UTF16_BOMS):
        raise Unreadable("wrong_encoding")
    if _MARKUP.match(start.removeprefix(codecs.BOM_UTF8)):
        raise Unreadable("web_page")


def _refuse_what_is_no_text(start: bytes) -> None:
    nul = start.find(b"\0")
    if nul >= 0:
        raise Unreadable("nul_character", [1 + lines_in(start, 0, nul)])
    place = not_utf8(start)
    if place is not None:
        raise Unreadable("wrong_encoding", [1 + lines_in(start, 0, place)])


def not_utf8(data: bytes) -> int | None:
    """The place of the first byte that is no UTF-8."""
    # Returned rather than raised from here: the decoder's own error holds the bytes around the fault.
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.start
    return None


def _first_records(data: bytes, at: int, line: int, delimiter: str, most: int) -> list[Record]:
    """The first records; what goes wrong below the first that holds something is left for the proof to find."""
    found: list[Record] = []
    while at < len(data) and len(found) < most:
        try:
            record = _record(data, at, line, delimiter)
        except Unreadable:
            if any(any(each.cells) for each in found):
                break
            raise
        found.append(record)
        line += lines_in(data, at, record.end)
        at = record.end
    return found


def _record(data: bytes, at: int, line: int, delimiter: str) -> Record:
    cell, sign, start, cells = patterns(delimiter, 1).cell, delimiter.encode(), at, []
    while True:
        found = cell.match(data, at)
        if found is None:
            raise Unreadable("broken_quotes", [line + lines_in(data, start, at)])
        cells.append(_unquoted(found))
        at = found.end()
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("too_many_columns")
        if data[at : at + 1] != sign:
            break
        at += 1
    ended = LINE_END.match(data, at)
    return Record(line, start, ended.end() if ended else at, tuple(cells))


def _unquoted(cell: re.Match[bytes]) -> str:
    quoted = cell["quoted"]
    raw = cell[0] if quoted is None else quoted.replace(b'""', b'"')
    return raw.decode("utf-8", errors="replace").strip()


# --- lines and rows ------------------------------------------------------------------------------------------------


def lines_in(data: Buffer, start: int, end: int) -> int:
    """How many line ends stand between two places of which none divides a pair."""
    count = 0
    for at in range(start, end, CHUNK):
        part = data[at : min(at + CHUNK, end)]
        count += part.count(b"\n") + part.count(b"\r") - part.count(b"\r\n")
        if part.endswith(b"\r") and at + CHUNK < end and data[at + CHUNK : at + CHUNK + 1] == b"\n":
            count -= 1
    return count


def lines_of(data: Buffer, top: Top, rows: Collection[int], *, counts_empty: bool = False) -> list[int]:
    """The lines of a proved file on which rows begin. The first row below the titles is row 1; an empty line is a row only
    where `counts_empty`, as DuckDB has it in a file of one column.
    """
    found: dict[int, int] = {}
    wanted, last = set(rows), max(rows, default=0)
    pattern, at, line, row = patterns(top.delimiter, top.width).any_record, top.offset, top.line, 0
    while at < len(data) and row < last:
        record = pattern.match(data, at)
        if record is None:
            break
        if counts_empty or record[0].strip(b"\r\n"):
            row += 1
            if row in wanted:
                found[row] = line
        line += lines_in(data, at, record.end())
        at = record.end()
    return [found[each] for each in rows if each in found]


@contextmanager
def mapped(path: Path) -> Iterator[Buffer]:
    """A file as one buffer, without reading it."""
    with path.open("rb") as stream:
        if not stream.seek(0, io.SEEK_END):
            yield b""
            return
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as buffer:
            yield buffer


def in_chunks(path: Path) -> Iterator[bytes]:
    """A file's bytes, a few megabytes at a time."""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def rows_of(text: Iterable[str], top: Top) -> Iterator[list[str]]:
    """The rows of proved text that begins below the titles; an empty line is an empty list.

    Raises:
        Unreadable: `cell_too_long`.
    """
    reader = csv.reader(text, delimiter=top.delimiter, skipinitialspace=top.delimiter != " ")
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:  # the one kind that is left in proved text: a field over the module's limit
            raise Unreadable("cell_too_long") from None
        yield row


def copy_rows(path: Path, top: Top, target: Path, *, with_one_line_end: bool) -> None:
    """Writes a proved file's rows, without what is above them, as DuckDB's strict reader wants them: byte for byte, or
    again `with_one_line_end` where the lines end in more than one way.
    """
    with path.open("rb") as raw:
        raw.seek(top.offset)
        if not with_one_line_end:
            with target.open("wb") as out:
                shutil.copyfileobj(raw, out, CHUNK)
            return
        with target.open("w", encoding="utf-8", newline="") as out:
            rows = rows_of(io.TextIOWrapper(raw, encoding="utf-8", newline=""), top)
            csv.writer(out, delimiter=top.delimiter, lineterminator="\n").writerows(row for row in rows if row)
