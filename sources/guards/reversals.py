"""Whether receipts went back of which the entries take none back: named by a list that no block reads, or by lines that a
mapping makes receipts of.

Belongs here: seeing that by a list's words and by the numbers of the tables that were made. Does not belong here: which
files or sheets nobody reads (files_not_read.py, sheets_not_read.py), or what `map` makes of it (structure_ledger.py).

Whoever took his payment back would count as having paid: he is not reported, and what another paid settles the wrong month.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding, amount_of
from sources.guards.receipts import is_made
from sources.reading.rules import Export
from sources.reading.where import with_line

REVERSALS = "reversals"  # no table of ours: entries that one lacks
SPEAKS = r"storn|(terug|tegen)(ge)?boek|charge ?back|\bbounced|\breversal|geweigerde incasso|mislukte incasso"
MOST_LINES = 2000
HALF, NEARLY_ALL = 0.5, 0.9  # of the lines below the titles

Rows = Sequence[Sequence[str]]


def speaks_of_reversals(rows: Rows, name: str) -> bool:
    """Whether the name of a list, or one of its titles, does."""
    width = max(map(len, rows), default=0)
    titles = next((row for row in rows if sum(map(bool, row)) > HALF * width), ())
    return any(re.search(SPEAKS, each.casefold()) for each in (name, *titles))


def names_reversals(con: duckdb.DuckDBPyConnection, rows: Rows, name: str) -> bool:
    """Whether a list that speaks of reversals names receipts that no entry takes back; or contracts, where no entry is a
    reversal. `con` holds what was made of each table.
    """
    if not is_made(con, "ledger_entries") or not speaks_of_reversals(rows, name):
        return False
    places = range(max(map(len, rows)))
    columns = [[text for row in rows[1:MOST_LINES] if len(row) > place and (text := row[place].strip())] for place in places]
    receipts = "entry_id from made_ledger_entries where entry_type = 'payment'"
    went_back = "from made_ledger_entries where entry_type = 'reversal'"
    if not count_of(con, f"select count(*) {went_back}"):
        leases = "lease_id from made_ledger_entries where true"
        return any(_are(con, receipts, each, HALF) or _are(con, leases, each, NEARLY_ALL) for each in columns)
    if count_of(con, f"select count(*) {went_back} and reverses_entry_id is null"):
        return False  # which receipts they take back is not said yet
    left = f"{receipts} and entry_id not in (select reverses_entry_id {went_back})"
    return any(_are(con, left, each, HALF) for each in columns)


def receipts_that_name_another(con: duckdb.DuckDBPyConnection, exports: Sequence[Export]) -> list[Finding]:
    """A refusal of receipts that name a receipt which went back, as only the storno of it does (`Incasso mislukt` taken for a
    receipt): that money would count twice where none is left. A receipt may name its own storno.
    """
    if not is_made(con, "ledger_entries"):
        return []
    count = count_of(
        con,
        """
        select count(*) from made_ledger_entries as line
        join made_ledger_entries as receipt on receipt.entry_id = line.reverses_entry_id
        where line.entry_type = 'payment' and receipt.entry_type = 'payment' and line.entry_id <> receipt.entry_id
        """,
    )
    if not count:
        return []
    blocks = [each for each in exports if each.table == "ledger_entries"]
    block = next((each for each in blocks if "reverses_entry_id" in each.columns), blocks[0])
    kind, named = block.columns.get("entry_type"), block.columns.get("reverses_entry_id", "reverses_entry_id")
    todo = (
        f"Zeg onder values.entry_type welk woord bij '{kind}' een storno is" if kind else "Geef stornos een eigen blok met only"
    )
    text = (
        f"{amount_of(count, 'ontvangst noemt', 'ontvangsten noemen')} bij '{named}' een andere "
        "ontvangst die terugging: dat is een storno, en zo telt dat geld twee keer in plaats van niet. "
        f'{todo}: entry_type = "reversal" (docs/nl/eigen-export.md).'
    )
    return [with_line(Finding("refused", "ledger_entries", "receipt_names_receipt", text, count), block.where)]


def _are(con: duckdb.DuckDBPyConnection, numbers: str, cells: Sequence[str], enough: float) -> bool:
    """Whether so many of the cells are such numbers. `numbers`: SQL."""
    found = con.execute(f"select distinct {numbers} and list_contains(?, {numbers.split()[0]})", [list(cells)]).fetchall()
    known = {number for (number,) in found}
    return bool(cells) and sum(each in known for each in cells) >= enough * len(cells)
