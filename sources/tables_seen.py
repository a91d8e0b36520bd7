"""Which of our tables `map` would make of a file or worksheet that no block of the mapping reads.

Belongs here: asking `map` about the first lines of one sheet. Does not belong here: what it looks for
(recognition/sheets.py), or what is said of such a file (files_not_read.py) or sheet (sheets_not_read.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from sources.guards.shared import names_balances, names_co_tenants
from sources.recognition.files import sheets_of
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from validations.unreadable import Unreadable

# Where one of these is passed over, somebody is reported who should not be, or not reported who should.
MATTER = (
    "objections", "payment_arrangements", "co_tenants", "collection_cases", "reported_elsewhere", "eviction_notices",
    "allocations", "ledger_entries", "collection_actions",
)  # fmt: skip
MOST_LINES = 200
LARGEST = 32 << 20  # bytes of a file that is opened only to say what it seems to be


def table_of_sheet(file: str, rows: Sequence[Sequence[str]], sheet: str | None = None) -> str | None:
    """The table that matters and that a sheet would give by itself; None where it gives none."""
    blocks, _ = propose([Sheet(file, [list(row) for row in rows[:MOST_LINES]], sheet)])
    return next((block.table for block in blocks if block.table in MATTER and not block.lacks), None)


def tables_of_file(path: Path) -> list[tuple[str | None, str]]:
    """(sheet, table) of each sheet of a file that would give such a table; none of a file that is too large or not to be read."""
    try:
        sheets = sheets_of(path) if path.stat().st_size <= LARGEST else []
    except (Unreadable, OSError):
        return []
    found = [(each.sheet, table_of_sheet(each.file, each.rows, each.sheet)) for each in sheets]
    return [(sheet, table) for sheet, table in found if table]


def sheets_of_co_tenants(path: Path, made: Mapping[str, Path]) -> list[tuple[str | None, str]]:
    """(sheet, table) of each sheet of a file that names contracts with who rents along, by the numbers of the tables `made`."""
    if not {"leases", "tenants"} <= made.keys():
        return []
    try:
        sheets = sheets_of(path) if path.stat().st_size <= LARGEST else []
    except (Unreadable, OSError):
        return []
    with duckdb.connect() as con:
        for table, columns in (("leases", "lease_id, tenant_id"), ("tenants", "tenant_id")):
            con.execute(f"create table made_{table} as select {columns} from read_parquet(?)", [str(made[table])])
        return [(each.sheet, "co_tenants") for each in sheets if names_co_tenants(con, [row for row in each.rows if any(row)])]


def sheets_of_balances(path: Path, made: Mapping[str, Path]) -> list[tuple[str | None, str]]:
    """(sheet, table) of each sheet of a file that gives a balance of each contract, by the numbers of the contracts `made`."""
    if "leases" not in made:
        return []
    try:
        sheets = sheets_of(path) if path.stat().st_size <= LARGEST else []
    except (Unreadable, OSError):
        return []
    with duckdb.connect() as con:
        con.execute("create table made_leases as select lease_id from read_parquet(?)", [str(made["leases"])])
        of_balances = [
            each
            for each in sheets
            if names_balances(con, [row for row in each.rows if any(row)], f"{path.stem} {each.sheet or ''}")
        ]
    return [(each.sheet, "stated_balances") for each in of_balances]
