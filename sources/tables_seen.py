"""Which of our tables `map` would make of a file or worksheet that no block of the mapping reads.

Belongs here: asking `map` about the first lines of one sheet. Does not belong here: what it looks for
(recognition/sheets.py), or what is said of such a file (files_not_read.py) or sheet (sheets_not_read.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from sources.guards.reversals import REVERSALS, names_reversals, speaks_of_reversals
from sources.guards.shared import names_balances, names_co_tenants
from sources.recognition.described import with_descriptions
from sources.recognition.files import sheets_of
from sources.recognition.sheets import propose
from sources.words.blocks import Block, Sheet
from sources.words.needs import NEEDS, REFERENCES
from validations.unreadable import Unreadable

# Where one of these is passed over, somebody is reported who should not be, or not reported who should.
MATTER = (
    "objections", "payment_arrangements", "co_tenants", "collection_cases", "reported_elsewhere", "eviction_notices",
    "allocations", "ledger_entries", "collection_actions",
)  # fmt: skip
MOST_LINES = 200
LARGEST = 32 << 20  # bytes of a file that is opened only to say what it seems to be

Found = tuple[str | None, str]  # a sheet, and the table that it would give


def table_of_sheet(file: str, rows: Sequence[Sequence[str]], sheet: str | None = None) -> str | None:
    """The table that matters and that a sheet would give by itself; None where it gives none."""
    blocks, _ = propose([Sheet(file, [list(row) for row in rows[:MOST_LINES]], sheet)])
    return next((block.table for block in blocks if block.table in MATTER and not block.lacks), None)


def whole_table_of(sheet: Sheet) -> str | None:
    """The table that matters and that a sheet gives by itself with all that it needs, below titles that are filled, and not by a
    name that makes it likely; None where it gives none.
    """
    blocks, _ = propose([replace(sheet, rows=sheet.rows[:MOST_LINES])])
    return next((block.table for block in blocks if block.table in MATTER and not block.lacks and _is_whole(block)), None)


def _is_whole(block: Block) -> bool:
    given = {name for name, choice in block.choices.items() if choice.profile.filled or name in REFERENCES}
    given |= {*(["amount"] if block.amounts or block.components else []), *(["steps"] if block.steps else [])}
    given |= {"amount", "booked_on"} if block.months.profiles or block.month else set()
    return all(given & {*group} for group in NEEDS[block.table])


def sheets_in(path: Path, largest: int = LARGEST) -> list[Sheet]:
    """The sheets of a file that no block reads; none of one that is too large or not to be read, of which its reader speaks."""
    try:
        return sheets_of(path) if path.stat().st_size <= largest else []
    except (Unreadable, OSError):
        return []


def as_described(sheets: Mapping[Path, Sequence[Sheet]], beside: Sequence[Path]) -> dict[Path, list[Sheet]]:
    """The sheets of each file by what a dictionary of fields says of their titles, be it among them or `beside` them."""
    others = [each for path in beside for each in sheets_in(path)]
    described = iter(with_descriptions([*(each for found in sheets.values() for each in found), *others]))
    return {path: [next(described) for _ in found] for path, found in sheets.items()}


def tables_of(sheets: Sequence[Sheet], made: Mapping[str, Path], given: Collection[str]) -> list[Found]:
    """Each sheet of a file that would give a table which matters: by `map`, else by the numbers of the tables `made`.

    `given`: the landing tables that some source gives; a second list of balances is no matter.
    """
    by_map = [(each.sheet, table) for each in sheets if (table := table_of_sheet(each.file, each.rows, each.sheet))]
    return by_map or list(_by_numbers(sheets, made, given))


def _by_numbers(sheets: Sequence[Sheet], made: Mapping[str, Path], given: Collection[str]) -> Iterator[Found]:
    """Sheets that name contracts with who rents along, or a balance of each, or receipts that went back."""
    lists = [
        (each.sheet, [row for row in each.rows if any(row)], f"{Path(each.file).stem} {each.sheet or ''}") for each in sheets
    ]
    asked = ["leases", "tenants"] if lists else []
    asked += ["ledger_entries"] if any(speaks_of_reversals(rows, name) for _, rows, name in lists) else []
    with duckdb.connect() as con:
        for table in (each for each in asked if each in made):
            con.execute(f"create table made_{table} as select * from read_parquet(?)", [str(made[table])])
        for sheet, rows, name in lists:
            if names_co_tenants(con, rows):
                yield sheet, "co_tenants"
            elif names_reversals(con, rows, name):
                yield sheet, REVERSALS
            elif "stated_balances" not in given and names_balances(con, rows, name):
                yield sheet, "stated_balances"
