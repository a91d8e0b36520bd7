"""What a later line of the same export says of a line: an arrangement logged as agreed on one line and as broken on another.

Belongs here: finding the later line and adding its day as a title of its own (`next_line`). Does not belong here: another file's
lists (lookup.py), or which lines a block takes (only.py).

A later line belongs to the latest earlier line with the same number that has none yet. One that belongs to no line is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from sources.findings import Finding, SourcesRefused, amount_of
from sources.reading.cells import Opened, found_where, text_of
from sources.reading.only import has_words
from sources.reading.rules import Export
from sources.reading.settings import NextLine
from sources.reading.values import date_of, without

BEGINS, ENDS = 1, 0  # on one day an old arrangement ends before a new one begins


@dataclass(frozen=True)
class _Line:
    """A line of the export: its row, its day, and whether it begins something or ends it."""

    row: int
    day: date
    does: int


def add_next_lines(
    con: duckdb.DuckDBPyConnection,
    export: Export,
    place_of: Callable[[str], int],
    add_title: Callable[[str], int],
    source: str,
    opened: Opened,
) -> list[Finding]:
    """Adds to `cells` the days that later lines give; gives what a person must know.

    Raises:
        SourcesRefused: a day cannot be read, or a title is not there.
    """
    findings = []
    for title, later in export.next_line.items():
        lines = _lines(con, export, later, place_of, opened)
        place, lost = add_title(title), 0
        for found in lines.values():
            ends, without_begin = _paired(found)
            lost += without_begin
            for row, day in ends.items():
                con.execute(f"update cells set c{place} = ? where rowid = ?", [day.isoformat(), row])
        if lost:
            what = f"{amount_of(lost, 'regel hoort', 'regels horen')} als '{title}' bij geen eerdere regel met hetzelfde nummer"
            text = f"{export.table}: {what}; die tellen niet mee. Staat de eerste regel wel in de export?"
            findings.append(Finding("warning", source, "next_line_alone", text, lost))
    return findings


def _lines(
    con: duckdb.DuckDBPyConnection, export: Export, later: NextLine, place_of: Callable[[str], int], opened: Opened
) -> dict[str, list[_Line]]:
    """Number -> its lines that begin something and those that end it."""
    begins, ends = (f"({has_words(words, place_of)})" for words in (export.only, later.only))
    text = without(text_of(place_of(later.take)), export.no_date)
    day, number = date_of(text, export.dates), text_of(place_of(later.same))
    count, where = found_where(con, f"({begins} or {ends}) and {day} is null", opened)
    if count:
        said = f"kolom '{later.take}' (next_line): {amount_of(count, 'cel is', 'cellen zijn')} geen datum {where}."
        raise SourcesRefused([Finding("refused", "", "unreadable_date", said)])
    sql = f"""select coalesce({number}, ''), rowid, {day}, case when {begins} then {BEGINS} else {ENDS} end
        from cells where {begins} or {ends}"""
    found: dict[str, list[_Line]] = defaultdict(list)
    for key, row, on, does in con.execute(sql).fetchall():
        found[key if key else f"/{row}"].append(_Line(row, on, does))
    return found


def _paired(lines: Sequence[_Line]) -> tuple[dict[int, date], int]:
    """(row of a line that begins -> the day on which it ended, how many ends belong to none)."""
    open_rows: list[int] = []
    ends: dict[int, date] = {}
    early: list[_Line] = []  # ends before which nothing has begun; one of the same day may follow
    for line in sorted(lines, key=lambda each: (each.day, each.does, each.row)):
        if line.does == ENDS and open_rows:
            ends[open_rows.pop()] = line.day
        elif line.does == ENDS:
            early.append(line)
        elif early and early[-1].day == line.day:
            ends[line.row] = early.pop().day
        else:
            open_rows.append(line.row)
    return ends, len(early)
