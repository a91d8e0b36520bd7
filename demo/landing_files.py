"""The made-up portfolio as the files a property manager's system would export.

Belongs here: writing landing tables to a folder, readable by their owner only. Does not belong here: what is in them
(portfolio.py), and the home they lie in.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from demo.portfolio import make_portfolio
from exports.ground.files import ensure_dir, write_atomically

Row = Mapping[str, Any]

# The two large tables come as Parquet and the rest as csv, to show that a source may give either. Types by column.
PARQUET_TABLES = {
    "ledger_entries": {
        "entry_id": "VARCHAR", "lease_id": "VARCHAR", "entry_type": "VARCHAR", "category": "VARCHAR",
        "booked_on": "DATE", "due_on": "DATE", "amount": "DECIMAL(18,2)", "reverses_entry_id": "VARCHAR",
    },
    "allocations": {
        "credit_entry_id": "VARCHAR", "charge_entry_id": "VARCHAR", "amount": "DECIMAL(18,2)", "allocated_on": "DATE",
    },
}  # fmt: skip


class DemoRefused(Exception):
    """The demo would have been written where something stands already; nothing was written."""


def write_demo_landing(landing_dir: Path, as_of: date) -> None:
    """Write the demo portfolio, as it is on `as_of`, into an empty or absent landing folder.

    Raises:
        DemoRefused: the folder holds something already: made-up tenants never come beside real ones.
    """
    if landing_dir.exists() and any(landing_dir.iterdir()):
        raise DemoRefused(
            "the landing folder is not empty, and the demo never writes beside other tables; "
            "choose another home (VROEGSIGNAAL_HOME) or empty the landing folder yourself, then run again"
        )
    write_landing(make_portfolio(as_of=as_of), landing_dir)


def write_landing(portfolio: Mapping[str, list[dict[str, object]]], folder: Path) -> None:
    """Write each table of `portfolio` as `<table>.csv` (semicolons, UTF-8) or `<table>.parquet`, mode 0600.

    The same portfolio gives the same bytes.
    """
    ensure_dir(folder)
    for table, rows in portfolio.items():
        if table in PARQUET_TABLES:
            write_atomically(folder / f"{table}.parquet", _parquet(rows, PARQUET_TABLES[table]))
        else:
            write_atomically(folder / f"{table}.csv", _csv(rows, ";"))


def _csv(rows: Iterable[Row], delimiter: str) -> bytes:
    rows = list(rows)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    """As landing wants it: dates ISO, money with a point and two decimals, booleans in words, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return str(value)


def _parquet(rows: Iterable[Row], types: Mapping[str, str]) -> bytes:
    """By way of a csv in a private folder, with every type named: nothing is guessed and no float comes near money."""
    with tempfile.TemporaryDirectory() as private:
        source, target = Path(private) / "rows.csv", Path(private) / "rows.parquet"
        source.write_bytes(_csv(rows, ","))
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute(
                f"COPY (SELECT * FROM read_csv('{source}', header = true, delim = ',', columns = {{{columns}}})) "
                f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
            )
        return target.read_bytes()
