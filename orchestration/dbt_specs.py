"""What `dagster-dbt` makes of the dbt project: its models as assets, its data tests as checks.

Belongs here: how dbt's nodes look in Dagster. Does not belong here: keeping that for the next run (model_specs.py), which is
also the only one that imports this: `dagster-dbt` loads all of dbt, some seconds that a run need not spend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings
from dagster_dbt.asset_utils import build_dbt_specs

STATIONS = {
    "staging": "staging", "intermediate": "intermediate", "marts": "marts", "exports": "exports", "reference": "rules",
}  # fmt: skip


class Translator(DagsterDbtTranslator):
    """Assets are keyed and grouped by their station, and described in words; the SQL stays in the dbt docs."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        if dbt_resource_props["resource_type"] == "source":
            return super().get_asset_key(dbt_resource_props)
        return dg.AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return STATIONS.get(dbt_resource_props.get("schema", ""), "models")

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        meta = dbt_resource_props.get("config", {}).get("meta", {})
        parts = [dbt_resource_props.get("description", "")]
        if meta.get("grain"):
            parts.append(f"**One row per** {meta['grain']}.")
        if meta.get("legal_source"):
            parts.append(f"**Source:** {meta['legal_source']}")
        return "\n\n".join(part for part in parts if part)


def specs_of(project_manifest: Mapping[str, Any]) -> tuple[Sequence[dg.AssetSpec], Sequence[dg.AssetCheckSpec]]:
    """The assets and checks of the project, as `@dbt_assets` would give them."""
    return build_dbt_specs(
        translator=Translator(settings=DagsterDbtTranslatorSettings(enable_asset_checks=True)),
        manifest=project_manifest,
        select="fqn:*",
        exclude="resource_type:unit_test",
        selector="",
        io_manager_key=None,
        project=None,
    )
