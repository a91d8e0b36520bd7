"""Of all days that an export gives, the last one, where a mapping asks for it: of a list of bank statements.

Belongs here: passing over the other lines. Does not belong here: lines with one key (shapes.py), or for which table it may be
asked (settings.py).
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding, amount_of
from sources.reading.cells import text_of
from sources.reading.rules import Export
from sources.reading.values import date_of, without

DAY = "bank_cut_off_on"


def take_last(con: duckdb.DuckDBPyConnection, export: Export, places: Mapping[str, int], source: str) -> list[Finding]:
    """Takes the line of the last day out of `cells`; what is no day stays there, and is refused."""
    if export.rows != "last":
        return []
    text = without(text_of(places[DAY]), export.no_date)
    day = date_of(text, export.dates)
    last = f"select rowid from cells where {day} is not null order by {day} desc, rowid limit 1"
    others = f"({text} is null or {day} is not null) and rowid not in ({last})"
    gone = count_of(con, f"select count(*) from cells where {others}")
    con.execute(f"delete from cells where {others}")
    if not gone:
        return []
    said = f"{export.table}: van alle dagen is de laatste genomen ({amount_of(gone, 'regel', 'regels')} minder)."
    return [Finding("note", source, "rows_taken", said, gone)]
