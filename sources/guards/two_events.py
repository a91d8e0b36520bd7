"""Lines of which one column gives the day of two events: every objection an arrangement too, and every arrangement an objection.

Belongs here: refusing a sheet whose blocks do not say which lines are which. Does not belong here: lines that no block takes
(reading/only.py).

An arrangement that is read as an objection keeps back a signal that should go; nobody is helped, and nothing says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import duckdb

from sources.findings import Finding, amount_of
from sources.reading.cells import Opened, found_where, plain_title, text_of
from sources.reading.contacts import takes_line
from sources.reading.rules import TABLES, Export

EVENTS = (
    "collection_actions",
    "objections",
    "payment_arrangements",
    "reported_elsewhere",
    "collection_cases",
    "eviction_notices",
)


def two_events_a_line(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str, opened: Opened
) -> list[Finding]:
    """Of the first block of events of a file: lines that two of its tables take, with the day of both below one title. `con`
    holds the file as `cells` and `titles`.
    """
    blocks = [each for each in exports if each.table in EVENTS and (each.file, each.sheet) == (export.file, export.sheet)]
    if not blocks or blocks[0] is not export:
        return []
    places = {title: place for place, title in con.execute("select place, title from titles order by place").fetchall() if title}
    findings = []
    for one, other in combinations(blocks, 2):
        title = _day(one)
        if one.table == other.table or not title or title != _day(other) or title not in places:
            continue
        both = f"{_takes(one, places)} and {_takes(other, places)} and {text_of(places[title])} is not null"
        count, where = found_where(con, both, opened)
        if count:
            text = (
                f"{amount_of(count, 'regel telt', 'regels tellen')} mee bij {one.table} en bij {other.table}, allebei met de dag "
                f"uit '{title}' {where}. Zeg in elk van die blokken welke regels ervan zijn, met de titel die dat zegt: "
                'only = {"Soort" = ["bezwaar"]}.'
            )
            findings.append(Finding("refused", source, "line_of_two_events", text, count))
    return findings


def _day(block: Export) -> str:
    """The title of the day that the table must have; nothing where no title gives it."""
    days = [column.name for column in TABLES[block.table].columns if column.kind == "date" and column.required]
    return plain_title(block.columns.get(days[0], "")) if days else ""


def _takes(block: Export, places: Mapping[str, int]) -> str:
    titles = [plain_title(block.columns[column]) for column in block.skip_empty]
    filled = [f"{text_of(places[title])} is not null" for title in titles if title in places]
    return " and ".join([takes_line(block, places), *filled])
