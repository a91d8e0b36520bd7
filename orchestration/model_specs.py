"""The dbt project as Dagster's assets and checks, kept beside dbt's manifest for as long as that manifest stands.

Belongs here: keeping what `dagster-dbt` made of the project (dbt_specs.py) and giving it again without loading dbt. Does not
belong here: how a node looks in Dagster.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import dagster as dg
from dagster import deserialize_value, serialize_value

from exports.ground.files import write_atomically
from orchestration import dbt_runner

KEPT = "assets.json"
FORM = 2  # of the kept file; another number makes it again
COLUMNS, NODE = "dagster/column_schema", "dagster_dbt/unique_id"
KEPT_METADATA = ("dagster-dbt/materialization_type", "dagster/storage_kind", "dagster/table_name", NODE)


@dataclass(frozen=True)
class ModelSpecs:
    """The models and seeds as assets, the data tests as checks, and which node each of them is.

    Attributes:
        keys: the asset key of each model, seed and source, by dbt's unique id.
        check_keys: the key of each check, by the unique id of its test; a test that is no check is not there.
    """

    assets: list[dg.AssetSpec]
    checks: list[dg.AssetCheckSpec]
    keys: Mapping[str, dg.AssetKey]
    check_keys: Mapping[str, dg.AssetCheckKey]


def specs_of(project_manifest: Mapping[str, Any]) -> ModelSpecs:
    """The assets and checks of the project that this manifest was compiled from."""
    compiled = f"{project_manifest['metadata']['invocation_id']} {version('dagster-dbt')} {FORM}"
    kept = _kept()
    if kept is None or kept["compiled"] != compiled:
        kept = {"compiled": compiled} | _made(project_manifest)
        with suppress(OSError):  # a checkout that cannot be written to makes it again each time
            write_atomically(dbt_runner.target() / KEPT, json.dumps(kept).encode())
    checks = [_check(each) for each in kept["checks"]]
    return ModelSpecs(
        assets=[_asset(each) for each in kept["assets"]],
        checks=checks,
        keys={unique_id: dg.AssetKey(path) for unique_id, path in kept["keys"].items()},
        check_keys={check.metadata[NODE]: check.key for check in checks},
    )


def _kept() -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads((dbt_runner.target() / KEPT).read_text())
        return found
    except (OSError, ValueError):
        return None


def _made(project_manifest: Mapping[str, Any]) -> dict[str, Any]:
    from orchestration.dbt_specs import Translator, specs_of

    assets, checks = specs_of(project_manifest)
    nodes = {**project_manifest["nodes"], **project_manifest["sources"]}
    tables = {name: node for name, node in nodes.items() if node["resource_type"] in ("model", "seed", "source")}
    translator = Translator()
    return {
        "assets": [_asset_as_text(spec) for spec in sorted(assets, key=lambda spec: spec.key)],
        "checks": [_check_as_text(spec) for spec in sorted(checks, key=lambda spec: spec.key.to_user_string())],
        "keys": {name: list(translator.get_asset_key(node).path) for name, node in tables.items()},
    }


def _asset_as_text(spec: dg.AssetSpec) -> dict[str, Any]:
    return {
        "key": spec.key.path,
        "deps": [dep.asset_key.path for dep in spec.deps],
        "description": spec.description,
        "group": spec.group_name,
        "owners": list(spec.owners),
        "tags": dict(spec.tags),
        "version": spec.code_version,
        "skippable": spec.skippable,
        "metadata": {name: spec.metadata[name] for name in KEPT_METADATA if name in spec.metadata},
        # a model that a colleague has only begun names no columns yet
        "columns": serialize_value(spec.metadata[COLUMNS]) if COLUMNS in spec.metadata else None,
    }


def _asset(kept: Mapping[str, Any]) -> dg.AssetSpec:
    return dg.AssetSpec(
        key=kept["key"],
        deps=[dg.AssetKey(path) for path in kept["deps"]],
        description=kept["description"],
        group_name=kept["group"],
        owners=kept["owners"],
        tags=kept["tags"],
        code_version=kept["version"],
        skippable=kept["skippable"],
        metadata=kept["metadata"] | _columns(kept["columns"]),
    )


def _columns(kept: str | None) -> dict[str, Any]:
    return {COLUMNS: deserialize_value(kept, dg.TableSchema)} if kept else {}


def _check_as_text(spec: dg.AssetCheckSpec) -> dict[str, Any]:
    return {
        "name": spec.name,
        "asset": spec.asset_key.path,
        # dagster-dbt gives them out of a set: another order each time
        "others": sorted(dep.asset_key.path for dep in spec.additional_deps),
        "description": spec.description,
        "blocking": spec.blocking,
        "metadata": {NODE: spec.metadata[NODE]},
    }


def _check(kept: Mapping[str, Any]) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        name=kept["name"],
        asset=dg.AssetKey(kept["asset"]),
        additional_deps=[dg.AssetKey(path) for path in kept["others"]],
        description=kept["description"],
        blocking=kept["blocking"],
        metadata=kept["metadata"],
    )
