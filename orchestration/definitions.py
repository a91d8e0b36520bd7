"""Where the rooms meet: the assets, checks, jobs, schedules and sensors of the product, in the order of the data.

Belongs here: the list. Does not belong here: any implementation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg

from orchestration.assets import deliveries, feedback, landing, models, register, reports
from orchestration.backup_job import backup, backup_every_night
from orchestration.checks import default_checks
from orchestration.guards import machine_date
from orchestration.jobs import default_jobs
from orchestration.manual_action_job import persons_act
from orchestration.purge_job import purge, purge_on_sunday
from orchestration.resources import Day
from orchestration.schedules import default_schedules
from orchestration.sensors import default_sensors


def build_definitions(*, resources: Mapping[str, Any] | None = None) -> dg.Definitions:
    """All definitions; `resources` takes the place of the default ones, as tests do."""
    return dg.Definitions(
        assets=[
            *landing.default_assets,
            *register.default_assets,
            *feedback.default_assets,
            models.default_models(),
            *deliveries.default_assets,
            *reports.default_assets,
        ],
        asset_checks=default_checks,
        jobs=[*default_jobs(machine_date()), persons_act, purge, backup],
        schedules=[*default_schedules, purge_on_sunday, backup_every_night],
        sensors=default_sensors,
        resources={"day": Day.configure_at_launch(), **(resources or {})},
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What Dagster loads (workspace.yaml); built when asked for, not at import."""
    return build_definitions()
