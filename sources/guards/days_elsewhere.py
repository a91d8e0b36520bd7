"""A day that keeps a signal back, below another title than the one that the mapping reads for it.

Belongs here: lines whose other title gives a last day, an objection, an arrangement or a death where the block's own is empty.
Does not belong here: lists of which no title is read for it (unused.py), or a title that surely means another column
(wrong_title.py).

Every cell that is read is valid, and who left long ago, or whose co-tenant objected, is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from sources.findings import Finding, amount_of
from sources.guards.said_of_lists import SAYS
from sources.guards.unused import DIED, LAST_DAYS, LEFT, STOPPED, answer_to, read_titles
from sources.reading.cells import Opened, found_where, plain_title, text_of
from sources.reading.rules import Export
from sources.reading.values import date_of, without

# Table -> its column, what titles of that day say, and what goes wrong.
DAYS = {table: (column, LEFT if table == "leases" else f"{LEFT}|{STOPPED}", what) for table, (column, what) in LAST_DAYS.items()}
DAYS |= {
    "objections": ("received_on", SAYS["objections"], "wie daar bezwaar maakte, wordt zo gemeld"),
    "payment_arrangements": ("agreed_on", SAYS["payment_arrangements"], "wie daar een regeling heeft, wordt zo gemeld"),
    "tenants": ("deceased_on", DIED, "wie overleden is, wordt zo gemeld"),
}
# Days of another person are not those of the contract or of its first tenant; his objection counts as much.
OF_ANOTHER = r"\bh(uurder)? ?2\b|\bmede|\bpartner|\b2e huurder|\btermijn"
ANY_PERSON = ("objections", "payment_arrangements")


def days_elsewhere(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str, opened: Opened
) -> list[Finding]:
    """Refusals of titles that nobody reads and that give such a day where the title that is read gives none. `con` holds the file
    as `cells` and `titles`.
    """
    if export.table not in DAYS:
        return []
    column, pattern, _ = DAYS[export.table]
    places = {title: place for place, title in con.execute("select place, title from titles order by place").fetchall() if title}
    own = plain_title(export.columns.get(column, ""))
    if own not in places:
        return []
    read = read_titles(exports, export.file, export.sheet)
    foreign = r"(?!)" if export.table in ANY_PERSON else OF_ANOTHER
    speaking = [each for each in places if each not in read and re.search(pattern, each) and not re.search(foreign, each)]
    findings = []
    for title in speaking:
        only_there = f"{_day(export, places[title])} is not null and {_day(export, places[own])} is null"
        count, where = found_where(con, only_there, opened)
        if count:
            findings.append(Finding("refused", source, "day_elsewhere", _text(export, title, count, where), count))
    return findings


def _text(export: Export, title: str, count: int, where: str) -> str:
    column, _, what = DAYS[export.table]
    also = f", of maak er nog een blok [{export.table}] voor" if export.table in ANY_PERSON else ""
    return (
        f"{amount_of(count, 'regel geeft', 'regels geven')} een dag in '{title}', dat geen blok leest, en geen in "
        f"'{export.columns[column]}', waar {column} uit komt {where}: {what}. Zet bij {column} de titel die deze dag zegt{also}. "
        f"{answer_to(title, export)}"
    )


def _day(export: Export, place: int) -> str:
    return date_of(without(text_of(place), export.no_date), export.dates)
