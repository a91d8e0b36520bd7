"""All that is held of one tenant, and where: for a request for access (AVG art. 15) or erasure (art. 17).

Belongs here: looking in every place a home has. Does not belong here: describing it (documents/subject.py). Looked up by
the tenant's number, and by the leases and signals that belong to it; nothing is changed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from exports.delivery.batch_records import BatchRecord, read_batches
from exports.delivery.batches import outbox_path
from exports.delivery.outbox import checklist_path
from exports.ground.duck import CONFIG, connect, rows
from exports.ground.files import sha256_of_file
from exports.ground.home import Home
from exports.keeping.evidence import records_of
from exports.keeping.lease_file import file_stem
from exports.register.events import RecordedEvent
from exports.register.log import Register
from validations.landing import TABLE_NAMES

KEYS = ("tenant_id", "lease_id", "signal_id")
COLUMNS = """
select c.table_schema, c.table_name, list(c.column_name) as columns
from information_schema.columns as c
inner join information_schema.tables as t using (table_catalog, table_schema, table_name)
where c.column_name in ('tenant_id', 'lease_id', 'signal_id') and t.table_type = 'BASE TABLE'
group by 1, 2 order by 1, 2
"""
SOURCES = {".csv": "read_csv(?, all_varchar = true)", ".parquet": "read_parquet(?)"}
TEXT_SUFFIXES = (".html", ".txt", ".csv")
PLACES = (
    "landing", "sieve", "warehouse.duckdb", "read", "preview", "delivered", "evidence", "outbox", "inbox", "worklists",
    "reports", "register.duckdb", "backup",
)  # fmt: skip
Ids = dict[str, list[str]]


@dataclass(frozen=True)
class Holding:
    """Something that is held: where, what kind of thing, how many rows or files, and the rows where they are few.

    `kind`: landing_rows, other_export, table, line, decision, record, outbox_file, feedback_row, document, open_batch
    or register_copy.
    """

    place: str
    kind: str
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
    preview = home.preview()
    batches = {where: _batches_about(where, lease_ids) for where in (home, preview)}
    signal_ids = {str(event.signal_id) for event in events if event.signal_id}
    # Signals that were prepared and never delivered, or only in a rehearsal, have lines and records too.
    lines = [line for found in batches.values() for record in found for line in record.batch.lines]
    signal_ids |= {line.signal_id for line in lines if line.lease_id in lease_ids}
    ids = {"tenant_id": [tenant_id], "lease_id": sorted(lease_ids), "signal_id": sorted(signal_ids)}
    holdings = [
        *_landing(home, ids),
        *(holding for where in (home, preview) for holding in _made_by_runs(where, ids, batches[where])),
        *_inbox(home, events),
        *_open_batches(batches[home]),
        *_preview_register(preview, ids),
    ]
    return SubjectFile(tenant_id, sorted(lease_ids), sorted(signal_ids), events, [h for h in holdings if h.count], PLACES)


def _made_by_runs(home: Home, ids: Ids, batches: Sequence[BatchRecord]) -> Iterator[Holding]:
    """What real runs made, or the last rehearsal (`home` is then its preview)."""
    yield from _tables(home.warehouse, _name(home, home.warehouse), ids)
    copy = home.output / "read" / "warehouse.duckdb"
    yield from _tables(copy, _name(home, copy), ids)
    yield from _delivered(home, ids)
    yield from _evidence(home, ids)
    yield from _outbox(home, batches)
    yield from _made_for_people(home, ids)


def _name(home: Home, path: Path) -> str:
    return str(path.relative_to(home.root))


def _events(home: Home, tenant_id: str) -> list[RecordedEvent]:
    with Register.read_only(home.register) as register:
        delivered = [e for e in register.events_of("signal_delivered") if e.payload.get("tenant_id") == tenant_id]
        ids = [event.signal_id for event in delivered]
        return register.events("list_contains(?::varchar[], signal_id)", [ids]) if ids else []


def _batches_about(home: Home, lease_ids: set[str]) -> list[BatchRecord]:
    """The batches with a line about one of these leases, whether they were delivered or not."""
    if not home.register.exists():
        return []
    return [record for record in read_batches(home.register) if lease_ids.intersection(record.batch.lease_ids)]


def _open_batches(batches: Sequence[BatchRecord]) -> Iterator[Holding]:
    """What the register says of the tenant before a delivery that is not known to have happened."""
    for record in batches:
        if record.is_open:
            yield Holding(f"register.duckdb: {record.batch.batch_id}", "open_batch", 1)


def _preview_register(preview: Home, ids: Ids) -> Iterator[Holding]:
    """The rehearsal's copy of the register."""
    if preview.register.exists():
        with Register.read_only(preview.register) as register:
            about = "list_contains(?::varchar[], signal_id) or list_contains(?::varchar[], lease_id)"
            found = register.events(about, [ids["signal_id"], ids["lease_id"]])
        yield Holding(_name(preview, preview.register), "register_copy", len(found))


def _leases(home: Home, tenant_id: str) -> set[str]:
    """The tenant's leases as the export and the warehouse know them, and as the evidence of earlier dates does."""
    found: set[str] = set()
    for path in (path for path in _files(home.landing) if _table_of(home, path) == "leases"):
        with duckdb.connect(config=CONFIG) as con:
            sql = f"select lease_id::varchar as lease_id from {SOURCES[path.suffix]} where tenant_id::varchar = ?"
            found |= {row["lease_id"] for row in _rows_or_none(con, sql, [str(path), tenant_id])}
    if home.warehouse.exists():
        with connect(home.warehouse, read_only=True) as con:
            sql = "select lease_id from landing.leases where tenant_id = ?"
            found |= {row["lease_id"] for row in _rows_or_none(con, sql, [tenant_id])}
    for path in sorted(home.evidence_read.glob("decisions_*.parquet")):
        found |= {row["lease_id"] for row in _parquet(path, "tenant_id = ?", [tenant_id])}
    return found


def _landing(home: Home, ids: Ids) -> Iterator[Holding]:
    """Files as exported, and what a sieve that was cut off left of them; of other systems' own exports (VERA and the like)
    only that they lie there can be said.
    """
    for path in [*_files(home.landing), *_files(home.sieve)]:
        name = _name(home, path)
        if _table_of(home, path) is None:
            if path.suffix in (*SOURCES, ".xlsx", ".xml", ".json"):
                yield Holding(name, "other_export", 1)
            continue
        source = SOURCES[path.suffix]
        with duckdb.connect(config=CONFIG) as con:
            titles = {row["column_name"] for row in _rows_or_none(con, f"describe select * from {source}", [str(path)])}
            condition, values = _condition(titles, ids)
            if condition:
                found = _rows_or_none(con, f"select * from {source} where {condition}", [str(path), *values])
                few = _table_of(home, path) in ("tenants", "leases") and home.landing in path.parents
                yield Holding(name, "landing_rows", len(found), found if few else ())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def _table_of(home: Home, path: Path) -> str | None:
    """What the rows of a file are of: a file of landing/, a part of a table's folder there, or a sieve's; None where it is
    none of these.
    """
    if path.suffix not in SOURCES:
        return None
    if home.sieve in path.parents or path.parent == home.landing:
        return path.stem
    folder = path.parent.name.removesuffix(".parquet")
    return folder if folder in TABLE_NAMES and path.suffix == ".parquet" else None


def _tables(path: Path, place: str, ids: Ids) -> Iterator[Holding]:
    if not path.exists():
        return
    with connect(path, read_only=True) as con:
        for table in rows(con, COLUMNS):
            condition, values = _condition(set(table["columns"]), ids)
            name = f'"{table["table_schema"]}"."{table["table_name"]}"'
            count = rows(con, f"select count(*) as n from {name} where {condition}", values)[0]["n"]
            yield Holding(f"{place}: {table['table_schema']}.{table['table_name']}", "table", count)


def _condition(columns: set[str], ids: Ids) -> tuple[str, list[object]]:
    """Rows of the tenant by the closest key a table has; a lease's other tenants would have other numbers."""
    known = [key for key in KEYS if key in columns]
    parts = [f"list_contains(?::varchar[], {key}::varchar)" for key in known]
    return " or ".join(parts), [ids[key] for key in known]


def _delivered(home: Home, ids: Ids) -> Iterator[Holding]:
    for path in sorted(home.delivered.glob("*.parquet")):
        found = _parquet(path, "list_contains(?::varchar[], signal_id)", [ids["signal_id"]])
        yield Holding(_name(home, path), "line", len(found), found)


def _evidence(home: Home, ids: Ids) -> Iterator[Holding]:
    for path in sorted(home.evidence.glob("decisions_*.parquet")):
        found = _parquet(path, "list_contains(?::varchar[], lease_id)", [ids["lease_id"]])
        yield Holding(_name(home, path), "decision", len(found), found)
    for _, record in sorted(records_of(home, ids["signal_id"]).items()):
        yield Holding(_name(home, record.path), "record", 1, [record.values["facts"]])


def _outbox(home: Home, batches: Sequence[BatchRecord]) -> Iterator[Holding]:
    for record in batches:
        path = outbox_path(home, record.batch.desk, record.batch.file_name)
        for left in (path, checklist_path(path)):
            if left.exists():
                yield Holding(_name(home, left), "outbox_file", 1)


def _inbox(home: Home, events: Sequence[RecordedEvent]) -> Iterator[Holding]:
    said = {event.payload.get("file_sha256"): event.payload.get("row") for event in events}
    for folder in (home.inbox_archive, home.inbox_quarantine):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []:
            row = said.get(sha256_of_file(path))
            if row is not None:
                yield Holding(f"inbox/{folder.name}/{path.name[:12]}…", "feedback_row", 1)


def _made_for_people(home: Home, ids: Ids) -> Iterator[Holding]:
    """Lists, letters, dossiers and reports, found by a number in their name or text; workbooks and Word files opened."""
    words = [word for key in KEYS for word in ids[key] if word]
    words += [file_stem(lease_id) for lease_id in ids["lease_id"] if lease_id]  # the PDF of a lease's dossier
    for folder in (home.worklists, home.reports):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []:
            if path.parent.name == "subjects":
                continue
            if _says(path.name.encode(), words) or _mentions(path, words):
                yield Holding(_name(home, path), "document", 1)


def _mentions(path: Path, words: Sequence[str]) -> bool:
    if path.suffix in TEXT_SUFFIXES:
        return _says(path.read_bytes(), words)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return any(_says(packed.read(name), words) for name in packed.namelist())
    return False


def _says(data: bytes, words: Sequence[str]) -> bool:
    """Whether one of the numbers stands in it on its own: H1 is not H12."""
    return any(re.search(rb"(?<![0-9A-Za-z])" + re.escape(word.encode()) + rb"(?![0-9A-Za-z])", data) for word in words)


def _parquet(path: Path, condition: str, values: list[object]) -> list[dict[str, Any]]:
    with duckdb.connect(config=CONFIG) as con:
        return _rows_or_none(con, f"select * from read_parquet(?) where {condition}", [str(path), *values])


def _rows_or_none(con: duckdb.DuckDBPyConnection, sql: str, values: list[object]) -> list[dict[str, Any]]:
    """The rows; none where the table or file is not there or not of that shape. Never DuckDB's text: it may quote."""
    try:
        return rows(con, sql, values)
    except duckdb.Error:
        return []
