"""Building the models: what dbt compiled, carried out in dbt's order on one connection.

Belongs here: turning a node of dbt's manifest into the statements that make it or test it, their order, and what a failure
skips. Does not belong here: compiling (dbt_runner.py), meaning (dbt_project) or Dagster (assets/models.py).

dbt compiles the project once for each state of its files; what a run then needs of it is a few hundred statements. dbt's
own command spends some 60 ms around each of them, whatever the size of the portfolio. A test holds the outcome to
be that of `dbt build`: every table, column, type, constraint, row and test result (docs/decisions/04-dbt-in-process.md).
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from exports.ground.duck import connect, only_row, titles_and_types
from orchestration.dbt_runner import DbtFailed, NodeResult, ensure_manifest, manifest
from orchestration.environment import DBT_PROJECT
from orchestration.set_aside import in_two, opening

MADE = ("seed", "model")
KINDS = ("seed", "table", "view", "test")
# In a model's meta: columns, each of whose texts stands there once or twice. To look for what repeats in them takes DuckDB 2.0.0
# longer than the rest of their storing.
UNCOMPRESSED = "stored_uncompressed"
FILLS = ("create or replace table", "insert into", "copy")  # what a statement begins with that says how many rows it gave
SET_ASIDE = "set_aside"  # in a model's meta: the expression of its query that is made first (set_aside.py says why)
NOT_THE_DATA = (duckdb.OutOfMemoryException, duckdb.FatalException, duckdb.InternalException, duckdb.InterruptException)


@dataclass
class _Build:
    """A build under way: the nodes of the manifest, what is above each of them, and what became of those done so far."""

    con: duckdb.DuckDBPyConnection
    nodes: Mapping[str, Any]
    above: Mapping[str, frozenset[str]]
    standing: Mapping[tuple[str, str], str]  # schema and name of what stood there before -> VIEW or another kind
    results: dict[str, NodeResult] = field(default_factory=dict)
    failed_tests: list[frozenset[str]] = field(default_factory=list)  # what each of them looked at

    def is_skipped(self, unique_id: str) -> bool:
        """Whether something above this node went wrong: a node, or a test of nodes that all lie above it."""
        above = self.above[unique_id]
        bad = any(not self.results[each].is_good for each in above if each in self.results)
        return bad or any(looked_at <= above for looked_at in self.failed_tests)


def build_models(
    warehouse: Path,
    *,
    select: Collection[str] | None = None,
    memory_limit: str = "1500MB",
    project_manifest: Mapping[str, Any] | None = None,
) -> list[NodeResult]:
    """Make the models and seeds in `warehouse` and run their data tests, as `dbt build` would: what became of each node.

    Args:
        warehouse: the DuckDB file with the tables that the models read; it is called `warehouse.duckdb`, as compiled.
        select: names of the models and seeds to make, with the tests that look at one of them; None: all.
        memory_limit: how much memory DuckDB may take.
        project_manifest: dbt's compiled manifest; default: that of the project in this checkout.

    Raises:
        DbtFailed: as `building` does.
    """
    if project_manifest is None:
        ensure_manifest()
        project_manifest = manifest()
    _known_nodes(project_manifest)  # or nothing is made, no file either
    with connect(warehouse, memory_limit=memory_limit) as con:
        return list(building(con, project_manifest, select))


def building(
    con: duckdb.DuckDBPyConnection, project_manifest: Mapping[str, Any], select: Collection[str] | None = None
) -> Iterator[NodeResult]:
    """Make the models and seeds and run their data tests, one by one, as `build_models` does in a warehouse open already.

    Gives what became of each node, good or bad, in the order of the work. A node that cannot be made is an `error`, what lies
    below it or below a failed test is `skipped`; what was made before stands.

    Raises:
        DbtFailed: the project does not compile, or has a kind of node that this cannot make; or the machine failed.
    """
    nodes = _known_nodes(project_manifest)
    con.execute("set preserve_insertion_order = true")
    build = _Build(con, nodes, {name: _above(name, nodes) for name in nodes}, _standing(con))
    try:
        for unique_id in _in_order(nodes, select):
            build.results[unique_id] = _one(build, unique_id)
            yield build.results[unique_id]
    except NOT_THE_DATA as error:
        raise DbtFailed(f"the models could not be built: the machine failed ({type(error).__name__})") from None


def _known_nodes(project_manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The nodes that are made or tested; refused is a manifest with one of which this does not know how."""
    nodes = {name: node for name, node in project_manifest["nodes"].items() if node["resource_type"] in (*MADE, "test")}
    for node in nodes.values():
        config = node["config"]
        usual = not config.get("pre-hook") and not config.get("post-hook") and not config.get("store_failures")
        constraints = {each["type"] for column in node["columns"].values() for each in column["constraints"]}
        aside = config.get("meta", {}).get(SET_ASIDE)
        usual = usual and (aside is None or opening(aside) in node["compiled_code"])
        if config["materialized"] not in KINDS or not usual or node.get("constraints") or constraints - {"not_null"}:
            raise DbtFailed(
                f"{node['name']} asks something of dbt that the build of a run does not do: tables, views, seeds and tests "
                "without hooks, not_null constraints and a set_aside that the query has, are known (orchestration/model_build.py)"
            )
    return nodes


def _in_order(nodes: Mapping[str, Any], select: Collection[str] | None) -> list[str]:
    """What is to be done, parents first, each test as soon as everything that it looks at is there."""
    wanted = [
        name for name, node in nodes.items() if node["resource_type"] in MADE and (select is None or node["name"] in select)
    ]
    tests = [name for name, node in nodes.items() if node["resource_type"] == "test" and set(_parents(node)) & set(wanted)]
    waiting = sorted(wanted, key=lambda name: (nodes[name]["resource_type"] != "seed", nodes[name]["original_file_path"]))
    ordered: dict[str, None] = {}

    def add(unique_id: str) -> None:
        if unique_id in ordered or unique_id not in wanted:
            return
        for parent in _parents(nodes[unique_id]):
            add(parent)
        ordered[unique_id] = None
        for test in tests:
            looked_at = set(_parents(nodes[test])) & set(wanted)
            if test not in ordered and looked_at <= ordered.keys():
                ordered[test] = None

    for unique_id in waiting:
        add(unique_id)
    return list(ordered)


def _parents(node: Mapping[str, Any]) -> list[str]:
    return [name for name in node["depends_on"].get("nodes", ()) if not name.startswith("source.")]


def _above(unique_id: str, nodes: Mapping[str, Any]) -> frozenset[str]:
    found: set[str] = set()
    waiting = _parents(nodes[unique_id])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _parents(nodes[name])
    return frozenset(found)


def _one(build: _Build, unique_id: str) -> NodeResult:
    """Make or test one node; DuckDB's message may quote the data, so only that it failed is kept."""
    node = build.nodes[unique_id]
    if build.is_skipped(unique_id):
        return NodeResult(unique_id, "skipped", 0, 0.0)
    began = time.monotonic()
    status, failures, count = "error", 0, None
    try:
        if node["resource_type"] == "test":
            status, failures = _test(build.con, node)
        else:
            status, count = _make(build.con, node, build.standing.get((node["schema"], node["alias"])))
    except NOT_THE_DATA:
        raise
    except duckdb.Error:
        pass
    if node["resource_type"] == "test" and status in ("fail", "error"):
        build.failed_tests.append(frozenset(_parents(node)))
    return NodeResult(unique_id, status, failures, time.monotonic() - began, count)


def _test(con: duckdb.DuckDBPyConnection, node: Mapping[str, Any]) -> tuple[str, int]:
    config = node["config"]
    limit = f"limit {config['limit']}" if config.get("limit") else ""
    failures, warns, errs = only_row(
        con,
        f"select {config['fail_calc']} as failures, failures {config['warn_if']}, failures {config['error_if']} "
        f"from ({node['compiled_code']}\n{limit}) as looked_for",
    )
    if config["severity"].lower() == "error" and errs:
        return "fail", failures
    return ("warn" if warns else "pass"), failures


def _standing(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """Every table and view of the warehouse, asked once: each is made once in a build."""
    sql = "select table_schema, table_name, table_type from information_schema.tables where table_catalog = current_database()"
    return {(schema, name): kind for schema, name, kind in con.execute(sql).fetchall()}


def _make(con: duckdb.DuckDBPyConnection, node: Mapping[str, Any], stands: str | None) -> tuple[str, int | None]:
    """Make one table, view or seed whole, or leave what stood there; `stands`: which kind that is, if anything.

    Gives the status, and of a table the number of its rows: what the last statement that fills it says of itself.
    """
    if node["config"].get("contract", {}).get("enforced") and not _keeps_its_contract(con, node):
        return "error", None
    count = None
    con.begin()
    try:
        con.execute(f"create schema if not exists {node['schema']}")
        for statement in _statements(con, node, stands):
            said = con.execute(statement).fetchall()
            count = said[0][0] if statement.startswith(FILLS) and said else count
        con.commit()
    except duckdb.Error:
        con.rollback()
        raise
    return "success", None if node["config"]["materialized"] == "view" else count


def _statements(con: duckdb.DuckDBPyConnection, node: Mapping[str, Any], stands: str | None) -> Iterator[str]:
    name, kind, query = f"{node['schema']}.{node['alias']}", node["config"]["materialized"], node.get("compiled_code", "")
    aside = node["config"].get("meta", {}).get(SET_ASIDE)
    if aside:
        first, query = in_two(query, aside)
        yield first
    if stands is not None and (stands == "VIEW") != (kind == "view"):  # another version of the project made it so
        yield f"drop {'view' if stands == 'VIEW' else 'table'} {name}"
    if kind == "seed":
        yield f"create or replace table {name} ({', '.join(f'{c} {t}' for c, t in _seed_columns(node).items())})"
        path = str(DBT_PROJECT / node["original_file_path"]).replace("'", "''")
        yield f"copy {name} from '{path}' (format csv, header true, delimiter '{node['config']['delimiter']}')"
    elif kind == "view":
        yield f"create or replace view {name} as ({query}\n)"
    elif node["config"]["contract"]["enforced"]:
        titles = ", ".join(_title(column) for column in node["columns"].values())
        yield f"create or replace table {name} ({', '.join(_declared(column) for column in node['columns'].values())})"
        yield f"insert into {name} ({titles}) select {titles} from ({query}\n) as model"
    elif plain := node["config"].get("meta", {}).get(UNCOMPRESSED):
        given = _described(con, node)
        how = {title: " using compression 'uncompressed'" if title in plain else "" for title in given}
        columns = (f"{title} {type_}{how[title]}" for title, type_ in given.items())
        yield f"create or replace table {name} ({', '.join(columns)})"
        yield f"insert into {name} ({query}\n)"
    else:
        yield f"create or replace table {name} as ({query}\n)"
    if aside:
        yield f"drop table temp.{aside}"


def _seed_columns(node: Mapping[str, Any]) -> dict[str, str]:
    """The columns as they stand in the file, each with the type it was given."""
    titles = (DBT_PROJECT / node["original_file_path"]).read_text(encoding="utf-8").partition("\n")[0].strip()
    types = node["config"]["column_types"]
    return {title: types[title] for title in titles.split(node["config"]["delimiter"])}


def _title(column: Mapping[str, Any]) -> str:
    name = str(column["name"])
    return '"' + name.replace('"', '""') + '"' if column.get("quote") else name


def _declared(column: Mapping[str, Any]) -> str:
    return f"{_title(column)} {column['data_type']}{' not null' if column['constraints'] else ''}"


def _keeps_its_contract(con: duckdb.DuckDBPyConnection, node: Mapping[str, Any]) -> bool:
    """Whether the query gives exactly the declared columns, each of the declared type; nothing is computed for it."""
    empty = ", ".join(f"cast(null as {column['data_type']}) as {_title(column)}" for column in node["columns"].values())
    return _described(con, node) == titles_and_types(con, f"select {empty}")


def _described(con: duckdb.DuckDBPyConnection, node: Mapping[str, Any]) -> dict[str, str]:
    """The titles and types that the query of a node gives."""
    # Through a materialised expression, or DuckDB 2.0 gives the column beneath where a title differs in capitals alone.
    return titles_and_types(con, f"with described as materialized ({node['compiled_code']}\n) select * from described")
