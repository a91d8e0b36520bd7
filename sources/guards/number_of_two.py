"""A number of entries or letters that several lines have, and that is their own together with another title beside it.

Belongs here: saying which two. Does not belong here: numbers that clash otherwise (the load says so), or proposing the two
(recognition/numbers_of_two.py).

A voucher has several lines: "export each number once" sends whoever reads it to his supplier for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.reading.cells import text_of
from sources.reading.rules import Export
from sources.words.titles import concepts_of

OF_LINES = frozenset({"booking", "sequence", "nr"})  # what the title of a line within its voucher speaks of
NUMBERS = {"ledger_entries": ("entry_id", "amount"), "collection_actions": ("action_id", "performed_on")}


def number_of_two(con: duckdb.DuckDBPyConnection, export: Export, places: Mapping[str, int], source: str) -> Iterator[Finding]:
    """A refusal of such a number, which would be refused as used twice, with what to write instead."""
    number, beside = NUMBERS.get(export.table, ("", ""))
    if number not in export.columns or beside not in places or export.columns[number] in export.lookup:
        return
    own = text_of(places[number])
    counted = f"{own} is not null and {text_of(places[beside])} is not null"
    rows, numbers = only_row(con, f"select count(*), count(distinct {own}) from cells where {counted}")
    if rows == numbers:
        return
    for title, place in con.execute("select title, place from titles where title <> '' order by place").fetchall():
        said = concepts_of(title)
        if place == places[number] or not said or not said <= OF_LINES:
            continue
        both = only_row(
            con, f"select count(distinct ({own}, {text_of(place)})) from cells where {counted} and {text_of(place)} is not null"
        )
        if both[0] == rows:
            yield _finding(export, number, title, rows - numbers, source)
            return


def _finding(export: Export, number: str, title: str, again: int, source: str) -> Finding:
    own = export.columns[number]
    text = (
        f"kolom '{own}' ({number}): {again} van die nummers {'staat' if again == 1 else 'staan'} er vaker, en samen met "
        f"'{title}' is het er op elke regel een ander. Haal {number} bij columns weg, en zet boven columns: "
        f'made_ids = {{{number} = ["={own}", "={title}"]}}.'
    )
    return Finding("refused", source, "number_of_two", text, again)
