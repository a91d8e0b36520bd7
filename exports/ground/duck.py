"""Connections to the project's DuckDB files, opened the same way everywhere.

Belongs here: opening with our settings, waiting while another process holds the file, and reading rows with exact
decimals. Does not belong here: any SQL about the subject.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from exports.ground.files import PRIVATE_FILE, ensure_dir

if TYPE_CHECKING:
    import pandas as pd

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.2

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",  # nothing is fetched at run time
    "autoload_known_extensions": "false",
}


class FileIsHeld(Exception):
    """Another process keeps the DuckDB file open; the text names the file, not what is in it."""


class FileIsDamaged(duckdb.IOException):
    """A DuckDB file that is none, or not one of this version; the text names the file and the way out."""


_kept: dict[Path, duckdb.DuckDBPyConnection | None] = {}  # files that one block of this process keeps open


@contextmanager
def kept_open(path: Path) -> Iterator[None]:
    """While the block runs, the connections of this process to `path` share one opening of the file.

    Opening a file of some 300 tables takes longer than most of what a step asks of it, and a run connects a hundred times.
    Each connection still sees what the one before wrote, on disk; other processes find the file held until the block ends.
    """
    if path in _kept:
        yield
        return
    _kept[path] = None
    try:
        yield
    finally:
        opened = _kept.pop(path)
        if opened is not None:
            opened.close()


@contextmanager
def connect(path: Path, *, read_only: bool = False, memory_limit: str = "1500MB") -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to `path` that is closed whatever happens; the file is made readable by its owner only.

    Raises:
        FileIsHeld: another process held the file through all attempts.
        FileIsDamaged: it is no database, or one of another version.
    """
    if not read_only:
        ensure_dir(path.parent)
    con = _shared(path, read_only) or _open(path, read_only)
    try:
        con.execute(f"set memory_limit = '{memory_limit}'")
        con.execute("set TimeZone = 'Europe/Amsterdam'")
        yield con
    finally:
        con.close()
        if not read_only and path.exists():
            _write_down(path)
            path.chmod(PRIVATE_FILE)


def _shared(path: Path, read_only: bool) -> duckdb.DuckDBPyConnection | None:
    """A connection on the opening that is kept; None where none is kept, or there is nothing to read yet."""
    if path not in _kept or (read_only and not path.exists()):
        return None
    opened = _kept[path]
    if opened is None:
        opened = _kept[path] = _open(path, read_only=False)
    return opened.cursor()


def _write_down(path: Path) -> None:
    """What closing a file does, where it stays open: nothing of it is left in the log beside it, should the process be killed."""
    opened = _kept.get(path)
    if opened is not None:
        with suppress(duckdb.TransactionException):  # another connection is writing: it does so when it closes
            opened.execute("checkpoint")


def _open(path: Path, read_only: bool) -> duckdb.DuckDBPyConnection:
    pause = FIRST_PAUSE_SECONDS
    before = os.umask(0o077)
    try:
        for _ in range(ATTEMPTS):
            try:
                return duckdb.connect(str(path), read_only=read_only, config=CONFIG)
            except duckdb.IOException as error:
                if "lock" not in str(error).lower():
                    raise _damaged(path, error) from None
                time.sleep(pause)
                pause *= 2
    finally:
        os.umask(before)
    raise FileIsHeld(f"{path.name} is open in another process; close it there and run again")


def _damaged(path: Path, error: duckdb.IOException) -> duckdb.IOException:
    """The same error in our words, where the file is there but is no database; any other (no disk, no rights) as it is."""
    if not path.is_file() or not os.access(path, os.R_OK):
        return error
    way_out = {
        "register.duckdb": "keep it aside, and restore its copy: vroegsignaal register restore backup/register.jsonl",
    }.get(path.name, "the next run makes it again, and so does: vroegsignaal rebuild")
    return FileIsDamaged(f"{path.name} cannot be opened: it is damaged, or of another version; {way_out}")


def one_row(con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None) -> tuple[Any, ...] | None:
    """The first row of a query, which is read to its end: a result left half read keeps DuckDB from other work on the
    connection, such as registering a frame.
    """
    found = con.execute(sql, parameters or []).fetchall()
    return found[0] if found else None


def rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries: decimals stay Decimal, dates stay date."""
    result = con.execute(sql, parameters or [])
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def count_of(con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None) -> int:
    """The one number that a query or statement answers with, such as `select count(*) …` or how many rows were deleted."""
    found = con.execute(sql, parameters or []).fetchone()
    return int(found[0]) if found else 0


def exact_frame(con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None) -> pd.DataFrame:
    """The rows of a query as a frame of objects: money stays Decimal, an empty cell is None."""
    import pandas as pd  # costs half a second, and most commands need no frame

    result = con.execute(sql, parameters or [])
    names = [column[0] for column in result.description]
    return pd.DataFrame(result.fetchall(), columns=names, dtype=object)
