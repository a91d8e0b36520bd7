"""The register: append-only, numbered, hash-chained: what happened. It cannot be rebuilt, so it is guarded.

Belongs here: the file and its table `events`, appending, reading and verifying. Does not belong here: what an event may
say (events.py), what events together mean (register/state.py), copies, restoring and dropping years
(register/copies.py), and any judgement about tenants (the models).

The file is opened for each act and closed after it, so that `status` and `explain` can read while a run goes on.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from exports.ground.duck import connect
from exports.ground.files import PARTIAL_SUFFIX, PRIVATE_FILE, ensure_dir, sync_dir, sync_file
from exports.ground.formats import PRESENT, format_of, refuse_later
from exports.register.chain import BEGINNING, GENESIS, Anchor, Head, Link, Verdict, sealed, walk
from exports.register.events import Event, RecordedEvent

SCHEMA = """
create table events (
    seq bigint not null, recorded_at timestamp not null, as_of_date date not null, event_type varchar not null,
    signal_id varchar, batch_id varchar, lease_id varchar, payload varchar not null,
    previous_hash varchar not null, hash varchar not null
);
create table anchors (year integer not null, last_seq bigint not null, last_hash varchar not null);
create table refused (attempt varchar);
create table format (version integer not null);
"""
# A statement trigger that fails takes the statement with it; TRUNCATE is refused by the one for DELETE.
GUARD = """
create trigger {table}_{act} after {act} on {table} for each statement
insert into refused select error('the register is append only: {act} of {table} is refused')
"""
GUARDED, GUARDED_ACTS = ("events", "anchors", "format"), ("update", "delete")
COLUMNS = ", ".join(Link._fields)
PIECE = 10_000
T = TypeVar("T")

# Threads of one process would share the file, and a reader beside a writer is refused by DuckDB; so: one at a time.
_one_at_a_time = threading.Lock()


class RegisterError(Exception):
    """The register cannot do what was asked; the text says why and holds no personal value."""


class Register:
    """The register at one place. Open it with `Register.open` or `Register.read_only`."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        self.path = Path(path)
        self._writable = writable

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Register]:
        """The register for reading and appending; an empty one is made where there is none yet, mode 0600."""
        if not Path(path).exists():
            create(Path(path), [], [])
        yield cls(path, writable=True)

    @classmethod
    @contextmanager
    def read_only(cls, path: Path) -> Iterator[Register]:
        """The register for reading. One that does not exist yet reads as empty."""
        yield cls(path, writable=False)

    # Writing.

    def append(self, events: Iterable[Event], as_of_date: date, recorded_at: datetime | None = None) -> list[int]:
        """Record `events` under the run's date: all of them or none. On disk when this returns, whatever happens next.

        Args:
            events: in the order they are to be numbered.
            as_of_date: the date of the run (or, for a manual action, the date it is recorded under).
            recorded_at: UTC without zone; the machine's clock where not given (it is noted, never judged by).

        Returns:
            The numbers given out, in order.

        Raises:
            EventRefused: one of the events is not on the list; nothing was recorded.
            LaterFormat: a later version made this register; nothing was recorded.
            RegisterError: this register was opened for reading.
            FileIsHeld: another process holds the file.
        """
        if not self._writable:
            raise RegisterError("the register was opened for reading only; nothing was recorded")
        waiting = [(event, event.payload_json()) for event in events]
        if not waiting:
            return []
        moment = recorded_at or datetime.now(UTC).replace(tzinfo=None)
        with _one_at_a_time, connect(self.path) as con:
            refuse_later("register", format_of(con))
            links = _chained(waiting, as_of_date, moment, _head(con))
            con.execute("begin")
            insert_links(con, links)
            con.execute("commit")
            con.execute("checkpoint")
        return [link.seq for link in links]

    # Reading.

    def events(self, where: str = "true", parameters: Sequence[Any] = (), *, emptied: Sequence[str] = ()) -> list[RecordedEvent]:
        """The events for which the SQL condition `where` over the columns of `events` holds, in order.

        `emptied`: facts that are long lists and are not asked for; each event gives them as empty.
        """
        empty = json.dumps({fact: [] for fact in emptied})
        columns = COLUMNS.replace("payload", f"json_merge_patch(payload, '{empty}')") if emptied else COLUMNS
        sql = f"select {columns} from events where {where} order by seq"
        return self._read(lambda con: [_recorded(row) for row in _in_pieces(con, sql, parameters)], [])

    def events_of(
        self,
        event_types: str | Sequence[str] | None = None,
        *,
        batch_id: str | None = None,
        signal_id: str | None = None,
        lease_id: str | None = None,
        as_of_date: date | None = None,
        emptied: Sequence[str] = (),
    ) -> list[RecordedEvent]:
        """The events of these types about this batch, signal or lease, recorded under this date; None asks for any."""
        types = [event_types] if isinstance(event_types, str) else event_types
        wanted = {"batch_id": batch_id, "signal_id": signal_id, "lease_id": lease_id, "as_of_date": as_of_date}
        conditions: dict[str, object] = {f"{column} = ?": value for column, value in wanted.items() if value is not None}
        if types is not None:
            conditions["list_contains(?::varchar[], event_type)"] = list(types)
        return self.events(" and ".join(conditions) or "true", list(conditions.values()), emptied=emptied)

    def subjects(self, event_types: Sequence[str], as_of_date: date) -> list[tuple[str, str, str]]:
        """(type, signal, lease) of each event of these types recorded under this date, in order; payloads stay unread. What an
        event does not name is an empty text.
        """
        sql = (
            "select event_type, coalesce(signal_id, ''), coalesce(lease_id, '') from events"
            " where list_contains(?::varchar[], event_type) and as_of_date = ? order by seq"
        )
        none: list[tuple[str, str, str]] = []
        return self._read(lambda con: con.execute(sql, [list(event_types), as_of_date]).fetchall(), none)

    def signal_ids_by_batch(self, event_types: Sequence[str], batch_ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """Which signals have an event of these types about these batches: batch id -> signal ids; payloads stay unread."""
        sql = (
            "select batch_id, list(distinct signal_id) from events where signal_id is not null"
            " and list_contains(?::varchar[], event_type) and batch_id in (select unnest(?::varchar[])) group by batch_id"
        )
        if not batch_ids:
            return {}
        none: list[tuple[Any, ...]] = []
        found = self._read(lambda con: con.execute(sql, [list(event_types), list(batch_ids)]).fetchall(), none)
        return {batch_id: frozenset(signal_ids) for batch_id, signal_ids in found}

    def batches_of(self, event_type: str, signal_ids: Sequence[str]) -> list[str]:
        """The batches with an event of this type about one of these signals."""
        sql = "select distinct batch_id from events where event_type = ? and signal_id in (select unnest(?::varchar[]))"
        return self._read(lambda con: [row[0] for row in con.execute(sql, [event_type, list(signal_ids)]).fetchall()], [])

    @property
    def last_seq(self) -> int:
        """The number of the newest event, 0 where there is none."""
        return self.head().seq

    def head(self) -> Head:
        """Number and hash of the newest event: print it, and later tampering shows."""
        return self._read(_head, Head(0, GENESIS))

    def anchors(self) -> list[Anchor]:
        """Where the dropped years ended, oldest first."""
        return self._read(_anchors, [])

    def verify(self, expected: Head | None = None, see: Callable[[Link], None] | None = None) -> Verdict:
        """Walk the whole chain and say whether it is whole; raises only where the file cannot be read.

        Args:
            expected: a head noted earlier, which must still stand in the chain.
            see: called with each event on the way, so that a copy needs no second walk and no memory.
        """

        def check(con: duckdb.DuckDBPyConnection) -> Verdict:
            start = max(_anchors(con), default=BEGINNING, key=lambda anchor: anchor.last_seq)
            # In the order of the numbers; of two with one number, in the order they were written.
            sql = f"select {COLUMNS} from events order by seq, rowid"
            return walk(_seen((Link(*row) for row in _in_pieces(con, sql)), see), start, expected)

        return self._read(check, walk([], BEGINNING, expected))

    def links_after(self, seq: int) -> list[Link]:
        """The events after this number as stored, with their hashes, in order."""
        sql = f"select {COLUMNS} from events where seq > ? order by seq"
        return self._read(lambda con: [Link(*row) for row in _in_pieces(con, sql, [seq])], [])

    def links(self) -> list[Link]:
        """All events as stored, with their hashes, in order."""
        sql = f"select {COLUMNS} from events order by seq"
        return self._read(lambda con: [Link(*row) for row in _in_pieces(con, sql)], [])

    def _read(self, ask: Callable[[duckdb.DuckDBPyConnection], T], without_file: T) -> T:
        if not self.path.exists():
            return without_file
        with _one_at_a_time, connect(self.path, read_only=True) as con:
            refuse_later("register", format_of(con))
            return ask(con)


def create(path: Path, links: Sequence[Link], anchors: Sequence[Anchor]) -> None:
    """Make a register file with this content, whole or not at all; what stands at `path` is replaced.

    Made beside its place and renamed into it, so that a register without its guards never exists under that name.
    """
    ensure_dir(path.parent)
    partial = path.with_name(path.name + PARTIAL_SUFFIX)
    partial.unlink(missing_ok=True)
    try:
        with connect(partial) as con:
            con.execute("begin")
            con.execute(SCHEMA)
            for table in GUARDED:
                for act in GUARDED_ACTS:
                    con.execute(GUARD.format(table=table, act=act))
            insert_links(con, links)
            for anchor in anchors:
                con.execute("insert into anchors values (?, ?, ?)", list(anchor))
            con.execute("insert into format values (?)", [PRESENT])
            con.execute("commit")
            con.execute("checkpoint")
        sync_file(partial)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
        partial.with_name(partial.name + ".wal").unlink(missing_ok=True)
    path.chmod(PRIVATE_FILE)
    sync_dir(path.parent)


def insert_links(con: duckdb.DuckDBPyConnection, links: Sequence[Link]) -> None:
    """Insert stored events as they are, column by column (a thousand times cheaper than row by row)."""
    kinds = ("bigint", "timestamp", "date", *["varchar"] * 7)
    for start in range(0, len(links), PIECE):
        columns = [list(column) for column in zip(*links[start : start + PIECE], strict=True)]
        unnested = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
        con.execute(f"insert into events select {unnested}", columns)


def _chained(events: Sequence[tuple[Event, str]], as_of_date: date, moment: datetime, head: Head) -> list[Link]:
    links = []
    for event, payload in events:
        open_link = Link(
            head.seq + 1, moment, as_of_date, event.event_type, event.signal_id, event.batch_id, event.lease_id,
            payload, head.hash, "",
        )  # fmt: skip
        links.append(sealed(open_link))
        head = Head(links[-1].seq, links[-1].hash)
    return links


def _head(con: duckdb.DuckDBPyConnection) -> Head:
    newest = con.execute(
        "select seq, hash from events where seq = (select max(seq) from events) order by rowid desc limit 1"
    ).fetchone()
    if newest:
        return Head(*newest)
    last = max(_anchors(con), default=BEGINNING, key=lambda anchor: anchor.last_seq)
    return Head(last.last_seq, last.last_hash)


def _anchors(con: duckdb.DuckDBPyConnection) -> list[Anchor]:
    return [Anchor(*row) for row in con.execute("select year, last_seq, last_hash from anchors order by 1").fetchall()]


def _in_pieces(con: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    result = con.execute(sql, list(parameters))
    while piece := result.fetchmany(PIECE):
        yield from piece


def _seen(links: Iterator[Link], see: Callable[[Link], None] | None) -> Iterator[Link]:
    for link in links:
        if see is not None:
            see(link)
        yield link


def _recorded(row: tuple[Any, ...]) -> RecordedEvent:
    link = Link(*row)
    return RecordedEvent(**link._asdict() | {"payload": json.loads(link.payload)})
