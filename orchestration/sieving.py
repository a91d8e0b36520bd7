"""A sieve of this home: what its plan is made of, and what a run must find unchanged.

Belongs here: bringing together register, settings, dbt's statements and landing tables for a plan. Does not belong here: the
sieve itself (distribution), or reading what it gave back (sources/sieved.py).
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import duckdb

from distribution.plan import Plan, PlanRefused, Statements, make_plan, statements_of
from distribution.report import Ended
from distribution.sieve import Distributor, Sieve
from exports.ground.canonical import sha256_of_canonical
from exports.ground.duck import connect
from exports.ground.files import ensure_dir
from exports.ground.home import Home
from exports.register.copies import copy_events
from exports.register.log import Register
from orchestration.dbt_runner import manifest
from orchestration.model_build import build_models
from orchestration.resources import Run, parameters_of
from sources.control import write_run_parameters
from sources.prepare import prepare_sources
from sources.sieved import Ground, seen

# Of the settings, what no statement of a sieve reads: a dry run may use the sieve, and so may a run of the next morning.
NOT_JUDGED_BY = ("machine_date", "is_dry_run", "file_format")


def ground_of(run: Run, statements: Statements | None = None) -> Ground:
    """What a sieve for this run is made on."""
    with Register.read_only(run.home.register) as register:
        head = register.head()
    judged_by = {name: value for name, value in asdict(parameters_of(run)).items() if name not in NOT_JUDGED_BY}
    return Ground(
        as_of=run.as_of.isoformat(),
        register=f"{head.seq} {head.hash}",
        checksum=(statements or statements_of(manifest())).checksum,
        parameters=sha256_of_canonical({name: str(value) for name, value in judged_by.items()}),
        duckdb=duckdb.__version__,
    )


def plan_of(run: Run, buckets: int | None = None) -> Plan:
    """Make the plan of a sieve in the home's `sieve/`, in place of any that was left there.

    Raises:
        SourcesRefused, TableRefused: landing/ cannot be taken over as it is.
        PlanRefused: a model or table does not say how it goes with leases.
    """
    folder = run.home.sieve
    clear(run.home)
    dbt = manifest()
    statements = statements_of(dbt)
    try:
        standing = seen(run.home.landing)
        prepared = prepare_sources(run.home.landing, ensure_dir(folder) / "prepared", run.as_of)
        warehouse = folder / "warehouse.duckdb"
        with connect(warehouse) as con:
            write_run_parameters(con, parameters_of(run))
            copy_events(run.home.register, con)
        build_models(warehouse, select=_names(dbt, statements.seeds))
        with connect(warehouse) as con:
            decided = sorted(run.home.evidence_read.glob("decisions_*.parquet"))
            ground = ground_of(run, statements)
            return make_plan(
                folder, run.home.landing, prepared, con, statements, ground, standing=standing, buckets=buckets, decided=decided
            )  # fmt: skip
    except BaseException:
        clear(run.home)
        raise


def _names(dbt: Mapping[str, Any], unique_ids: tuple[str, ...]) -> list[str]:
    return [dbt["nodes"][each]["name"] for each in unique_ids]


def sieve(home: Home, distribute: Distributor) -> Ended:
    """Carry out the home's plan; the plan and all buckets are gone afterwards, however it ended.

    Raises:
        PlanRefused: there is no plan.
        SieveFailed, TableRefused: nothing was given back.
    """
    plan = Plan.read(home.sieve / "plan.json")
    try:
        if plan.ground.duckdb != duckdb.__version__:
            raise PlanRefused("the plan was made with another version of DuckDB: make it again with `vroegsignaal sieve plan`")
        return Sieve(plan, distribute, home.sieve / "work", home.landing).run(home.sieved)
    finally:
        clear(home)


def clear(home: Home) -> None:
    """Take the home's plan and buckets away."""
    shutil.rmtree(home.sieve, ignore_errors=True)
