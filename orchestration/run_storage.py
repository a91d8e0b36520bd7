"""Dagster's own SQLite storages of runs and of schedules, in the same files and words, opened with less work.

Belongs here: that and nothing more. Does not belong here: events (event_log.py), or where the history lies (instance.py).

To open one, Dagster reads all of its ninety migrations, though it wants to know no more than whether the file was made; a run
opens four. It makes an engine for each question to the runs, which does not know how the statement was compiled before. And in a
new home it makes some eighty tables and indexes, and waits for the disk after each; here it waits once a file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from dagster import StringSource
from dagster._core.storage.runs import SqliteRunStorage
from dagster._core.storage.schedules import SqliteScheduleStorage
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import create_db_conn_string
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.event import listen, remove
from sqlalchemy.pool import NullPool

from exports.ground.files import sync_file


def is_made(path: Path) -> bool:
    """Whether Dagster made the tables of a file: the revision that it made is what it writes there last."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(path)) as con:
        try:
            return con.execute("select 1 from alembic_version").fetchone() is not None
        except sqlite3.OperationalError:  # no such table, or another process is making it: Dagster waits for that
            return False


@contextmanager
def making(path: Path) -> Iterator[None]:
    """While the block makes the tables of a file, nothing waits for the disk; the file does when it is whole."""
    listen(Engine, "connect", _do_not_wait)
    try:
        yield
    finally:
        remove(Engine, "connect", _do_not_wait)
    sync_file(path)


def _do_not_wait(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("pragma synchronous = off")


class RunStorage(SqliteRunStorage):
    """`SqliteRunStorage` below `base_dir` (DAGSTER_HOME, see dagster.yaml), in the same file as Dagster's default."""

    def __init__(self, conn_string: str, inst_data: Any = None) -> None:
        self._engine = create_engine(conn_string, poolclass=NullPool)
        super().__init__(conn_string, inst_data)

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        return {"base_dir": StringSource}

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> RunStorage:
        return cls.from_local(str(Path(config_value["base_dir"]) / "history"), inst_data)

    @classmethod
    def from_local(cls, base_dir: str, inst_data: Any = None) -> RunStorage:
        if not is_made(path := Path(base_dir) / "runs.db"):
            with making(path):
                super().from_local(base_dir, inst_data)
        return cls(create_db_conn_string(base_dir, "runs"), inst_data)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection


class ScheduleStorage(SqliteScheduleStorage):
    """`SqliteScheduleStorage` below `base_dir` (DAGSTER_HOME, see dagster.yaml), in the same file as Dagster's default."""

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        return {"base_dir": StringSource}

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> ScheduleStorage:
        return cls.from_local(str(Path(config_value["base_dir"]) / "schedules"), inst_data)

    @classmethod
    def from_local(cls, base_dir: str, inst_data: Any = None) -> ScheduleStorage:
        if not is_made(path := Path(base_dir) / "schedules.db"):
            with making(path):
                super().from_local(base_dir, inst_data)
        return cls(create_db_conn_string(base_dir, "schedules"), inst_data)
