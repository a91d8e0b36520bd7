"""Charges that two files of the mapping both give: the open posts of what is booked already, read as entries beside it.

Belongs here: seeing that from what was made of both. Does not belong here: two blocks that read one file (reading/sheets.py), or
whether `map` proposes both (recognition/copies.py).

Every line of such a list is valid, and every debt counts twice. `sure_of` with the title of its amounts says that it is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatch

import duckdb

from sources.findings import Finding, amount_of
from sources.guards.receipts import is_made
from sources.reading.cells import Opened, is_sure_of
from sources.reading.rules import FOLDER, Export
from sources.reading.sheets import NAMES_SHEET

FEWEST = 3  # charges that another file has too; fewer may be chance
MOST = 0.5  # of the charges of a file


def charges_again(
    con: duckdb.DuckDBPyConnection, exports: Sequence[Export], sources: Sequence[tuple[str, Opened]]
) -> Iterator[Finding]:
    """A refusal of each file most of whose charges a larger one gives too: of the same contract, day and amount, alone or as the
    total of that day. `con` holds the entries as `made_ledger_entries`; `sources`: the file of each `source_no` in it.
    """
    if not sources or not is_made(con, "ledger_entries"):
        return
    files = [source.partition(NAMES_SHEET)[0] for source, _ in sources]
    numbers = {file: at for at, file in enumerate(dict.fromkeys(files))}
    listed = ", ".join(f"({no}, {numbers[file]})" for no, file in enumerate(files))
    con.execute(
        f"""create or replace temp table charged as
        select file_no, lease_id, amount, unnest(list_distinct([due_on, booked_on])) as day, line
        from (select *, row_number() over () as line from made_ledger_entries
              join (values {listed}) as files(source_no, file_no) using (source_no) where entry_type = 'charge')"""
    )
    found = con.execute(
        """with keys as (
            select file_no, lease_id, day, amount from charged
            union select file_no, lease_id, day, sum(amount) from charged group by all),
        sizes as (select file_no, count(distinct line) as size from charged group by file_no)
        select charged.file_no, keys.file_no, count(distinct line) as again, any_value(own.size)
        from charged join keys on keys.lease_id = charged.lease_id and keys.day = charged.day and keys.amount = charged.amount
            and keys.file_no <> charged.file_no
        join sizes own on own.file_no = charged.file_no join sizes other on other.file_no = keys.file_no
        where (own.size, -own.file_no) < (other.size, -other.file_no)
        group by all having again >= $1 and again > $2 * any_value(own.size) order by all""",
        [FEWEST, MOST],
    ).fetchall()
    names = list(numbers)
    for second, first, again, size in found:
        blocks = [each for each in exports if each.table == "ledger_entries" and fnmatch(names[second], each.file)]
        if not any(is_sure_of(block, block.columns.get("amount", "")) for block in blocks):
            title = next((block.columns["amount"] for block in blocks if "amount" in block.columns), "Bedrag")
            text = _text(names[first], again, size, names[second], title)
            yield Finding("refused", f"{FOLDER}/{names[second]}", "charges_again", text, again)


def _text(first: str, again: int, size: int, second: str, title: str) -> str:
    what = f"{again} van {amount_of(size, 'vordering', 'vorderingen')}"
    return (
        f"{what} hieruit staan ook in {first}, met hetzelfde contract, dezelfde dag en hetzelfde bedrag: dit zijn zo te zien de "
        "openstaande posten van wat al geboekt is, en elke schuld telt zo twee keer. Haal het blok weg en zet bovenaan "
        f'mapping.toml unread_files = ["{second}"], of lees het bestand als [[stated_balances]]. Zijn het toch andere '
        f'vorderingen, zet dan sure_of = ["{title}"] in het blok.'
    )
