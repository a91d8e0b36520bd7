"""What the landing tables in the warehouse were loaded from, so that whoever acts on them can ask whether it still lies there.

    control.landing_load    one row: the as-of date of the load, and a digest of all tables as loaded
    control.landing_state   one row per landing table: rows, origin, SHA-256 digests of what was loaded and what that was made of,
                            and what the next load compares (landing_kept.py)
    control.landing_files   one row per visible file below landing/: size, times and SHA-256 digest as it lay there

Belongs here: writing these three beside the tables, in the load's own transaction, and comparing landing/ with them.
Does not belong here: loading (landing.py), or what a run refuses because of a change (orchestration/consistency.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import duckdb

from exports.ground.canonical import sha256_of_canonical
from exports.ground.duck import rows
from exports.ground.files import sha256_of_file
from exports.ground.home import SIEVED
from sources.landing_kept import Loaded
from sources.landing_report import LandingReport, TableReport
from sources.prepare import Prepared

NOT_READ_STARTS = (".", "~$")  # hidden files, and what Excel writes beside a workbook that is open

SCHEMA = """
create schema if not exists control;
create or replace table control.landing_load (as_of_date date, digest varchar);
create or replace table control.landing_state (
    table_name varchar, rows bigint, origin varchar, sha256 varchar, source_sha256 varchar,
    size bigint, way varchar, content varchar, clean varchar
);
create or replace table control.landing_files (
    name varchar, size bigint, modified_ns bigint, changed_ns bigint, inode bigint, sha256 varchar
);
"""


class LandingChanged(RuntimeError):
    """landing/ was written to while it was read; nothing was loaded. The text says so and holds no file name."""


@dataclass(frozen=True)
class Seen:
    """A file as it lies there, by what shows whether it was written to: bytes, nanoseconds and inode."""

    size: int
    modified_ns: int
    changed_ns: int
    inode: int


def look(landing_dir: Path) -> dict[str, Seen]:
    """Every visible file below landing/, by its path in it: a mapping may name any of them."""
    found = {}
    for path in sorted(landing_dir.rglob("*")) if landing_dir.is_dir() else ():
        name = path.relative_to(landing_dir)
        if path.is_file() and name.parts[0] != SIEVED and not any(part.startswith(NOT_READ_STARTS) for part in name.parts):
            facts = path.stat()
            found[str(name)] = Seen(facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
    return found


def write_landing_state(
    con: duckdb.DuckDBPyConnection,
    landing_dir: Path,
    before: Mapping[str, Seen],
    report: LandingReport,
    prepared: Prepared,
    as_of: date,
    known_digests: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write the three tables; called inside the transaction of the load.

    Args:
        con: the warehouse.
        landing_dir: the home's `landing`.
        before: `look(landing_dir)` of before anything was read.
        report: of the tables as they were loaded.
        prepared: what was made of other sources, and of which files.
        as_of: the date of the load.
        known_digests: of files that were read and hashed before, and stand as they stood then.

    Raises:
        LandingChanged: landing/ is no longer as it was before.
    """
    if look(landing_dir) != before:
        raise LandingChanged(
            "landing/ was written to while it was read; nothing was loaded. Run again when the export has ended."
        )
    known = {**_digests_of_tables(report, before), **known_digests}
    digests = {name: known.get(name) or sha256_of_file(landing_dir / name) for name in before}
    tables = [
        (t.table, t.rows, _origin(t, prepared), t.sha256, _source_digest(t, prepared, digests, landing_dir))
        for t in report.tables.values()
    ]
    con.execute(SCHEMA)
    con.execute("insert into control.landing_load values (?, ?)", [as_of, sha256_of_canonical([as_of, tables])])
    kept = [_compared(table.loaded) for table in report.tables.values()]
    of_each = [(*table, *each) for table, each in zip(tables, kept, strict=True)]
    con.executemany("insert into control.landing_state values (?, ?, ?, ?, ?, ?, ?, ?, ?)", of_each)
    files = [(name, s.size, s.modified_ns, s.changed_ns, s.inode, digests[name]) for name, s in before.items()]
    if files:
        con.executemany("insert into control.landing_files values (?, ?, ?, ?, ?, ?)", files)


def _digests_of_tables(report: LandingReport, before: Mapping[str, Seen]) -> dict[str, str]:
    """Of the landing folder's own tables: each was hashed as it was loaded, and nobody wrote to it since `look` came before."""
    mine = [t for t in report.tables.values() if t.file_name in before and t.loaded and not t.from_elsewhere]
    return {str(t.file_name): t.loaded.sha256 for t in mine if t.loaded and t.loaded.size == before[str(t.file_name)].size}


def _compared(loaded: Loaded | None) -> tuple[int | str | None, ...]:
    return (loaded.size, loaded.way, loaded.content, loaded.clean) if loaded else (None,) * 4


def kept_tables(con: duckdb.DuckDBPyConnection) -> dict[str, Loaded]:
    """Table -> what it was at the last good load; without those that an earlier version loaded."""
    asked = "select table_name, size, sha256, way, content, clean from control.landing_state where content is not null"
    try:
        return {row.pop("table_name"): Loaded(**row) for row in rows(con, asked)}
    except (duckdb.CatalogException, duckdb.BinderException):
        return {}


def _origin(table: TableReport, prepared: Prepared) -> str | None:
    return None if table.absent else prepared.origins.get(table.table, f"landing/{table.file_name}")


def _source_digest(table: TableReport, prepared: Prepared, digests: Mapping[str, str], landing_dir: Path) -> str | None:
    """The SHA-256 digest of what the table was made of: its own file, or all files of the source that gave it."""
    if not table.from_elsewhere:
        return table.sha256
    names = sorted(str(path.relative_to(landing_dir)) for path in prepared.sources[table.table])
    return sha256_of_canonical([[name, digests.get(name)] for name in names])


def with_source_digests(
    con: duckdb.DuckDBPyConnection, landing_dir: Path, report: LandingReport, prepared: Prepared
) -> LandingReport:
    """The report with, for each table made of another source, the digests of its files as they lay there when loaded."""
    digests = {row["name"]: str(row["sha256"]) for row in rows(con, "select name, sha256 from control.landing_files")}

    def of(table: TableReport) -> tuple[str, ...]:
        names = [str(path.relative_to(landing_dir)) for path in prepared.sources[table.table]] if table.from_elsewhere else []
        return tuple(sorted({digests[name] for name in names if name in digests}))

    return replace(report, tables={name: replace(table, sources=of(table)) for name, table in report.tables.items()})


def changed_files(con: duckdb.DuckDBPyConnection, landing_dir: Path) -> list[str]:
    """The files that were added, removed or changed since the load: their paths in landing/, which may name a person.

    A file whose times are as they were is not read again; one that was copied or touched is compared by its digest.
    """
    loaded = {row["name"]: row for row in rows(con, "select * from control.landing_files")}
    now = look(landing_dir)
    changed = set(loaded) ^ set(now)
    for name in set(loaded) & set(now):
        row = loaded[name]
        if now[name] == Seen(row["size"], row["modified_ns"], row["changed_ns"], row["inode"]):
            continue
        if now[name].size != row["size"] or sha256_of_file(landing_dir / name) != row["sha256"]:
            changed.add(name)
    return sorted(changed)
