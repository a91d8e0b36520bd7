"""Of a number that stands in several files of one list, the line of the newest file: a case in each month's list until it closes.

Belongs here: leaving out the older lines of what was read. Does not belong here: in which order the files are read (files.py,
sheets.py), or lines of one number within a file (shapes.py).

What only an older file has still counts: a closed case leaves the next list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding, amount_of
from sources.reading.rules import FOLDER, TABLES, Export


def keep_latest(con: duckdb.DuckDBPyConnection, export: Export, days: Mapping[int, date | None]) -> list[Finding]:
    """Leaves each number in the newest of these sources that has it, where the mapping asks that; `con` holds the rows as
    `made_<table>`, with the number of their source. `days`: the day of each source. In two of one day a number stays twice, and
    is refused as any that comes back.
    """
    key = TABLES[export.table].key
    if export.choose != "latest" or len(days) < 2 or not key:
        return []
    of_these = f"source_no between {min(days)} and {max(days)}"
    ranks = {day: rank for rank, day in enumerate(sorted({*days.values()}, key=lambda day: day or date.min))}
    said = " ".join(f"when {number} then {ranks[day]}" for number, day in days.items())
    is_newer = " > ".join(f"case {each}.source_no {said} end" for each in ("newer", "older"))
    same = " and ".join(f"older.{name} is not distinct from newer.{name}" for name in key)
    made = f"made_{export.table}"
    older = f"select older.rowid from {made} older join {made} newer on {same} and {is_newer}"
    older += f" where older.{of_these} and newer.{of_these}"
    gone = count_of(con, f"select count(*) from {made} where rowid in ({older})")
    if not gone:
        return []
    con.execute(f"delete from {made} where rowid in ({older})")
    text = (
        f"{export.table}: van elk nummer dat in meer dan een bestand staat, is de regel uit het nieuwste genomen "
        f"({amount_of(gone, 'oudere regel telt', 'oudere regels tellen')} niet mee)."
    )
    return [Finding("note", f"{FOLDER}/{export.file}", "latest_taken", text, gone)]
