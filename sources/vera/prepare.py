"""VERA files to landing tables: the order of the work, and what comes out of it.

Belongs here: which step runs when, and writing the tables. Does not belong here: the meaning of anything (`sql/`,
`mapping.py`).

The work is done in a DuckDB file of its own in the work folder, so that memory stays bounded; it is removed at the end,
because it holds more of each record than the landing tables do.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from exports.ground.duck import CONFIG, count_of
from exports.ground.files import PRIVATE_FILE, ensure_dir
from sources.findings import Finding, SourcesRefused, refuse_if_needed
from sources.vera.checks import check
from sources.vera.files import VeraFile, find_vera_files, stage
from sources.vera.mapping import VeraMapping, detail_macro, load_mapping, put_mapping
from sources.vera.properties import in_other_capitals
from sources.vera.reversals import find_reversed
from sources.vera.saldo import OPEN_RENT_SQL, STATED_SQL
from sources.vera.signs import settle_decimal_sign, settle_signs
from validations.landing import LANDING_TABLES

SQL_DIR = Path(__file__).with_name("sql")
MEMORY_LIMIT = "2GB"
SMALL_BYTES, SMALL_MEMORY_LIMIT = 20_000_000, "600MB"  # a small export that asks for more than this is no export
# Which landing tables a resource gives; the order of rows makes a run repeatable.
TABLES_OF = {
    "boekingen": ("ledger_entries", "allocations"),
    "overeenkomsten": ("leases",),
    "relaties": ("tenants",),
    "contactmomenten": ("collection_actions",),
    "betalingsregelingen": ("payment_arrangements",),
    "externe-incassos": ("collection_cases",),
}
# Tables that VERA gives only where it has something to say: without rows, they may come from elsewhere.
WHERE_ANY = {
    "co_tenants": ("overeenkomsten", "select * from landing.co_tenants"),
    "stated_balances": ("boekingen", OPEN_RENT_SQL),
}
TABLES = {table.name: table for table in LANDING_TABLES}


@dataclass(frozen=True)
class VeraReport:
    """What came of a VERA folder.

    Attributes:
        tables: landing table -> Parquet file with that table's columns, in the types of the warehouse.
        findings: everything worth knowing, the refusals among it.
        rows: landing table -> number of rows.
        stated_balances: Parquet with lease_id and stated_open (euros), or None where no booking states its saldo.
    """

    tables: Mapping[str, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    stated_balances: Path | None = None

    @property
    def is_refused(self) -> bool:
        return any(finding.severity == "refused" for finding in self.findings)


def prepare_vera(
    folder: Path, work_dir: Path, as_of: date, mapping: VeraMapping | None = None, *, memory_limit: str = ""
) -> VeraReport:
    """Reads the VERA files in `folder` and writes the landing tables they give to `work_dir`.

    Args:
        folder: `landing/vera`; need not exist.
        work_dir: for the tables and, while at work, a database; made if need be, for its owner only.
        as_of: on this day a role, such as that of the main tenant, is held or not.
        mapping: what codes mean; by default that of `folder`.
        memory_limit: DuckDB's; by default what the size of the files asks for.

    Returns:
        The report. Where a finding refuses, no table is given.

    Raises:
        SourcesRefused: the mapping file is not valid.
    """
    mapping = mapping or load_mapping(folder)
    files, findings = find_vera_files(folder)
    if not files:
        return VeraReport(findings=tuple(findings))
    findings += _not_given(files)
    ensure_dir(work_dir)
    is_small = sum(file.path.stat().st_size for file in files) <= SMALL_BYTES
    memory_limit = memory_limit or (SMALL_MEMORY_LIMIT if is_small else MEMORY_LIMIT)
    with _database(work_dir / "at_work.duckdb", memory_limit) as con:
        try:
            findings += _transform(con, files, mapping, as_of)
        except SourcesRefused as refused:
            return VeraReport(findings=(*findings, *refused.findings))
        except (duckdb.Error, ValueError, MemoryError, RecursionError, OSError) as error:
            # DuckDB's text may quote a record; its kind is all that may be said.
            text = f"kon niet worden verwerkt ({type(error).__name__}). Geef dit door aan de beheerder van Vroegsignaal."
            return VeraReport(findings=(*findings, Finding("refused", "vera", "vera_not_processed", text)))
        if any(finding.severity == "refused" for finding in findings):
            return VeraReport(findings=tuple(findings))
        return _written(con, work_dir, files, mapping, findings)


def _transform(con: duckdb.DuckDBPyConnection, files: list[VeraFile], mapping: VeraMapping, as_of: date) -> list[Finding]:
    con.begin()  # the mapping is many small tables: one by one, each would be written down before the next
    put_mapping(con, mapping)
    con.commit()
    con.execute(f"create macro as_of() as date '{as_of.isoformat()}'")
    _run(con, "macros")
    con.execute(detail_macro(mapping))
    _run(con, "slim")
    findings = stage(con, files)
    refuse_if_needed(findings)
    refuse_if_needed(each for file in files for each in in_other_capitals(con, file))
    settle_decimal_sign(con)
    _run(con, "keys")
    _run(con, "parties")
    _run(con, "bookings")
    findings += settle_signs(con, mapping.setting("boeking.teken"))
    _run(con, "ledger")
    unfound = find_reversed(con, mapping.setting("boeking.storno_zoeken"))
    _run(con, "entries")
    _run(con, "details")
    _run(con, "collection")
    settings = {name: mapping.setting(name) for name in ("boeking.zonder_overeenkomst", "boeking.storno_niet_gevonden")}
    return findings + check(con, files, unfound_reversals=unfound, settings=settings)


def _run(con: duckdb.DuckDBPyConnection, name: str) -> None:
    con.execute((SQL_DIR / f"{name}.sql").read_text(encoding="utf-8"))


def _not_given(files: list[VeraFile]) -> list[Finding]:
    """Tables that each run needs, of which no VERA file gives the resource: they must come from elsewhere."""
    given = {file.resource for file in files}
    return [
        Finding("note", "vera", "resource_not_given", f"geen bestand met {resource}: lever de tabel {table} dan als {table}.csv.")
        for resource, (table, *_) in TABLES_OF.items()
        if resource not in given and not TABLES[table].may_be_absent
    ]


def _written(
    con: duckdb.DuckDBPyConnection, work_dir: Path, files: list[VeraFile], mapping: VeraMapping, findings: list[Finding]
) -> VeraReport:
    given = {file.resource for file in files}
    names = [table for resource, tables in TABLES_OF.items() if resource in given for table in tables]
    if mapping.gives_landlords:
        names.append("landlords")
    tables, rows = {}, {}
    for name in names:
        tables[name] = work_dir / f"{name}.parquet"
        rows[name] = _write(con, f"select * from landing.{name}", tables[name])
    for name, (resource, sql) in WHERE_ANY.items():
        path = work_dir / f"{name}.parquet"
        if resource in given and (written := _write(con, sql, path)):
            tables[name], rows[name] = path, written
    stated = None
    if "boekingen" in given:
        stated = work_dir / "stated_totals.parquet"
        if not _write(con, STATED_SQL, stated):
            stated.unlink()
            stated = None
    return VeraReport(tables, tuple(findings), rows, stated)


def _write(con: duckdb.DuckDBPyConnection, sql: str, path: Path) -> int:
    path.unlink(missing_ok=True)
    target = str(path).replace("'", "''")
    rows = count_of(con, f"copy ({sql}) to '{target}' (format parquet)")
    path.chmod(PRIVATE_FILE)
    return rows


@contextmanager
def _database(path: Path, memory_limit: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database for the time of the work; it and what it spilled are gone afterwards, whatever happens."""
    _remove(path)
    before = os.umask(0o077)
    try:
        con = duckdb.connect(str(path), config=CONFIG)
        try:
            con.execute(f"set memory_limit = '{memory_limit}'")
            con.execute("set TimeZone = 'Europe/Amsterdam'")
            con.execute("set preserve_insertion_order = false")
            yield con
        finally:
            con.close()
    finally:
        os.umask(before)
        _remove(path)


def _remove(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        if each.is_file():
            each.unlink()
