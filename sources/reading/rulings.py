"""Lines that a report draws between the rows of a text file and that hold nothing: `-----------`, `|-----+-----|`; and, where
every row stands between two bars (`|a|b|`), what it prints outside them.

Belongs here: knowing such lines below the titles, and leaving them out of a csv. Does not belong here: page numbers and titles
once more (page_lines.py), totals (lines.py, footer.py), or a row with too few cells: that may have been cut off, and refuses the
file.

A row between bars that broke off still has its first bar: it is a row, and refuses.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from exports.inbox.delimited import TOP, Top
from sources.findings import Finding, amount_of

BAR = "|"
_DRAWN = r'[-=_+|:;, \t"]*[-=_]{3}[-=_+|:;, \t"]*'
_LINE = re.compile(_DRAWN)
_LINES = re.compile(rb"^" + _DRAWN.encode() + rb"\r?$", re.MULTILINE)
_TAIL = 1 << 12  # bytes


def is_ruling(row: Sequence[str]) -> bool:
    """Whether a line holds nothing but what was drawn."""
    return bool(_LINE.fullmatch(BAR.join(row)))


def is_framed(titles: Sequence[str], delimiter: str) -> bool:
    """Whether a list stands between bars: nothing before its first and behind its last."""
    return delimiter == BAR and len(titles) > 2 and not titles[0] and not titles[-1]


def is_outside(row: Sequence[str]) -> bool:
    """Whether a line has no bar before it, in a list that stands between bars."""
    return len(row) == 1


def without_rulings(path: Path, top: Top, work_dir: Path) -> tuple[Path, list[Finding]]:
    """The file itself; or, where it has such lines, a copy in which they are empty, and a note with their count."""
    framed = is_framed(top.titles, top.delimiter)
    if top.width < 2 or not (framed or _has_rulings(path, top)):
        return path, []
    target = work_dir / f"export_ruled_{len(list(work_dir.glob('export_ruled_*')))}.csv"  # kept: a line may be asked for later
    count, before = 0, os.umask(0o077)
    try:
        with path.open("rb") as stream, target.open("wb") as out:
            out.write(stream.read(top.offset))
            for line in stream:
                text = line.rstrip(b"\r\n")
                is_no_row = bool(text.strip()) and (bool(_LINES.fullmatch(text)) or (framed and BAR.encode() not in text))
                count += is_no_row
                out.write(line[len(text) :] if is_no_row else line)
    finally:
        os.umask(before)
    what = f"{amount_of(count, 'regel', 'regels')} met alleen strepen, of buiten de strepen van de lijst, overgeslagen."
    return target, [Finding("note", "", "ruling_skipped", what, count)] if count else []


def _has_rulings(path: Path, top: Top) -> bool:
    with path.open("rb") as stream:
        stream.seek(top.offset)
        head = stream.read(TOP)
        stream.seek(max(top.offset, path.stat().st_size - _TAIL))
        return bool(_LINES.search(head) or _LINES.search(stream.read()))
