"""A last day that stands below another title than the one the mapping reads for it.

Belongs here: lines whose other title gives a day where the block's own last day is empty. Does not belong here: a list without
any last day (mapping_unused.py), or a title that surely means another column (mapping_wrong_title.py).

Every cell that is read is valid, and who left long ago is reported as one who still rents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from sources.findings import Finding, amount_of
from sources.mapping_cells import Opened, found_where, plain_title, text_of
from sources.mapping_rules import Export
from sources.mapping_unused import ANSWER, LAST_DAYS, LEFT, STOPPED, read_titles
from sources.mapping_values import date_of, without

OF_ANOTHER = r"\bh(uurder)? ?2\b|\bmede|\bpartner|\b2e huurder|\btermijn"  # his days are not those of the contract


def last_days_elsewhere(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str, opened: Opened
) -> list[Finding]:
    """Refusals of titles that nobody reads and that give a last day where the title that is read gives none. `con` holds the file
    as `cells` and `titles`.
    """
    if export.table not in LAST_DAYS:
        return []
    column, what = LAST_DAYS[export.table]
    places = {title: place for place, title in con.execute("select place, title from titles").fetchall() if title}
    own = plain_title(export.columns.get(column, ""))
    if own not in places:
        return []
    read = read_titles(exports, export.file, export.sheet)
    pattern = LEFT if export.table == "leases" else f"{LEFT}|{STOPPED}"
    findings = []
    for title, place in places.items():
        if title in read or not re.search(pattern, title) or re.search(OF_ANOTHER, title):
            continue
        only_there = f"{_day(export, place)} is not null and {_day(export, places[own])} is null"
        count, where = found_where(con, only_there, opened)
        if count:
            text = (
                f"{amount_of(count, 'regel geeft', 'regels geven')} een dag in '{title}', dat geen blok leest, en geen in "
                f"'{export.columns[column]}', waar {column} uit komt {where}: {what}. Zet bij {column} de titel die de laatste "
                f"dag zegt. {ANSWER.format(title=title)}"
            )
            findings.append(Finding("refused", source, "last_day_elsewhere", text, count))
    return findings


def _day(export: Export, place: int) -> str:
    return date_of(without(text_of(place), export.no_date), export.dates)
