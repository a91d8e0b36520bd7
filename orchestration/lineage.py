"""Column lineage: from an exported column back to the landing column, read from the compiled SQL.

Belongs here: turning dbt's compiled SQL into Dagster's column lineage. Does not belong here: running anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg


def column_lineage(project_manifest: Mapping[str, Any], translator: Any) -> dict[dg.AssetKey, dg.TableColumnLineage]:
    """For each model, which columns of which upstream assets each of its columns comes from."""
    return {}
