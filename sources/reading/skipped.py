"""Lines that a block of the mapping passes over because one of its cells is empty (`skip_empty`).

Belongs here: passing them over and counting them, and that no money goes with them. Does not belong here: lines passed over for
what stands in them (lines.py), or lines of other blocks (only.py).
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding, amount_of
from sources.reading.amounts import amount
from sources.reading.cells import Opened, found_where, text_of
from sources.reading.lacking import note_lacking
from sources.reading.rules import Export
from sources.reading.sql_texts import quote


def skip_empty(
    con: duckdb.DuckDBPyConnection, export: Export, places: Mapping[str, int], source: str, opened: Opened
) -> list[Finding]:
    """Takes the lines without one of the block's `skip_empty` columns out of `cells`; gives how many, or why not.

    An entry with an amount is not passed over: nobody would see who owes or paid it. One of no lease counts for nobody anyway,
    and is a warning.
    """
    findings = []
    for column in export.skip_empty:
        is_empty = _is_empty(export, places[column])
        if export.table == "ledger_entries" and "amount" in places:
            findings += _with_money(con, export, column, is_empty, places["amount"], source, opened)
        gone = only_row(con, f"delete from cells where {is_empty}")[0]
        if gone:
            said = f"{amount_of(gone, 'regel', 'regels')} zonder '{export.columns[column]}' overgeslagen, zoals de mapping zegt."
            findings.append(Finding("note", source, "empty_row_skipped", f"{export.table}: {said}", gone))
    note_lacking(con, export, places)
    return findings


def _with_money(
    con: duckdb.DuckDBPyConnection, export: Export, column: str, is_empty: str, place: int, source: str, opened: Opened
) -> list[Finding]:
    has_money = f"coalesce({amount(text_of(place), export.decimals)}, 0) <> 0"
    count, where = found_where(con, f"{is_empty} and {has_money}", opened)
    if not count:
        return []
    entries = f"{amount_of(count, 'boeking', 'boekingen')} met een bedrag en zonder '{export.columns[column]}' {where}"
    text = f"{entries}: skip_empty slaat ze over, en dan tellen ze bij niemand mee."
    if column == "lease_id":
        title = export.columns[column]
        said = f'{text} Klopt dat, zeg het dan met skip_lines = {{"{title}" = ["^$"]}} in plaats van skip_empty.'
        return [Finding("warning", source, "money_passed_over", said, count)]
    advice = "Geef ze een eigen blok met only, of sla met skip_lines over wat echt niet meetelt."
    return [Finding("refused", source, "money_passed_over", f"{text} {advice}", count)]


def _is_empty(export: Export, place: int) -> str:
    nothing = ", ".join(f"'{quote(text)}'" for text in ("", "-", *export.no_date))
    return f"coalesce({text_of(place)}, '') in ({nothing})"
