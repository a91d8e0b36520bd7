"""Connections to the project's DuckDB files, opened the same way everywhere.

Belongs here: opening with our settings, waiting while another process holds the file, and reading rows with exact
decimals. Does not belong here: any SQL about the subject.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from exports.ground.files import PRIVATE_FILE, ensure_dir

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.2
MEMORY_LIMIT = "1500MB"
SHORT_LOG = 1 << 20  # bytes of a log that costs nothing to read again
UNREADABLE_LOG = "Failure while replaying WAL file"  # which DuckDB 2.0.0 gives no class of its own

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",  # nothing is fetched at run time
    "autoload_known_extensions": "false",
}


class FileIsHeld(Exception):
    """Another process keeps the DuckDB file open; the text names the file, not what is in it."""


class FileIsDamaged(duckdb.IOException):
    """A DuckDB file that is none, or not one of this version; the text names the file and the way out."""


@dataclass
class _Opened:
    """A file that this process has open: the DuckDB instance that it is attached to, and who uses it."""

    instance: duckdb.DuckDBPyConnection
    name: str
    read_only: bool
    spill: Path | None = None
    users: int = 0
    memory_limit: str = ""  # as it was set last on this instance; nothing: DuckDB's own choice


_lock = threading.RLock()  # guards the three below
_files: dict[Path, _Opened] = {}
_kept: dict[Path, bool] = {}  # files that stay open between two connections, and whether only to be read
_idle: list[tuple[duckdb.DuckDBPyConnection, str]] = []  # instances without a file, with the memory that each may take


@contextmanager
def kept_open(path: Path, *, for_reading: bool = False) -> Iterator[None]:
    """While the block runs, the connections of this process to `path` share one opening of the file.

    Opening a file of some 300 tables takes longer than most of what a step asks of it, and a run connects a hundred times.
    Each connection still sees what the one before wrote, on disk; other processes find the file held until the block ends.
    For reading, others may read it too, and a connection that writes opens it again; such a block is to be a short one.
    """
    if path in _kept:
        yield
        return
    _kept[path] = for_reading
    try:
        yield
    finally:
        with _lock:
            _kept.pop(path, None)
            if path in _files and _files[path].users == 0:
                _close(_files.pop(path), well=True)


@contextmanager
def connect(path: Path, *, read_only: bool = False, memory_limit: str = "") -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to `path` that is closed whatever happens; the file is made readable by its owner only.

    `memory_limit`: how much memory DuckDB may take from here on; default: what was set last on its instance, or 1500MB. With a
    lower limit than before it would forget what it has read.

    Raises:
        FileIsHeld: another process held the file through all attempts.
        FileIsDamaged: it is no database, or one of another version.
    """
    if not read_only:
        ensure_dir(path.parent)
    opened = _taken(path, read_only)
    well = False
    con = opened.instance.cursor()
    try:
        con.execute(f"use {opened.name}")
        limit = memory_limit or opened.memory_limit or MEMORY_LIMIT
        if opened.memory_limit != limit:
            con.execute(f"set memory_limit = '{limit}'")
            opened.memory_limit = limit
        with _stopping_when_asked():
            yield con
        well = True
    finally:
        con.close()
        _given_back(path, opened, well=well)
        if not read_only and path.exists():
            path.chmod(PRIVATE_FILE)


@contextmanager
def in_memory() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to an empty database in memory, gone after the block: for reading and writing other files."""
    instance, limit = _instance("")
    opened, well = _Opened(instance, "work", read_only=False), False
    con = None
    try:
        if limit:
            instance.execute("reset memory_limit")
        instance.execute("attach ':memory:' as work")
        con = instance.cursor()
        con.execute("use work")
        with _stopping_when_asked():
            yield con
        well = True
    finally:
        if con is not None:
            con.close()
        _close(opened, well=well)


@contextmanager
def _stopping_when_asked() -> Iterator[None]:
    """Ctrl-C or SIGTERM during a query stops the run, as it does anywhere else.

    DuckDB 2.0.0 ends the query with a RuntimeError and loses what the signal's handler raised
    (findings/duckdb-loses-what-a-signal-handler-raised.sh): one step would fail, and the steps after it would go on.
    """
    try:
        yield
    except RuntimeError as error:
        if type(error) is RuntimeError and str(error) == "Query interrupted":
            raise KeyboardInterrupt from None
        raise


def _taken(path: Path, read_only: bool) -> _Opened:
    """The file, opened now or before, with one user more; waits while it is held."""
    pause = FIRST_PAUSE_SECONDS
    for _ in range(ATTEMPTS):
        with _lock:
            opened = _files.get(path)
            if opened is not None and not opened.users and opened.read_only and not read_only:
                _close(_files.pop(path), well=True)
                opened = None
            if opened is None:
                opened = _open(path, read_only)
            if opened is not None and (read_only or not opened.read_only):
                _files[path] = opened
                opened.users += 1
                return opened
        time.sleep(pause)
        pause *= 2
    raise FileIsHeld(f"{path.name} is open in another process; close it there and run again")


def _given_back(path: Path, opened: _Opened, *, well: bool) -> None:
    """One user less; the last one closes the file, or writes down what is more than a little where it stays open."""
    with _lock:
        opened.users -= 1
        if opened.users:
            return
        if path not in _kept:
            _close(_files.pop(path), well=well)
        elif _is_logged_beside(path):
            with suppress(duckdb.TransactionException):
                opened.instance.execute(f"checkpoint {opened.name}")


def log_of(path: Path) -> Path:
    """The log that DuckDB keeps beside a file: commits that are not in the file yet."""
    return path.with_name(f"{path.name}.wal")


def _is_logged_beside(path: Path) -> bool:
    """Whether what was written to a kept file is to go into it now, from the log beside it where a commit put it.

    What is read by others goes at once. Else a short log stays until the file is closed: whoever opens what a killed process
    left reads it too, and to write down a file of some 300 tables takes ten times as long as the row that a step notes in one.
    """
    try:
        size = log_of(path).stat().st_size
    except FileNotFoundError:
        return False
    return _kept[path] or size > SHORT_LOG


def _open(path: Path, read_only: bool) -> _Opened | None:
    """Attach the file to an instance of its own; None where another process holds it.

    Starting an instance takes ten times as long as attaching a file, so those that are free are used again.
    """
    before = os.umask(0o077)
    place = str(path.absolute()).replace("'", "''")
    instance, limit = _instance(f"{place}.tmp")
    is_read_only = read_only and _kept.get(path, True)
    opened = _Opened(instance, f'"{path.stem}"', is_read_only, path.with_name(f"{path.name}.tmp"), memory_limit=limit)
    try:
        if read_only and not path.exists():
            raise duckdb.IOException(f"{path.name} does not exist")
        instance.execute(f"attach '{place}' as {opened.name} (type duckdb{', read_only' if opened.read_only else ''})")
    except duckdb.Error as error:
        instance.close()
        if isinstance(error, duckdb.IOException) and "lock" in str(error).lower():
            return None
        if isinstance(error, duckdb.IOException) or UNREADABLE_LOG in str(error):
            raise _damaged(path, error) from None
        raise
    except BaseException:
        instance.close()
        raise
    finally:
        os.umask(before)
    return opened


def _instance(spill: str) -> tuple[duckdb.DuckDBPyConnection, str]:
    """An instance without a file, which writes what does not fit its memory into the folder `spill`, or nowhere; and the
    memory that it may take, as it was set last.
    """
    while True:
        with _lock:
            instance, limit = _idle.pop() if _idle else (_new_instance(), "")
        try:
            instance.execute(f"set temp_directory = '{spill}'")
        except duckdb.Error:  # it has written to another folder, and keeps to that one
            instance.close()
        else:
            return instance, limit


def _new_instance() -> duckdb.DuckDBPyConnection:
    instance = duckdb.connect(config=CONFIG)
    instance.execute("set global TimeZone = 'Europe/Amsterdam'")
    return instance


def _close(opened: _Opened, *, well: bool) -> None:
    """Write the file down and let go of it; the instance is kept for the next one where nothing went wrong on it."""
    instance = opened.instance
    try:
        instance.execute(f"detach {opened.name}")
        left = instance.execute("select count(*) from duckdb_databases() where not internal").fetchall()
        well = well and left == [(1,)] and not (opened.spill and opened.spill.exists())
    except duckdb.Error:
        well = False
    if well:
        _idle.append((instance, opened.memory_limit))
    else:
        instance.close()


def _close_idle() -> None:
    with _lock:
        while _idle:
            _idle.pop()[0].close()


os.register_at_fork(before=_close_idle)  # an instance has threads, and these do not come along


def _damaged(path: Path, error: duckdb.Error) -> duckdb.Error:
    """The same error in our words, where the file is there but is no database; any other (no disk, no rights) as it is."""
    if not path.is_file() or not os.access(path, os.R_OK):
        return error
    way_out = {
        "register.duckdb": "keep it aside, and restore its copy: vroegsignaal register restore backup/register.jsonl",
    }.get(path.name, "to make it again: vroegsignaal rebuild")
    return FileIsDamaged(f"{path.name} cannot be opened: it is damaged, or of another version; {way_out}")


def is_there(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether the table or view of this name, with its schema, is there.

    Asked of the table itself, outside a transaction (DuckDB ends one in which a name is unknown): to look it up among all
    tables takes ten times as long as most of what is then asked of it, and a run asks this a hundred times.
    """
    try:
        con.execute(f"select 1 from {table} limit 0").fetchall()
    except duckdb.CatalogException:
        return False
    return True


def one_row(con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None) -> tuple[Any, ...] | None:
    """The first row of a query, which is read to its end: a result left half read keeps DuckDB from other work on the
    connection, such as registering a frame.
    """
    found = con.execute(sql, parameters or []).fetchall()
    return found[0] if found else None


def only_row(con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | dict[str, Any] | None = None) -> tuple[Any, ...]:
    """The row of a query or statement that always gives exactly one, such as an aggregate or what `copy` says of itself.

    Raises:
        LookupError: it gave none, or several.
    """
    found = con.execute(sql, parameters or []).fetchall()
    if len(found) != 1:
        raise LookupError(f"one row was asked for, and there were {len(found)}")
    return found[0]


def rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries: decimals stay Decimal, dates stay date."""
    result = con.execute(sql, parameters or [])
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def columns(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Sequence[Any]]:
    """The rows of a query column by column, as `rows` gives them but that a list is a tuple: every value can be looked up."""
    result = con.execute(sql)
    kinds = [str(column[1]) for column in result.description]
    names = [column[0] for column in result.description]
    found: list[Sequence[Any]] = list(zip(*result.fetchall(), strict=True)) or [()] * len(kinds)
    for place in (place for place, kind in enumerate(kinds) if kind.endswith("[]")):
        found[place] = [None if each is None else tuple(each) for each in found[place]]
    return dict(zip(names, found, strict=True))


def count_of(con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None) -> int:
    """The one number that a query or statement answers with, such as `select count(*) …` or how many rows were deleted."""
    found = con.execute(sql, parameters or []).fetchall()
    return int(found[0][0]) if found else 0


def titles_and_types(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, str]:
    """The titles that a query gives, each with its type as DuckDB writes it (`DECIMAL(12,2)`); nothing is computed for it."""
    # Not by `con.sql(...)`: DuckDB 2.0 refuses that while `fetchone` read a row of something earlier and no more was asked for.
    return {name: kind for name, kind, *_ in con.execute(f"describe {query}").fetchall()}


def exact_cells(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """The titles and the rows of a query: decimals stay Decimal, dates stay date, an empty cell is None."""
    result = con.execute(sql)
    return tuple(column[0] for column in result.description), tuple(result.fetchall())
