"""The warehouse made again from what is kept, beside the former one, which stands until the new one is whole.

Belongs here: the order of the remaking and its place. Does not belong here: the steps themselves, which a run uses too, and
holding the home meanwhile.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from exports.ground.duck import connect, log_of
from exports.ground.files import ensure_dir, sync_dir
from exports.ground.home import Home
from exports.inbox.incoming import load_feedback_rows
from exports.keeping.evidence import bring_together
from exports.register.log import Register
from orchestration import warehouse_snapshot
from orchestration.dbt_runner import DbtFailed
from orchestration.model_build import build_models
from orchestration.resources import WORK, Run

BESIDE = f"{WORK}rebuild"  # below the home; what a killed process left of it goes at the next run


@dataclass(frozen=True)
class _Beside(Home):
    """The same home, but for the warehouse: it is made in a folder of its own, under the name that the models know it by."""

    @property
    def warehouse(self) -> Path:
        return self.output / BESIDE / super().warehouse.name


def rebuild_warehouse(run: Run) -> None:
    """The steps of a run up to the models, on an empty warehouse that then takes the former one's place.

    Records of earlier versions come into the files of their days first.

    Raises:
        DbtFailed: a model or test failed; this and whatever else fails, a killed process too, leaves the former warehouse.
    """
    home = _Beside(run.home.root, run.home.output)
    shutil.rmtree(home.warehouse.parent, ignore_errors=True)
    ensure_dir(home.warehouse.parent)
    bring_together(run.home)
    try:
        _make(replace(run, home=home))
        log_of(run.home.warehouse).unlink(missing_ok=True)  # what a killed process left there is of the former warehouse
        os.replace(home.warehouse, run.home.warehouse)
        sync_dir(run.home.output)
    finally:
        shutil.rmtree(home.warehouse.parent, ignore_errors=True)
    warehouse_snapshot.make(run.home)


def _make(run: Run) -> None:
    from orchestration.assets.landing import load, write_control
    from orchestration.assets.register import refresh_copy

    load(run, previous_counts={})
    write_control(run)
    with Register.open(run.home.register):
        pass
    refresh_copy(run)
    with connect(run.home.warehouse) as con:
        load_feedback_rows(con, [])
    results = build_models(run.home.warehouse, memory_limit=run.settings.memory_limit)
    bad = [result.unique_id.split(".")[2] for result in results if not result.is_good]
    if bad:
        raise DbtFailed(f"models or tests failed: {', '.join(bad)}")
