"""Purging the databases: the warehouse and its copy, the register's years, and DuckDB's own free pages.

Belongs here: making a database file again without what went, so that its bytes hold it no more. Does not belong here:
which files and lines go (purge.py).

DuckDB marks deleted rows and reuses their pages some day; until then they stand in the file. So the file is copied
table by table into a new one, which takes its place.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import date
from pathlib import Path

import duckdb

from exports.ground.duck import CONFIG, connect, rows
from exports.ground.files import PARTIAL_SUFFIX, PRIVATE_FILE, sync_dir, sync_file
from exports.ground.history import write_history
from exports.ground.home import Home
from exports.keeping.purge import Item, Purge
from exports.register.copies import copy_events, drop_years_before
from exports.register.log import Register, RegisterError

BASE_TABLES = """
select c.table_schema, c.table_name from information_schema.columns as c
inner join information_schema.tables as t using (table_catalog, table_schema, table_name)
where c.column_name = ? and t.table_type = 'BASE TABLE' and c.table_schema <> 'register_copy'
"""


def warehouse(purge: Purge) -> Item:
    """The warehouse and the copy people read: gone whole where old, else without what went from the other places."""
    home = purge.home
    files = warehouse_files(home)
    if not files:
        return Item("warehouse", 0)
    if purge.over(_as_of(home), purge.terms.warehouse_days):
        return Item("warehouse", purge.take(files))
    if not purge.dry_run:
        _without_what_went(purge)
    return Item("warehouse", 0)


def warehouse_files(home: Home) -> list[Path]:
    """The warehouse, its copy, and what a killed process may have left beside them."""
    beside = [path for path in home.root.glob("warehouse*") if path.is_file()]
    return sorted([*beside, *(path for path in (home.root / "read").glob("*") if path.is_file())])


def _as_of(home: Home) -> date | None:
    """The date the warehouse was judged on; the oldest of dates where it cannot say."""
    if not home.warehouse.exists():
        return date.min
    try:
        with connect(home.warehouse, read_only=True) as con:
            as_of: date = rows(con, "select as_of_date from control.run_parameters")[0]["as_of_date"]
            return as_of
    except (duckdb.Error, IndexError):
        return date.min


def _without_what_went(purge: Purge) -> None:
    home = purge.home
    with connect(home.warehouse) as con:
        _empty_contacts(con, purge.gone.contacts)
        for column, gone in (("signal_id", purge.gone.lines), ("file_sha256", purge.gone.files)):
            _delete(con, column, gone)
        copy_events(home.register, con)
        write_history(con, home.delivered_read, home.evidence_read)
    rewrite(home.warehouse)


def _delete(con: duckdb.DuckDBPyConnection, column: str, gone: Collection[str]) -> None:
    if not gone:
        return
    for table in rows(con, BASE_TABLES, [column]):
        name = f'"{table["table_schema"]}"."{table["table_name"]}"'
        con.execute(f"delete from {name} where list_contains(?::varchar[], {column})", [sorted(gone)])


def _empty_contacts(con: duckdb.DuckDBPyConnection, gone: Collection[str]) -> None:
    about_signals = {(row["table_schema"], row["table_name"]) for row in rows(con, BASE_TABLES, ["signal_id"])}
    for column in ("phone", "email") if gone else ():
        for table in rows(con, BASE_TABLES, [column]):
            if (table["table_schema"], table["table_name"]) in about_signals:
                name = f'"{table["table_schema"]}"."{table["table_name"]}"'
                con.execute(f"update {name} set {column} = null where list_contains(?::varchar[], signal_id)", [sorted(gone)])


def rewrite(path: Path) -> None:
    """Make the database file again with the same content and nothing else: no free page of the old one stays."""
    partial = path.with_name(path.name + PARTIAL_SUFFIX)
    partial.unlink(missing_ok=True)
    old, new = (str(each).replace("'", "''") for each in (path, partial))
    try:
        with duckdb.connect(config=CONFIG) as con:
            con.execute(f"attach '{old}' as old_file (read_only)")
            con.execute(f"attach '{new}' as new_file")
            con.execute("copy from database old_file to new_file")
            con.execute("detach new_file")
        partial.chmod(PRIVATE_FILE)
        sync_file(partial)
        os.replace(partial, path)
    finally:
        for left in (partial, partial.with_name(partial.name + ".wal")):
            left.unlink(missing_ok=True)
    sync_dir(path.parent)


def register_years(purge: Purge) -> Item:
    """Whole years of the register, each leaving its last hash; a year in which an active signal was delivered stays."""
    path = purge.home.register
    if not path.exists():
        return Item("register", 0)
    first = purge.as_of.year - purge.terms.register_years
    with Register.read_only(path) as register:
        due = _events_before(register, first)
    if not due or purge.dry_run:
        return Item("register", due)
    try:
        drop_years_before(path, first)
    except RegisterError as refused:
        return Item("register", 0, str(refused))
    return Item("register", due)


def _events_before(register: Register, year: int) -> int:
    """Events that belong to years before `year`: an event belongs to the highest year up to and including it."""
    count = 0
    for event in register.events():
        if event.as_of_date.year >= year:
            break
        count += 1
    return count
