"""Settlements of which the two numbers stand the wrong way about: the charge where the receipt belongs.

Belongs here: refusing them as a whole. Does not belong here: settlements that name no entry at all (landing_references.py), or
which title says which side (proposals/allocations.py).

Each number is one that the entries have, and no charge would be settled by anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.guards.receipts import is_made
from sources.reading.cells import is_sure_of
from sources.reading.rules import Export
from sources.reading.where import with_line

HALF = 0.5  # of the numbers that name an entry; fewer are single mistakes
# Column -> SQL: the kinds of entry that it cannot name, in words, and what it must name.
SIDES = {
    "credit_entry_id": ("= 'charge'", "een vordering", "de ontvangst, creditnota of afboeking"),
    "charge_entry_id": ("in ('payment', 'credit_note', 'write_off')", "een ontvangst, creditnota of afboeking", "de vordering"),
}


def settled_the_wrong_way(con: duckdb.DuckDBPyConnection, exports: Sequence[Export]) -> Iterator[Finding]:
    """A refusal of each of the two columns of which most numbers name an entry of the other side. `con` holds what was made of
    each table as `made_<table>`.
    """
    if not is_made(con, "allocations") or not is_made(con, "ledger_entries"):
        return
    for column, (kinds, other, wanted) in SIDES.items():
        known, wrong = only_row(
            con,
            f"select count(*), count(*) filter (entry_type {kinds}) from made_allocations as settled "
            f"join made_ledger_entries as entries on entries.entry_id = settled.{column}",
        )
        if wrong <= HALF * known:
            continue
        block = next((each for each in exports if each.table == "allocations"), None)
        title = block.columns.get(column, "") if block else ""
        if block and is_sure_of(block, title):
            continue
        text = (
            f"{column} komt uit '{title}', en {wrong} van de {known} nummers daar zijn van {other}: zo wordt geen vordering "
            f"afgeletterd, en wie betaalde, lijkt achterstand te hebben. Zet bij {column} de titel met het nummer van {wanted}; "
            "staan credit_entry_id en charge_entry_id omgekeerd, wissel ze dan. Noemt de lijst het zo, kijk dan of "
            f'[ledger_entries.values.entry_type] klopt. Klopt alles, zet dan sure_of = ["{title}"] in het blok.'
        )
        finding = Finding("refused", block.file if block else "allocations", "settled_the_wrong_way", text, int(wrong))
        yield with_line(finding, block.where if block else {})
