"""The dbt project as Dagster assets: one build a run, its models as assets and its tests as checks.

Belongs here: building them and reporting the outcome. Does not belong here: meaning (dbt_project), how dbt's nodes look in
Dagster (dbt_specs.py) or how they are built (model_build.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from exports.ground.duck import connect
from orchestration import model_build
from orchestration.ahead import ahead
from orchestration.consistency import forget_build, refuse_other_parameters, remember_build
from orchestration.day_record import MODELS, part
from orchestration.dbt_runner import NodeResult, ensure_manifest, manifest
from orchestration.failures import without_personal_data
from orchestration.lineage import column_lineage
from orchestration.model_specs import ModelSpecs, specs_of
from orchestration.progress import step
from orchestration.resources import Day

MODEL_TYPES = ("model", "seed")
MATCHING = "int_feedback_matches"


def build_models(project_manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """The dbt project as one asset definition, in which any subset may be run."""
    specs = specs_of(project_manifest)
    every_model = _with_use_for_matching(project_manifest)

    @dg.multi_asset(
        name="models",
        specs=specs.assets,
        check_specs=specs.checks,
        can_subset=True,
        allow_arbitrary_check_specs=True,
        pool="duckdb",
    )
    @without_personal_data
    def models(context: dg.AssetExecutionContext, day: Day) -> Iterator[Any]:
        run = day.run
        refuse_other_parameters(run)
        selected = _selected(project_manifest, specs, context)
        with step("models built and tested"), part(run, MODELS) as record:
            results: list[NodeResult] = []
            with connect(run.home.warehouse, memory_limit=run.settings.memory_limit) as con:
                forget_build(con, every_model, selected)
                lineage = column_lineage(project_manifest, specs.keys)
                build = model_build.building(con, project_manifest, selected if context.is_subset else None)
                for result in ahead(build, stop=con.interrupt):  # Dagster's history is written beside the next models' SQL
                    results.append(result)
                    yield from _events(result, project_manifest, specs, lineage, context)
                if all(result.is_good for result in results):
                    remember_build(con, selected)
                else:
                    record.note("models", False, "models or their tests failed")
        _refuse_bad(results, project_manifest)

    return models


def _selected(project_manifest: Mapping[str, Any], specs: ModelSpecs, context: dg.AssetExecutionContext) -> list[str]:
    keys = context.selected_asset_keys
    return [node["name"] for node in _models_of(project_manifest) if specs.keys[node["unique_id"]] in keys]


def _models_of(project_manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [node for node in project_manifest["nodes"].values() if node["resource_type"] in MODEL_TYPES]


def _with_use_for_matching(project_manifest: Mapping[str, Any]) -> dict[str, bool]:
    """Every model and seed by its name, with whether the matching of feedback depends on it."""
    nodes = project_manifest["nodes"]
    needed: set[str] = set()
    waiting = [key for key, node in nodes.items() if node["resource_type"] == "model" and node["name"] == MATCHING]
    while waiting:
        key = waiting.pop()
        if key in nodes and key not in needed:
            needed.add(key)
            waiting += nodes[key]["depends_on"].get("nodes", ())
    return {node["name"]: node["unique_id"] in needed for node in _models_of(project_manifest)}


def _events(
    result: NodeResult,
    project_manifest: Mapping[str, Any],
    specs: ModelSpecs,
    lineage: Mapping[dg.AssetKey, dg.TableColumnLineage],
    context: dg.AssetExecutionContext,
) -> Iterator[Any]:
    node = project_manifest["nodes"][result.unique_id]
    if node["resource_type"] in MODEL_TYPES and result.is_good:
        key = specs.keys[result.unique_id]
        if key in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=key, metadata=_metadata(result, lineage.get(key)))
    elif node["resource_type"] == "test":
        yield from _check(result, node, specs, context)


def _refuse_bad(results: Sequence[NodeResult], project_manifest: Mapping[str, Any]) -> None:
    bad = [result for result in results if not result.is_good and result.status != "skipped"]
    if bad:
        nodes = project_manifest["nodes"]
        names = "; ".join(f"{nodes[r.unique_id]['name']}: {r.status} ({r.failures} rows)" for r in bad)
        raise dg.Failure(
            description=f"Models or their tests failed, nothing was delivered: {names}. "
            "Fix the input or the model named; the data behind it is in the warehouse, not in this message.",
            allow_retries=False,
        )


def _metadata(result: NodeResult, lineage: dg.TableColumnLineage | None) -> dict[str, Any]:
    metadata: dict[str, Any] = {"seconds": round(result.seconds, 2)}
    if result.rows is not None:
        metadata["dagster/row_count"] = result.rows
    if lineage is not None:
        metadata["dagster/column_lineage"] = lineage
    return metadata


def _check(
    result: NodeResult,
    node: Mapping[str, Any],
    specs: ModelSpecs,
    context: dg.AssetExecutionContext,
) -> Iterator[dg.AssetCheckResult]:
    key = specs.check_keys.get(result.unique_id)
    if key is None or key not in context.selected_asset_check_keys or result.status == "skipped":
        return
    is_warning = node["config"].get("severity", "error").lower() == "warn"
    yield dg.AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=result.status == "pass",
        severity=dg.AssetCheckSeverity.WARN if is_warning else dg.AssetCheckSeverity.ERROR,
        metadata={"rows that break it": result.failures},
    )


def default_models() -> dg.AssetsDefinition:
    """The models of the project in this checkout; its manifest is made first where it is missing."""
    ensure_manifest()
    return build_models(manifest())
