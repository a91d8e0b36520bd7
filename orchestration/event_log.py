"""Dagster's own SQLite event log, with one engine a file instead of one an event.

Belongs here: that and nothing more. Does not belong here: where the history lies or what is kept out of it (instance.py).

A run writes some 600 events in some 4,000 small transactions. Dagster makes an SQLAlchemy engine for each, and an engine
that is new compiles every statement anew: a tenth of a demo run. Here engines are kept; connections are not, so a file
that a purge made anew is seen by every process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from dagster import StringSource
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

ENGINES_KEPT = 8  # the index and the runs of the hour; the page opens a file for each run that is looked at


class EventLog(SqliteEventLogStorage):
    """`SqliteEventLogStorage` below `base_dir` (DAGSTER_HOME, see dagster.yaml), in the same files as Dagster's default."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        self._engine = lru_cache(ENGINES_KEPT)(_engine)
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        return {"base_dir": StringSource}

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: dict[str, Any]) -> EventLog:
        return cls(str(Path(config_value["base_dir"]) / "history" / "runs"), inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(self.conn_string_for_shard(shard))
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection


def _engine(connection_string: str) -> Engine:
    return create_engine(connection_string, poolclass=NullPool, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})
