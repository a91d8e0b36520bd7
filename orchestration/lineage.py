"""Column lineage: from an exported column back to the landing column, read from the SQL that dbt compiles.

Belongs here: reading which columns of which tables each column comes from, keeping that beside dbt's manifest, and
handing it to Dagster. Does not belong here: running models or showing pages (cli/docs.py does).

Reading takes some seconds and depends on the project's text alone, so it is done once for each state of that text and
kept in `target/lineage.json`; a run only reads that file. No data is looked at: the compiling needs no warehouse.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import dagster as dg

from exports.ground.files import write_atomically
from orchestration import dbt_runner

KEPT = "lineage.json"
MODELS = ("model", "seed")
FORM = 2  # of the kept file; another number makes it again

# unique id -> column -> [(schema, table, column)], the columns one step upstream
Origins = dict[str, dict[str, list[tuple[str, str, str]]]]


def column_lineage(
    project_manifest: Mapping[str, Any], asset_keys: Mapping[str, dg.AssetKey]
) -> dict[dg.AssetKey, dg.TableColumnLineage]:
    """For each model, which columns of which upstream assets each of its columns comes from.

    Args:
        project_manifest: dbt's manifest of the project in this checkout.
        asset_keys: the asset key of each model, seed and source, by dbt's unique id.
    """
    try:
        origins_by_model = origins_of(project_manifest)
    except Exception:  # a picture of where columns come from is never a reason not to run; tests hold it to be there
        return {}
    nodes = {**project_manifest["nodes"], **project_manifest["sources"]}
    keys = {_place(node): asset_keys[name] for name, node in nodes.items() if _is_table(node)}
    return {
        asset_keys[unique_id]: dg.TableColumnLineage(
            deps_by_column={
                column: [dg.TableColumnDep(keys[(schema, table)], name) for schema, table, name in origins]
                for column, origins in columns.items()
            }
        )
        for unique_id, columns in origins_by_model.items()
    }


def origins_of(project_manifest: Mapping[str, Any]) -> Origins:
    """For each model its columns, and for each of these the columns one step upstream that it comes from."""
    fingerprint = _fingerprint(project_manifest)
    kept = _kept()
    if kept is None or kept["project"] != fingerprint:
        origins = dict(_read_project(project_manifest))
        with suppress(OSError):  # a checkout that cannot be written to reads it again each time
            write_atomically(
                dbt_runner.target() / KEPT, json.dumps({"project": fingerprint, "columns": origins}, indent=0).encode()
            )
        return origins
    return {
        model: {column: [tuple(each) for each in origins] for column, origins in columns.items()}
        for model, columns in kept["columns"].items()
    }


def chain(
    origins: Origins, project_manifest: Mapping[str, Any], schema: str, table: str, column: str
) -> set[tuple[str, str, str]]:
    """Every (schema, table, column) that a column comes from, all the way upstream; without itself."""
    models = {_place(project_manifest["nodes"][unique_id]): columns for unique_id, columns in origins.items()}
    found: set[tuple[str, str, str]] = set()
    waiting = [(schema, table, column)]
    while waiting:
        place = waiting.pop()
        upstream = models.get(place[:2], {}).get(place[2], [])
        waiting += [origin for origin in upstream if origin not in found]
        found.update(upstream)
    return found


def _kept() -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads((dbt_runner.target() / KEPT).read_text())
        return found
    except (OSError, ValueError):
        return None


def _fingerprint(project_manifest: Mapping[str, Any]) -> str:
    """What the lineage depends on: the text of every model and macro of ours."""
    ours = project_manifest["metadata"]["project_name"]
    texts = [f"form {FORM}"]
    texts += [f"{name} {node['raw_code']}" for name, node in project_manifest["nodes"].items() if _is_model(node)]
    texts += [m["macro_sql"] for m in project_manifest["macros"].values() if m["package_name"] == ours]
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()


def _read_project(project_manifest: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, list[tuple[str, str, str]]]]]:
    nodes = project_manifest["nodes"]
    compiled = {name: node.get("compiled_code") for name, node in nodes.items() if _is_model(node)}
    if not all(compiled.values()):
        compiled = _compile()
    known: dict[str, dict[str, dict[str, str]]] = {}
    for node in nodes.values():
        if node["resource_type"] == "seed":
            _remember(known, node, list(node["columns"]))
    for unique_id in _upstream_first(nodes):
        columns = _read_model(compiled[unique_id], known, list(nodes[unique_id]["columns"]))
        _remember(known, nodes[unique_id], list(columns))
        yield unique_id, columns


def _compile() -> dict[str, str]:
    """The SQL of every model as DuckDB gets it; compiled without a warehouse, in a folder that is gone afterwards."""
    dbt_runner.ensure_manifest()
    with TemporaryDirectory(prefix="vroegsignaal-lineage-") as folder:
        outcome = dbt_runner._invoke(
            ["compile", "--no-introspect", "--select", "resource_type:model"],
            Path(folder) / "target",
            warehouse=Path(folder) / "warehouse.duckdb",
            memory_limit="500MB",
        )
    if not outcome.success:
        raise dbt_runner.DbtFailed("the dbt project does not compile; run `dbt compile` in dbt_project/ to see why")
    return {result.node.unique_id: result.node.compiled_code for result in outcome.result.results}


def _read_model(sql: str, known: Mapping[str, Any], titles: list[str]) -> dict[str, list[tuple[str, str, str]]]:
    """The origins of each column; `titles` are the documented ones, since DuckDB's names know no capitals."""
    from sqlglot import exp, parse_one
    from sqlglot.lineage import lineage
    from sqlglot.optimizer.qualify import qualify
    from sqlglot.optimizer.scope import build_scope

    tables: dict[str, object] = {"warehouse": known}
    query = qualify(
        parse_one(sql, dialect="duckdb"),
        dialect="duckdb",
        schema=tables,
        catalog="warehouse",
        validate_qualify_columns=False,
        identify=False,
    )
    if not isinstance(query, exp.Query):
        raise TypeError("a model is a query")
    scope = build_scope(query)
    written = {title.lower(): title for title in titles}
    columns: dict[str, list[tuple[str, str, str]]] = {}
    for title in query.named_selects:
        leaves = lineage(title, query, tables, dialect="duckdb", scope=scope, trim_selects=False).walk()
        ends = [(leaf.expression, leaf.name) for leaf in leaves if isinstance(leaf.expression, exp.Table)]
        found = {(end.db, end.name, name.split(".")[-1].strip('"')) for end, name in ends if isinstance(end, exp.Table)}
        columns[written.get(title, title)] = sorted(origin for origin in found if origin[0])
    return columns


def _remember(known: dict[str, dict[str, dict[str, str]]], node: Mapping[str, Any], columns: list[str]) -> None:
    known.setdefault(node["schema"], {})[node["alias"]] = dict.fromkeys(columns, "unknown")


def _upstream_first(nodes: Mapping[str, Any]) -> list[str]:
    ordered: dict[str, None] = {}

    def add(unique_id: str) -> None:
        if unique_id in ordered or not _is_model(nodes.get(unique_id, {})):
            return
        for parent in nodes[unique_id]["depends_on"].get("nodes", ()):
            add(parent)
        ordered[unique_id] = None

    for unique_id in nodes:
        add(unique_id)
    return list(ordered)


def _is_model(node: Mapping[str, Any]) -> bool:
    return node.get("resource_type") == "model"


def _is_table(node: Mapping[str, Any]) -> bool:
    return node["resource_type"] in (*MODELS, "source")


def _place(node: Mapping[str, Any]) -> tuple[str, str]:
    return node["schema"], node.get("alias") or node["identifier"]
