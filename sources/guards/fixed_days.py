"""A day that the mapping says is the same on each line, while the name of the file says another: that of last month's list.

Belongs here: saying so. Does not belong here: a constant that is no day (unread.py), or the day in a name (reading/sheets.py).
"""

from __future__ import annotations

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.reading.rules import TABLES, Export
from sources.reading.settings import NAME_DAY
from sources.reading.shapes import whole_day_in_name
from sources.reading.sql_texts import quote
from sources.reading.values import parsed

OF_LISTS = {"stated_balances": "as_of"}  # the day of a list as a whole


def day_of_another_list(con: duckdb.DuckDBPyConnection, export: Export, source: str) -> list[Finding]:
    """A warning where the name of a file holds another day than its block says. `export`: with the day of the name, if it asks
    for that.
    """
    name = OF_LISTS.get(export.table, "")
    fixed, named = export.constants.get(name, ""), whole_day_in_name(source.rpartition("/")[2])
    if not fixed or named is None:
        return []
    value = parsed(TABLES[export.table].column(name), f"'{quote(fixed)}'", export)
    day = only_row(con, f"select {value}")[0]
    if day is None or day == named:
        return []
    text = (
        f"{name} staat in de mapping vast op {day:%d-%m-%Y}, en de naam van dit bestand zegt {named:%d-%m-%Y}. Is het die dag, "
        f'zet dan onder [{export.table}.constants]: {name} = "{NAME_DAY}"; dan geldt van elk bestand de dag in zijn naam.'
    )
    return [Finding("warning", source, "day_of_name_differs", text)]
