"""Whether receipts went back of which the entries take none back: named by a list that no block reads, by lines that a
mapping makes receipts of, or by reversals whose number no receipt has.

Belongs here: seeing that by a list's words and by the numbers of the tables that were made. Does not belong here: which
files or sheets nobody reads (files_not_read.py, sheets_not_read.py), or what `map` makes of it (structure_ledger.py).

Whoever took his payment back would count as having paid: he is not reported, and what another paid settles the wrong month.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding, amount_of
from sources.guards.receipts import is_made
from sources.reading.joints import CREDITS
from sources.reading.rules import Export
from sources.reading.storno import NO_RECEIPT
from sources.reading.where import with_line
from sources.words.profile import shape_of

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


def reversals_of_no_receipt(con: duckdb.DuckDBPyConnection, exports: Sequence[Export]) -> list[Finding]:
    """A warning of reversals that name an entry which is not there, or is no receipt of their contract: of those contracts the
    arrears are unknown, and nobody is reported.
    """
    if not is_made(con, "ledger_entries"):
        return []
    named = f"entry.entry_type = 'reversal' and entry.reverses_entry_id <> '{NO_RECEIPT}'"
    there = "from made_ledger_entries as other where other.entry_id = entry.reverses_entry_id"
    of_it = f"{there} and other.lease_id = entry.lease_id and other.entry_type in {CREDITS}"
    rows = con.execute(
        f"""select reverses_entry_id, exists (select 1 {there}), lease_id from made_ledger_entries as entry
        where {named} and not exists (select 1 {of_it})"""
    ).fetchall()
    unknown = [name for name, is_there, _ in rows if not is_there]
    others = len(rows) - len(unknown)
    if not rows:
        return []
    block = next((each for each in exports if each.table == "ledger_entries" and "reverses_entry_id" in each.columns), None)
    title = f"bij '{block.columns['reverses_entry_id']}' " if block else ""
    said = []
    if unknown:
        known = con.execute("select entry_id from made_ledger_entries where entry_type = 'payment' limit 1000").fetchall()
        look = f"uw nummers zien er zo uit: {_shape([each for (each,) in known])}, hier staat {_shape(unknown)}"
        said.append(
            f"{amount_of(len(unknown), 'storno noemt', 'stornos noemen')} {title}een boeking die er niet is ({look}; "
            "A of a is een letter, 9 een cijfer)"
        )
    if others:
        said.append(f"{amount_of(others, 'storno noemt', 'stornos noemen')} {title}geen ontvangst van hetzelfde contract")
    text = (
        f"{', en '.join(said)}: die huurrekeningen kloppen niet, en voor hen wordt niemand gemeld. Noem bij reverses_entry_id de "
        "titel met het nummer van de ontvangst, of haal reverses_entry_id daar weg en zet storno = true in dat blok: dan gaat "
        "het op bedrag. Zijn het ontvangsten van voor deze export, lever die dan mee."
    )
    leases = tuple(dict.fromkeys(lease for *_, lease in rows if lease))
    return [
        with_line(
            Finding("warning", "ledger_entries", "storno_names_nothing", text, len(rows), leases), block.where if block else {}
        )
    ]


def _shape(numbers: Sequence[str]) -> str:
    """How most of these look, without what they say: a 9 for figures, an A for letters."""
    shapes = Counter(re.sub(r"9+", "9", re.sub(r"A+", "A", re.sub(r"a+", "a", shape_of(each)))) for each in numbers if each)
    return shapes.most_common(1)[0][0] if shapes else "niets"


def _are(con: duckdb.DuckDBPyConnection, numbers: str, cells: Sequence[str], enough: float) -> bool:
    """Whether so many of the cells are such numbers. `numbers`: SQL."""
    found = con.execute(f"select distinct {numbers} and list_contains(?, {numbers.split()[0]})", [list(cells)]).fetchall()
    known = {number for (number,) in found}
    return bool(cells) and sum(each in known for each in cells) >= enough * len(cells)
