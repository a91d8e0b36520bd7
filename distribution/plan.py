"""The plan of a sieve: what its workers carry out, on which rows, and by what a run later knows that it is about the same day.

Belongs here: dbt's statements out of its manifest, where each landing table's rows lie, and the digests of both. Does not belong
here: the data (`routes.py`), the work (`bucket.py`, `sieve.py`), dbt itself (orchestration gives the manifest).

The plan is one JSON file beside the small tables that every bucket reads. It holds no row of a large table; as it names files
and statements that workers carry out, its folder is for its owner only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from distribution.in_place import is_read_in_place, write_bounds
from distribution.routes import CONCERNED, GRAINS, ROUTES, SIEVED
from distribution.standing import quoted, titled
from exports.ground.canonical import sha256_of_canonical
from exports.ground.files import ensure_dir, write_atomically
from sources.landing_columns import match_columns
from sources.landing_files import LandingFile, examine, find_files
from sources.landing_sql import MASK, PARQUET, SourceColumn, checks, quick_select, relation, select_statement
from sources.prepare import Prepared
from sources.sieved import Ground
from validations.landing import LANDING_TABLES, SQL_TYPES, Table
from validations.problems import Problem, TableRefused

FORMAT = 4
ROWS_A_TASK = 1_000_000
LEDGER_ROWS_A_BUCKET = 900_000  # some 12,000 leases of six years: what a worker of half a gigabyte holds
TABLES = {table.name: table for table in LANDING_TABLES}


class PlanRefused(Exception):
    """No plan can be made, or a plan is not one of this version; the text says why and what to do, and holds no value."""


@dataclass(frozen=True)
class Statements:
    """What each bucket carries out.

    Attributes:
        made: dbt's own compiled statements in their order, up to the leases concerned.
        seeds: the unique ids of the seeds that they read.
        landing: the landing tables that they read.
        others: `schema.table` of the other tables that they read.
    """

    made: tuple[str, ...]
    seeds: tuple[str, ...]
    landing: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def checksum(self) -> str:
        """The digest of all that decides what a bucket does with its rows."""
        routes = {name: list(asdict(route).values()) for name, route in ROUTES.items()}
        return sha256_of_canonical([FORMAT, list(self.made), list(self.others), routes])


def statements_of(manifest: Mapping[str, Any]) -> Statements:
    """The statements up to the leases concerned, parents first, as a run carries them out.

    Raises:
        PlanRefused: one of them reads a model or landing table of which `routes.py` says nothing.
    """
    nodes, sources = manifest["nodes"], manifest["sources"]
    wanted = next(name for name, node in nodes.items() if node["resource_type"] == "model" and node["name"] == CONCERNED)
    ordered: dict[str, None] = {}
    landing: set[str] = set()
    others: set[str] = set()

    def add(unique_id: str) -> None:
        if unique_id in ordered:
            return
        if unique_id in sources:
            schema, name = sources[unique_id]["schema"], sources[unique_id]["name"]
            if schema == "landing":
                landing.add(name)
            else:
                others.add(f"{schema}.{name}")
            return
        for parent in nodes[unique_id]["depends_on"].get("nodes", ()):
            add(parent)
        ordered[unique_id] = None

    add(wanted)
    seeds = [name for name in ordered if nodes[name]["resource_type"] == "seed"]
    models = [nodes[name] for name in ordered if name not in seeds]
    silent = sorted({node["name"] for node in models} - GRAINS.keys()) + sorted(landing - ROUTES.keys())
    if silent:
        raise PlanRefused(
            f"distribution/routes.py does not say how {', '.join(silent)} goes with leases: add its grain or route there"
        )
    others |= {f"{nodes[name]['schema']}.{nodes[name]['alias']}" for name in seeds}
    return Statements(tuple(map(_made, models)), tuple(seeds), tuple(sorted(landing)), tuple(sorted(others)))


def _made(node: Mapping[str, Any]) -> str:
    kind = "view" if node["config"]["materialized"] == "view" else "table"
    return f"create {kind} {node['schema']}.{node['alias']} as ({node['compiled_code']}\n)"


@dataclass(frozen=True)
class Plan:
    """A plan as it is kept; everything in it is text, numbers and lists.

    Attributes:
        ground: what a run must find unchanged.
        statements: of a bucket, in order.
        context: `schema.table` -> Parquet file that every bucket reads whole.
        tables: landing table -> where its rows lie and how they are read (`_planned`).
        buckets: how many there are.
        seen: how the files in landing/ stood before anything was read.
        has_balances: whether the source states balances of its own, so that ours of every lease are kept.
        bounds: Parquet file with the first lease of each bucket but the first; none where buckets go by a hash.
        asked_about: Parquet file with leases that concern somebody for another reason: their decisions are still kept.
    """

    ground: Ground
    statements: tuple[str, ...]
    context: Mapping[str, str]
    tables: Mapping[str, Mapping[str, Any]]
    buckets: int
    seen: Mapping[str, list[int]]
    has_balances: bool
    asked_about: str
    bounds: str

    def write(self, path: Path) -> None:
        write_atomically(path, json.dumps({**asdict(self), "format": FORMAT}).encode())

    @classmethod
    def read(cls, path: Path) -> Plan:
        """The plan at `path`.

        Raises:
            PlanRefused: there is none, or it is one of another version.
        """
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise PlanRefused(
                f"there is no plan in {path.parent.name}/: make one with `vroegsignaal sieve plan --as-of DATE`"
            ) from None
        if kept.pop("format") != FORMAT:
            raise PlanRefused("the plan was made by another version: make it again with `vroegsignaal sieve plan --as-of DATE`")
        return cls(**{**kept, "ground": Ground(**kept["ground"])})


def make_plan(
    folder: Path,
    landing_dir: Path,
    prepared: Prepared,
    small: duckdb.DuckDBPyConnection,
    statements: Statements,
    ground: Ground,
    *,
    standing: Mapping[str, list[int]],
    buckets: int | None = None,
    decided: Iterable[Path] = (),
) -> Plan:
    """Write a plan to `folder`, which is private and empty.

    Args:
        folder: where plan and small tables go.
        landing_dir: the home's landing/, read only.
        prepared: what other sources gave (VERA, mapped exports), in files that stay until the sieve has ended.
        small: holds the tables of `statements.others`.
        statements: of a bucket.
        ground: what the run must find unchanged; the digests of landing files are completed by the sieve.
        standing: how the files in landing/ stood before anything was read.
        buckets: how many; default: by the number of ledger entries.
        decided: Parquet files of kept decisions (column lease_id): their leases keep their rows.

    Raises:
        TableRefused: a landing table that is routed cannot be read; nothing of it is in the plan.
    """
    ensure_dir(folder)
    context = {name: str(folder / f"{name}.parquet") for name in statements.others}
    for name, path in context.items():
        small.execute(f"copy {name} to {quoted(path)} (format parquet)")
    asked_about = folder / "asked_about.parquet"
    files = [str(path) for path in decided]
    decisions = "select null::varchar as lease_id where false"
    if files:
        decisions = f"select distinct lease_id from read_parquet([{', '.join(map(quoted, files))}], union_by_name = true)"
    small.execute(f"copy ({decisions}) to {quoted(asked_about)} (format parquet)")
    tables = _planned_tables(folder, landing_dir, prepared, {*statements.landing, *SIEVED})
    rows = sum(file["rows"] for file in tables["ledger_entries"]["files"])
    buckets = buckets or max(1, -(-rows // LEDGER_ROWS_A_BUCKET))
    bounds = _read_in_place(tables, buckets, folder / "bounds.parquet")
    plan = Plan(
        ground, statements.made, context, tables, buckets, standing, prepared.stated_balances is not None,
        asked_about=str(asked_about), bounds=bounds,
    )  # fmt: skip
    for made in folder.glob("*.parquet"):
        made.chmod(0o600)
    plan.write(folder / "plan.json")
    return plan


def _read_in_place(tables: dict[str, dict[str, Any]], buckets: int, path: Path) -> str:
    """Say of each table whether buckets read it where it stands; gives the file of their bounds, where any does."""
    with duckdb.connect() as con:
        bounds = path if write_bounds(con, tables["leases"]["files"], buckets, path) else None
        if (bounds is None and buckets > 1) or not is_read_in_place(con, tables["ledger_entries"]["files"], bounds):
            return ""  # without the ledger it is not worth it
        for name in SIEVED:
            tables[name]["is_in_place"] = is_read_in_place(con, tables[name]["files"], bounds)
        return str(bounds or "")


def _planned_tables(folder: Path, landing_dir: Path, prepared: Prepared, names: set[str]) -> dict[str, dict[str, Any]]:
    found = find_files(landing_dir, prepared.tables_from_elsewhere)
    problems = [each for each in found.problems if each.table in names]
    planned = {}
    with duckdb.connect() as con:
        for name in sorted(names):
            planned[name] = _shape(TABLES[name])
            if name in found.files:
                more, problems_here = _planned(con, TABLES[name], found.files[name], folder)
                planned[name] |= more
                problems += problems_here
    if problems:
        raise TableRefused(problems)
    return planned


def _shape(table: Table) -> dict[str, Any]:
    columns = ", ".join(f'"{column.name}" {SQL_TYPES[column.kind]}' for column in table.columns)
    listed = [[check.column.name, check.rule, list(check.column.values)] for check in checks(table)]
    route = asdict(ROUTES[table.name])
    return {"shape": f"({columns})", "checks": listed, "files": [], "file": None, "route": route, "is_in_place": False}


def _planned(
    con: duckdb.DuckDBPyConnection, table: Table, file: LandingFile, folder: Path
) -> tuple[dict[str, Any], list[Problem]]:
    """How the rows of a table are read: a statement for each of its files, checked against the contract's columns."""
    if file.format == "csv":
        file, problems = examine(file, folder)
        if problems:
            return {}, list(problems)
    con.begin()
    try:
        columns, unlisted, found = match_columns(con, table, file)
    finally:
        con.rollback()
    if found:
        return {}, found
    facts = {
        "file_name": file.name, "format": file.format, "sha256": file.sha256, "file_time": file.file_time.isoformat(),
        "unlisted": list(unlisted), "from_elsewhere": file.from_elsewhere, "is_folder": bool(file.parts),
    }  # fmt: skip
    lease = columns.get("lease_id")
    named = lease if lease and lease.type == "VARCHAR" and file.format == "parquet" else None
    files = []
    for path in file.parts or (file.path,):
        if file.format == "csv":
            source, parameters = relation(file)
            reading: dict[str, Any] = {"path": str(path), "rows": file.records, "ranges": False}
        else:
            source, parameters = PARQUET, [str(path)]
            rows = con.execute("select num_rows from parquet_file_metadata(?)", [str(path)]).fetchall()[0][0]
            reading = {"path": str(path), "rows": rows, "ranges": "file_row_number" not in {c.sql_name for c in columns.values()}}
        reading |= {"lease_title": named.sql_name if named else "", "lease_column": titled(named.sql_name) if named else ""}
        reading |= {"keys": _of_keys(table, columns, source) if ROUTES[table.name].key else {}}
        files.append({**reading, "source": source, "parameters": parameters, **_statements(table, columns, source)})
    return {"files": files, "file": facts}, []


def _statements(table: Table, columns: Mapping[str, SourceColumn], source: str) -> dict[str, str]:
    """The two ways in which a load reads a table: all of it as it is where it is in good order, or cell by cell."""
    quick = "" if table.single_row else quick_select(table, columns, source)
    return {"quick": quick, "select": select_statement(table, columns, source)}


def _of_keys(table: Table, columns: Mapping[str, SourceColumn], source: str) -> dict[str, str]:
    """The ways to read a table's keys alone, and which are those of credits; one takes them as they stand, if they are texts."""
    names = [name for name in (ROUTES[table.name].key, "entry_type") if name in {column.name for column in table.columns}]
    keys = replace(table, columns=tuple(column for column in table.columns if column.name in names))
    cells = ", ".join(f"{titled(columns[name].sql_name)} AS {name}" for name in names)
    is_text = all(columns[name].type == "VARCHAR" for name in names)
    raw = f"SELECT {cells}, 0::UBIGINT AS {MASK} FROM {source}" if is_text else ""
    return {"raw": raw, **_statements(keys, columns, source)}
