"""Dagster's home: where run history is kept, and the environment in which nothing personal reaches it.

Belongs here: DAGSTER_HOME below the product's home, its dagster.yaml and the protective environment. Does not belong
here: assets or what a run does.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from exports.ground.files import ensure_dir, write_atomically
from exports.ground.home import Home

if TYPE_CHECKING:
    import dagster as dg

TEMPLATE = Path(__file__).with_name("dagster.yaml")

ENVIRONMENT = {
    "DAGSTER_REDACT_USER_CODE_ERRORS": "1",  # exception texts stay out of the event log
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "DAGSTER_EVENT_BATCH_SIZE": "1000",  # what a run plans to make is written at once (event_log.py)
    "DO_NOT_TRACK": "1",
    "DBT_LOG_LEVEL_FILE": "none",
}


def prepare(home: Home) -> Path:
    """Make DAGSTER_HOME below the home with our dagster.yaml, and set the protective environment; gives its path."""
    folder = ensure_dir(home.dagster)
    folder.chmod(0o700)
    with _by_one_at_a_time(folder):
        if not _is_ours(folder / TEMPLATE.name):
            write_atomically(folder / TEMPLATE.name, TEMPLATE.read_bytes())
    os.environ["DAGSTER_HOME"] = str(folder)
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    return folder


def _by_one_at_a_time(folder: Path) -> FileLock:
    return FileLock(folder / ".lock", mode=0o600)


def _is_ours(path: Path) -> bool:
    return path.exists() and path.read_bytes() == TEMPLATE.read_bytes()


def history(home: Home) -> dg.DagsterInstance:
    """Dagster's history of runs in this home; made where there is none, by one process at a time.

    Two runs fired at once on a fresh home would both make its tables, and the slower one would fail.
    """
    import dagster as dg

    folder = prepare(home)
    with _by_one_at_a_time(folder):
        return dg.DagsterInstance.get()


def clear_up(instance: dg.DagsterInstance, run_id: str) -> bool:
    """Record in Dagster that this run was killed, and free what it held; else every later run would wait for it for ever.

    Gives whether it is done: an instance in memory, that of a dry run, knows nothing of other runs.
    """
    if instance.is_ephemeral:
        return False
    killed = instance.get_run_by_id(run_id)
    if killed is not None and not killed.is_finished:
        instance.report_run_failed(killed, "The run's process was killed. What it left is settled by the next run.")
    instance.event_log_storage.free_concurrency_slots_for_run(run_id)
    return True
