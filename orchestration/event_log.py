"""Dagster's own SQLite event log, with one engine a file instead of one an event, and batches that are batches.

Belongs here: that and nothing more. Does not belong here: where the history lies or what is kept out of it (instance.py).

A run writes some 600 events in some 4,000 small transactions. Dagster makes an SQLAlchemy engine for each, and an engine
that is new compiles every statement anew: a tenth of a demo run. Here engines are kept; connections are not, so a file
that a purge made anew is seen by every process. What Dagster gives as a batch (what a run plans to make, some 180 events;
DAGSTER_EVENT_BATCH_SIZE) is written in one transaction a file.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from dagster import EventLogEntry, StringSource
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
        self._batch = threading.local()  # the batch that this thread is storing, if any
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        return {"base_dir": StringSource}

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: dict[str, Any]) -> EventLog:
        return cls(str(Path(config_value["base_dir"]) / "history" / "runs"), inst_data)

    def store_event_batch(self, events: Sequence[EventLogEntry]) -> None:
        """Store all of the events or none of them."""
        with self._db_lock, ExitStack() as open_files:
            self._batch.connections = {}
            self._batch.open_files = open_files
            try:
                for event in events:
                    self.store_event(event)
            finally:
                del self._batch.connections

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        held = getattr(self._batch, "connections", None)
        if held is None:
            with self._db_lock, self._begun(shard) as connection:
                yield connection
            return
        if shard not in held:
            held[shard] = self._batch.open_files.enter_context(self._begun(shard))
        yield held[shard]

    def _begun(self, shard: str) -> AbstractContextManager[Connection]:
        engine = self._engine(self.conn_string_for_shard(shard))
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        return engine.begin()


def _engine(connection_string: str) -> Engine:
    return create_engine(connection_string, poolclass=NullPool, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})
