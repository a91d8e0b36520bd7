"""The proof that delimited text is what it seems, before it is read: the same promises for every csv from outside.

The promises: it is UTF-8 without NUL; every row has as many cells as there are titles, empty ones included; a quote that
opens a cell closes it, and nothing follows where it closes; a line break inside quotes is part of its cell; no cell
swallows rows; the file does not end in the midst of an amount or a day. Belongs here: proving that of a file, and the lines of
what breaks it. Does not belong here: counting (delimited_counts.py), making rows (a proved file is read alike by DuckDB and by
Python's csv), or what they mean.

It costs one look at the bytes: quotes are paired by counting, and separators
outside them must be as many as rows times columns. DuckDB's strict reader refuses rows that are too short and values too
many, but takes empty cells too many; a total that is right leaves room for neither. Only where a total is wrong, or a quote
stands oddly, a pattern walks over the file and finds the places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.inbox.delimited import LINE_END, Buffer, Top, lines_in, patterns
from validations.unreadable import LINES_SHOWN, Unreadable

if TYPE_CHECKING:
    from exports.inbox.delimited_counts import Count

LONGEST_LINE = 1 << 24  # bytes without any line end: no table
_CENTS = re.compile(rb"\d([.,])\d\d\s*\Z")
_DAY = re.compile(rb"\d{4}-\d{2}-\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_PART_OF_A_DAY = re.compile(rb"\d[\d./-]*")
_PART_OF_AN_AMOUNT = re.compile(rb"[+-]?\d[\d.,]*[.,]?\d?|[+-]")


@dataclass(frozen=True)
class Proof:
    """A file that keeps the promises.

    Attributes:
        records: rows, empty lines left out; None where quotes stand so oddly that they were not counted.
        mixes_line_ends: rows end in more than one way, which DuckDB's strict reader takes for damage: `rewrite` it.
        is_plain: no quotes and no empty lines, so row n stands on the n-th line below the titles.
        open_line: the last line, where no line end follows it; 0 otherwise. Many programs write files so, and so does a transfer
            that broke off in its last cell: what follows nobody can know. An empty cell below others as empty is taken for whole.
    """

    records: int | None
    mixes_line_ends: bool
    is_plain: bool
    open_line: int = 0


def prove(chunks: Iterable[bytes], top: Top, whole: Callable[[], AbstractContextManager[Buffer]]) -> Proof:
    """Looks at a file once and says how its rows stand, or raises.

    Args:
        chunks: the file's bytes from its very beginning; taken to the end also where it is refused on the way, for who
            makes a total of them.
        top: where its rows begin.
        whole: opens the file as one buffer (mapped, not read), asked only to find the place of a fault.

    Raises:
        Unreadable: `wrong_encoding`, `nul_character`, `broken_quotes`, `ragged_row`, `cell_too_long` or `cut_off`, with the
            lines.
    """
    from exports.inbox.delimited_counts import Count  # numpy takes a fifth of a second to load, and Parquet needs no proof

    count, source = Count(top), iter(chunks)
    try:
        for piece in _line_by_line(source, top.offset):
            count.look(piece)
    finally:
        for _ in source:
            pass
    if count.fault or count.is_doubtful:
        with whole() as data:
            if count.fault:
                rule, place = count.fault
                raise Unreadable(rule, [top.line + lines_in(data, top.offset, place)])
            _walk(data, top)
    records = None if count.has_odd_quotes else count.records
    open_line = _open_line(count, top, whole)
    return Proof(records, count.kinds_of_line_end > 1, not count.has_quotes and not count.has_empty_lines, open_line)


def _open_line(count: Count, top: Top, whole: Callable[[], AbstractContextManager[Buffer]]) -> int:
    """The last line, where it is open (see Proof); raises Unreadable where it breaks off in an amount or a day."""
    if not count.records or count.tail.endswith((b"\n", b"\r")):
        return 0
    *others, last = [row.rpartition(top.delimiter.encode())[2].strip() for row in LINE_END.split(count.tail) if row]
    if last.endswith(b'"') or (not last and (top.width == 1 or (others and not any(others)))):
        return 0
    with whole() as data:
        line = top.line + lines_in(data, top.offset, len(data))
    if _breaks_off(others[-1] if others else b"", last):
        raise Unreadable("cut_off", [line])
    return line


def _breaks_off(before: bytes, last: bytes) -> bool:
    """Whether the last cell is but a part of an amount or a day, as the cell above it is a whole one."""
    cents, now = _CENTS.search(before), _CENTS.search(last)
    if cents:
        return bool((now is None or now[1] != cents[1]) and _PART_OF_AN_AMOUNT.fullmatch(last))
    return bool(_DAY.fullmatch(before) and not _DAY.fullmatch(last) and _PART_OF_A_DAY.fullmatch(last))


def _line_by_line(chunks: Iterator[bytes], offset: int) -> Iterator[bytes]:
    """The bytes from `offset` on, in pieces that end where a line ends."""
    rest = b""
    for chunk in chunks:
        if offset:
            chunk, offset = chunk[offset:], max(0, offset - len(chunk))
        rest = rest + chunk if rest else chunk
        cut = rest.rfind(b"\n") + 1 or rest.rfind(b"\r", 0, -1) + 1
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > LONGEST_LINE:
            raise Unreadable("cell_too_long")
    if rest:
        yield rest


def _walk(data: Buffer, top: Top) -> None:
    """Raises Unreadable with the lines of rows that break a promise; nothing where none does."""
    each, at, line = patterns(top.delimiter, top.width), top.offset, top.line
    ragged: list[int] = []
    count = 0
    while True:
        good = each.good.match(data, at)
        if good and good.end() > at:
            line += lines_in(data, at, good.end())
            at = good.end()
            continue
        if at >= len(data):
            break
        record = each.any_record.match(data, at)
        if record is None:
            raise Unreadable("broken_quotes", [line + lines_in(data, at, _faulty_cell(data, top, at))])
        count += 1
        if len(ragged) < LINES_SHOWN:
            ragged.append(line)
        line += lines_in(data, at, record.end())
        at = record.end()
    _refuse_swallowed_rows(data, top)
    if count:
        raise Unreadable("ragged_row", ragged, count)


def _faulty_cell(data: Buffer, top: Top, at: int) -> int:
    """Where the cell begins that is no cell, in a record that is none."""
    cell, sign = patterns(top.delimiter, top.width).cell, top.delimiter.encode()
    while (found := cell.match(data, at)) and data[found.end() : found.end() + 1] == sign:
        at = found.end() + 1
    return at


def _refuse_swallowed_rows(data: Buffer, top: Top) -> None:
    """A cell over several lines, one of which holds as many separators as a row has: a stray quote, the rows behind it,
    and the next stray quote.
    """
    if top.width <= 2:
        return
    sign = top.delimiter.encode()
    begins = rb'(?:(?<=[\r\n])|(?<=%b))[ ]*+"([^"]*+(?>(?:""[^"]*+)*))"' % re.escape(sign)
    for found in re.compile(begins).finditer(data, top.offset):
        lines = LINE_END.split(found[1])
        if len(lines) > 1 and any(part.count(sign) >= top.width - 1 for part in lines):
            raise Unreadable("broken_quotes", [top.line + lines_in(data, top.offset, found.start(1))])
