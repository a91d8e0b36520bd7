"""Dagster's own SQLite event log, in the same files and words, with fewer connections and fewer transactions.

Belongs here: that and nothing more. Does not belong here: where the history lies or what is kept out of it (instance.py).

A run writes some 600 events, which Dagster stores in some 4,000 small transactions, each on an engine and a connection of
its own: half of what a small run cost. Here

- engines are kept, and the statements they compiled with them;
- what Dagster gives as a batch (what a run plans to make; DAGSTER_EVENT_BATCH_SIZE) is one transaction per file;
- what a step hands over in one burst (its outputs and checks, 150 of the models) is one transaction a file too, committed
  with the next event of another kind; whoever reads in this thread meanwhile reads through it;
- connections are kept while this process is in a run, and at no other time: a file that a purge rebuilt is then seen by
  every process, and nobody keeps the old one open;
- a new run's file is a copy of an empty one that Dagster made once, tables, indexes and all;
- a commit need not wait for the disk: after a power cut the last events of the history may be missing, and its files are
  sound. What happened stands in the register, which does wait.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from dagster import AssetKey, DagsterEventType, EventLogEntry, EventLogRecord, StringSource
from dagster import __version__ as dagster_version
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.schema import AssetKeyTable
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster_shared.serdes import deserialize_value
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool, QueuePool

from orchestration.run_storage import is_made, making

ENGINES_KEPT = 8  # the index and the runs of the hour; the page opens a file for each run that is looked at
# What one step hands over, event after event, with nothing to wait for in between.
BURST = {
    DagsterEventType.STEP_OUTPUT,
    DagsterEventType.ASSET_MATERIALIZATION,
    DagsterEventType.ASSET_CHECK_EVALUATION,
    DagsterEventType.HANDLED_OUTPUT,
}
ENDS = {DagsterEventType.RUN_SUCCESS, DagsterEventType.RUN_FAILURE, DagsterEventType.RUN_CANCELED}


class _OpenTransactions(threading.local):
    """The transactions that this thread has open, one a file."""

    connections: dict[str, Connection] | None = None
    files: ExitStack


class EventLog(SqliteEventLogStorage):
    """`SqliteEventLogStorage` below `base_dir` (DAGSTER_HOME, see dagster.yaml), in the same files as Dagster's default."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        self._engine = lru_cache(ENGINES_KEPT)(_engine)
        self._kept: dict[str, Engine] = {}  # engines with open connections, while this process is in a run
        self._run_id: str | None = None  # that run
        self._open = _OpenTransactions()
        self._columns: set[str] = set()
        self._indexes: set[str] = set()
        self._tables: set[str] = set()
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        return {"base_dir": StringSource}

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> EventLog:
        return cls(str(Path(config_value["base_dir"]) / "history" / "runs"), inst_data)

    def store_event(self, event: EventLogEntry) -> None:
        kind = event.dagster_event_type if event.is_dagster_event else None
        if kind == DagsterEventType.RUN_START:
            self._run_id = event.run_id
        if kind in BURST and event.run_id == self._run_id:
            self._begin()
            try:
                super().store_event(event)
            except BaseException:
                self._roll_back()
                raise
            return
        self._commit()
        super().store_event(event)
        if kind in ENDS and event.run_id == self._run_id:
            self._leave_the_run()

    def store_event_batch(self, events: Sequence[EventLogEntry]) -> None:
        """Store all of the events or none of them."""
        self._commit()
        self._begin()
        try:
            for event in events:
                super().store_event(event)
        except BaseException:
            self._roll_back()
            raise
        self._commit()

    def dispose(self) -> None:
        self._leave_the_run()
        super().dispose()

    def _initdb(self, engine: Engine, for_index_shard: bool = False) -> None:
        if not is_made(path := Path(str(engine.url.database))):
            with making(path):
                super()._initdb(engine, for_index_shard)

    def has_asset_key_col(self, column_name: str) -> bool:
        """Asked seven times for each asset that is made; a column that is there stays there."""
        if column_name not in self._columns and super().has_asset_key_col(column_name):
            self._columns.add(column_name)
        return column_name in self._columns

    def _has_asset_key_col_on_connection(self, conn: Connection, column_name: str) -> bool:
        """Asked once for each event about an asset."""
        if column_name not in self._columns and super()._has_asset_key_col_on_connection(conn, column_name):
            self._columns.add(column_name)
        return column_name in self._columns

    def _get_latest_materialization_records(self, raw_asset_rows: Any) -> Mapping[AssetKey, EventLogRecord | None]:
        """Asked once for each asset of a step. Where each row holds its own record, that is all there is: Dagster looks in
        the events for those of an old form too, with or without there being any.
        """
        rows = list(raw_asset_rows)
        if all(row["last_materialization"] and not row["asset_details"] for row in rows):
            keys = [AssetKey.from_db_string(row["asset_key"]) for row in rows]
            records = [deserialize_value(row["last_materialization"]) for row in rows]
            found = {key: record for key, record in zip(keys, records, strict=True) if isinstance(record, EventLogRecord) and key}
            if len(found) == len(rows):
                return found
        return super()._get_latest_materialization_records(rows)

    def _store_asset_event(self, conn: Connection, event: EventLogEntry, event_id: int) -> None:
        """As Dagster does, but for the order: it inserts first, and nearly each asset has its row from an earlier run, so that
        the insertion fails, which takes longer than to do it.
        """
        key = event.dagster_event.asset_key if event.dagster_event else None
        has_columns = self._has_asset_key_index_cols_on_connection(conn)
        values = self._get_asset_entry_values(event, event_id, has_columns) if key else {}
        if not key or not values:
            return
        name = key.to_string()
        if not conn.execute(AssetKeyTable.update().values(**values).where(AssetKeyTable.c.asset_key == name)).rowcount:
            conn.execute(AssetKeyTable.insert().values(asset_key=name, **values))

    def has_table(self, table_name: str) -> bool:
        """Asked for each asset and check, on an engine of its own; a table that is there stays there."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def has_secondary_index(self, name: str) -> bool:
        if name not in self._indexes and super().has_secondary_index(name):
            self._indexes.add(name)
        return name in self._indexes

    def _begin(self) -> None:
        if self._open.connections is None:
            self._open.connections, self._open.files = {}, ExitStack()

    def _commit(self) -> None:
        if self._open.connections is not None:
            self._open.connections = None
            self._open.files.close()

    def _roll_back(self) -> None:
        for connection in (self._open.connections or {}).values():
            connection.rollback()
        self._commit()

    def _leave_the_run(self) -> None:
        self._commit()
        self._run_id = None
        while self._kept:
            self._kept.popitem()[1].dispose()

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        if self._open.connections is None:
            with self._db_lock, self._begun(shard) as connection:
                yield connection
            return
        if shard not in self._open.connections:
            with self._db_lock:
                self._open.connections[shard] = self._open.files.enter_context(self._begun(shard))
        yield self._open.connections[shard]

    def _begun(self, shard: str) -> AbstractContextManager[Connection]:
        where = self.conn_string_for_shard(shard)
        if self._run_id is None:
            engine = self._engine(where)
        else:
            engine = self._kept[where] = self._kept.get(where) or _engine(where, poolclass=QueuePool)
        if shard not in self._initialized_dbs:
            self._make_tables(Path(self.path_for_shard(shard)), engine)
            self._initialized_dbs.add(shard)
        return engine.begin()

    def _make_tables(self, path: Path, engine: Engine) -> None:
        """The tables of a run's file, where they are not there: a copy of those that Dagster made once, in this version."""
        if path.exists():
            self._initdb(engine)
            return
        empty = Path(self._base_dir).parent / f"empty-{dagster_version}.db"
        if not empty.exists():
            part = empty.with_suffix(f".{os.getpid()}.part")
            self._initdb(create_engine(f"sqlite:///{part}", poolclass=NullPool))
            os.replace(part, empty)
        _copy(empty, path)


def _copy(empty: Path, path: Path) -> None:
    """Put a copy in place whole, unless another process was first."""
    part = path.with_suffix(f".{os.getpid()}.part")
    shutil.copyfile(empty, part)
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        os.replace(part, path)
    part.unlink(missing_ok=True)


def _engine(connection_string: str, poolclass: type = NullPool) -> Engine:
    engine = create_engine(connection_string, poolclass=poolclass, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})
    sqlalchemy_event.listen(engine, "connect", _do_not_wait_for_the_disk)
    return engine


def _do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("pragma synchronous = normal")
