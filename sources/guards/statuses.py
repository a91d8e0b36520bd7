"""Arrangements that run, by a word on their line, and of which the day of the last look is read as the day on which they ended.

Belongs here: refusing that. Does not belong here: planned last days, which hold until then, or the blocks that are proposed
(proposals/statuses.py).

Whoever keeps such an arrangement would be reported: it ended on the day on which somebody last looked.
"""

from __future__ import annotations

import duckdb

from sources.findings import Finding, amount_of
from sources.reading.cells import Opened, found_where, is_sure_of, plain_title, text_of
from sources.reading.rules import Export
from sources.reading.sql_texts import quote
from sources.words.arrangements import MOST, how_it_stands, is_of_last_look

RULE = "running_arrangement_ended"


def running_arrangements_ended(con: duckdb.DuckDBPyConnection, export: Export, source: str, opened: Opened) -> list[Finding]:
    """A refusal for each such day. `con` holds the block's own lines as `cells`, and `titles`."""
    if export.table != "payment_arrangements":
        return []
    places = {title: place for place, title in con.execute("select place, title from titles order by place desc").fetchall()}
    findings = []
    for column in ("ended_on", "broken_on"):
        day = plain_title(export.columns.get(column, ""))
        if day not in places or not is_of_last_look(day) or is_sure_of(export, day):
            continue
        for title in (each for each in places if each != day):
            running = _running(con, places[title])
            if not running:
                continue
            listed = ", ".join(f"'{quote(word)}'" for word in running)
            count, where = found_where(
                con, f"{text_of(places[title])} in ({listed}) and {text_of(places[day])} is not null", opened
            )
            if count:
                findings.append(Finding("refused", source, RULE, _text(export, column, title, count, where), count))
    return findings


def _running(con: duckdb.DuckDBPyConnection, place: int) -> list[str]:
    """The words of a short list that say that an arrangement runs, where another of them says that one does not."""
    text = text_of(place)
    found = con.execute(f"select distinct {text} from cells where {text} is not null limit {MOST + 1}").fetchall()
    means = {word: how_it_stands(word) for (word,) in found}
    is_list = len(means) <= MOST and bool({"broken", "ended"} & {*means.values()})
    return [word for word, does in means.items() if does == "running"] if is_list else []


def _text(export: Export, column: str, title: str, count: int, where: str) -> str:
    day = export.columns[column]
    return (
        f"op {amount_of(count, 'regel', 'regels')} {where} zegt '{title}' dat de regeling loopt, en {column} komt uit '{day}', "
        "dat daar alleen zegt wanneer er voor het laatst is gekeken: wie zijn regeling nakomt, wordt zo gemeld. Maak per woord "
        f'een blok met only = {{"{title}" = [...]}}, en laat {column} weg waar de regeling loopt (docs/nl/eigen-export.md, '
        f'regelingen met één einddatum). Is elke regeling die dag geëindigd, zet dan sure_of = ["{day}"] in het blok.'
    )
