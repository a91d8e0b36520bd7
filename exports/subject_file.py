"""All that is held of one tenant, and where: for a request for access (AVG art. 15) or erasure (art. 17).

Belongs here: looking in every place a home has. Does not belong here: telling it (documents/subject.py). Looked up by
the tenant's number, and by the leases and signals that belong to it; nothing is changed.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from exports.batch_records import read_batches
from exports.batches import outbox_path
from exports.duck import CONFIG, connect, rows
from exports.evidence import record_path
from exports.files import sha256_of_file
from exports.home import Home
from exports.register import RecordedEvent, Register

KEYS = ("tenant_id", "lease_id", "signal_id")
COLUMNS = """
select c.table_schema, c.table_name, list(c.column_name) as columns
from information_schema.columns as c
inner join information_schema.tables as t using (table_catalog, table_schema, table_name)
where c.column_name in ('tenant_id', 'lease_id', 'signal_id') and t.table_type = 'BASE TABLE'
group by 1, 2 order by 1, 2
"""
TEXT_SUFFIXES = (".html", ".txt", ".csv")


@dataclass(frozen=True)
class Holding:
    """Something that is held: where, what, how many rows or files, and the rows themselves where they are few."""

    place: str
    what: str
    count: int
    rows: Sequence[dict[str, Any]] = field(default=())


@dataclass(frozen=True)
class SubjectFile:
    """What is held of one tenant.

    Attributes:
        events: what the register says of the tenant's signals, in order.
        holdings: per place; places where nothing is held are not in it.
        places: every place that was looked in.
    """

    tenant_id: str
    lease_ids: Sequence[str]
    signal_ids: Sequence[str]
    events: Sequence[RecordedEvent]
    holdings: Sequence[Holding]
    places: Sequence[str]

    @property
    def is_empty(self) -> bool:
        return not (self.events or self.holdings)


def look_up(home: Home, tenant_id: str) -> SubjectFile:
    """All that this home holds of the tenant with this number."""
    events = _events(home, tenant_id)
    lease_ids = {str(event.lease_id) for event in events if event.lease_id}
    lease_ids |= _leases(home, tenant_id)
    signal_ids = {str(event.signal_id) for event in events if event.signal_id}
    ids = {"tenant_id": [tenant_id], "lease_id": sorted(lease_ids), "signal_id": sorted(signal_ids)}
    holdings = [
        *_landing(home, ids),
        *_tables(home.warehouse, "warehouse.duckdb", ids),
        *_tables(home.root / "read" / "warehouse.duckdb", "read/warehouse.duckdb", ids),
        *_tables(home.preview().warehouse, "preview/warehouse.duckdb", ids),
        *_delivered(home, ids),
        *_evidence(home, ids),
        *_outbox(home, events),
        *_inbox(home, events),
        *_made_for_people(home, ids),
    ]
    places = (
        "landing", "warehouse.duckdb", "read", "preview", "delivered", "evidence", "outbox", "inbox", "worklists",
        "reports", "register.duckdb", "backup",
    )  # fmt: skip
    return SubjectFile(tenant_id, sorted(lease_ids), sorted(signal_ids), events, [h for h in holdings if h.count], places)


def _events(home: Home, tenant_id: str) -> list[RecordedEvent]:
    with Register.read_only(home.register) as register:
        delivered = [e for e in register.events_of("signal_delivered") if e.payload.get("tenant_id") == tenant_id]
        ids = [event.signal_id for event in delivered]
        return register.events("list_contains(?::varchar[], signal_id)", [ids]) if ids else []


def _leases(home: Home, tenant_id: str) -> set[str]:
    """The tenant's leases as the warehouse knows them, and as the evidence of earlier dates does."""
    found: set[str] = set()
    if home.warehouse.exists():
        with connect(home.warehouse, read_only=True) as con:
            sql = "select lease_id from landing.leases where tenant_id = ?"
            found |= {row["lease_id"] for row in _rows_or_none(con, sql, [tenant_id])}
    for path in sorted(home.evidence_read.glob("decisions_*.parquet")):
        found |= {row["lease_id"] for row in _parquet(path, "tenant_id = ?", [tenant_id])}
    return found


def _landing(home: Home, ids: dict[str, list[str]]) -> Iterator[Holding]:
    """Files as exported; of other systems' own exports (VERA and the like) only that they lie there can be said."""
    for path in sorted(p for p in home.landing.rglob("*") if p.is_file()):
        name = f"landing/{path.relative_to(home.landing)}"
        if path.parent != home.landing or path.suffix not in (".csv", ".parquet"):
            if path.suffix in (".csv", ".parquet", ".xlsx", ".xml", ".json"):
                yield Holding(name, "an export of another system: look the tenant up in that system", 1)
            continue
        source = "read_parquet(?)" if path.suffix == ".parquet" else "read_csv(?, all_varchar = true)"
        with duckdb.connect(config=CONFIG) as con:
            titles = {row["column_name"] for row in _rows_or_none(con, f"describe select * from {source}", [str(path)])}
            condition, values = _condition(titles, ids)
            if condition:
                found = _rows_or_none(con, f"select * from {source} where {condition}", [str(path), *values])
                yield Holding(name, "rows as exported", len(found), found if path.stem in ("tenants", "leases") else ())


def _tables(path: Path, place: str, ids: dict[str, list[str]]) -> Iterator[Holding]:
    if not path.exists():
        return
    with connect(path, read_only=True) as con:
        for table in rows(con, COLUMNS):
            condition, values = _condition(set(table["columns"]), ids)
            name = f'"{table["table_schema"]}"."{table["table_name"]}"'
            count = rows(con, f"select count(*) as n from {name} where {condition}", values)[0]["n"]
            yield Holding(f"{place}: {table['table_schema']}.{table['table_name']}", "rows", count)


def _condition(columns: set[str], ids: dict[str, list[str]]) -> tuple[str, list[object]]:
    """Rows of the tenant by the closest key a table has; a lease's other tenants would have other numbers."""
    known = [key for key in KEYS if key in columns]
    parts = [f"list_contains(?::varchar[], {key}::varchar)" for key in known]
    return " or ".join(parts), [ids[key] for key in known]


def _delivered(home: Home, ids: dict[str, list[str]]) -> Iterator[Holding]:
    for path in sorted(home.delivered.glob("*.parquet")):
        found = _parquet(path, "list_contains(?::varchar[], signal_id)", [ids["signal_id"]])
        yield Holding(f"delivered/{path.name}", "the line as it left", len(found), found)


def _evidence(home: Home, ids: dict[str, list[str]]) -> Iterator[Holding]:
    for path in sorted(home.evidence.glob("decisions_*.parquet")):
        found = _parquet(path, "list_contains(?::varchar[], lease_id)", [ids["lease_id"]])
        yield Holding(f"evidence/{path.name}", "the decision of that date with its facts", len(found), found)
    for signal_id in ids["signal_id"]:
        if record_path(home, signal_id).exists():
            record = json.loads(record_path(home, signal_id).read_text(encoding="utf-8"))
            yield Holding(f"evidence/signals/{signal_id}.json", "what the signal rested on", 1, [record["facts"]])


def _outbox(home: Home, events: Sequence[RecordedEvent]) -> Iterator[Holding]:
    batch_ids = {event.batch_id for event in events if event.batch_id}
    for record in read_batches(home.register):
        path = outbox_path(home, record.batch.desk, record.batch.file_name)
        if record.batch.batch_id in batch_ids and path.exists():
            yield Holding(f"outbox/{record.batch.desk}/{record.batch.file_name}", "a file with a line about the tenant", 1)


def _inbox(home: Home, events: Sequence[RecordedEvent]) -> Iterator[Holding]:
    said = {event.payload.get("file_sha256"): event.payload.get("row") for event in events}
    for folder in (home.inbox_archive, home.inbox_quarantine):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []:
            row = said.get(sha256_of_file(path))
            if row is not None:
                place = f"inbox/{folder.name}/{path.name[:12]}…"
                yield Holding(place, f"row {row}: help was accepted", 1)


def _made_for_people(home: Home, ids: dict[str, list[str]]) -> Iterator[Holding]:
    """Lists, letters, dossiers and reports, told by a number in their name or text; workbooks and Word files opened."""
    words = [word for key in KEYS for word in ids[key] if word]
    for folder in (home.worklists, home.reports, home.preview().output / "worklists"):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []:
            if path.parent.name == "subjects":
                continue
            if any(word in path.name for word in words) or _mentions(path, words):
                yield Holding(str(path.relative_to(home.root)), "a list, letter or page about the tenant", 1)


def _mentions(path: Path, words: Sequence[str]) -> bool:
    wanted = [word.encode() for word in words]
    if path.suffix in TEXT_SUFFIXES:
        data = path.read_bytes()
        return any(word in data for word in wanted)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return any(word in packed.read(name) for name in packed.namelist() for word in wanted)
    return False


def _parquet(path: Path, condition: str, values: list[object]) -> list[dict[str, Any]]:
    with duckdb.connect(config=CONFIG) as con:
        return _rows_or_none(con, f"select * from read_parquet(?) where {condition}", [str(path), *values])


def _rows_or_none(con: duckdb.DuckDBPyConnection, sql: str, values: list[object]) -> list[dict[str, Any]]:
    """The rows; none where the table or file is not there or not of that shape. Never DuckDB's text: it may quote."""
    try:
        return rows(con, sql, values)
    except duckdb.Error:
        return []
