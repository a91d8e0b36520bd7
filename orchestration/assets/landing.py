"""The first station: what the manager's system exported, loaded whole or not at all, and what the run judges with.

Belongs here: calling the loader, registering what was loaded, showing it. Does not belong here: the contract
(validations/landing.py) or how files are read (sources/).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import dagster as dg
import duckdb

from exports.register.events import Event
from exports.register.log import Register
from orchestration.day_record import MONEY_OF_NOBODY, WARNING, PartRecord, begin_day
from orchestration.day_run import Run
from orchestration.failures import without_personal_data
from orchestration.loading import load, write_control
from orchestration.progress import step
from orchestration.resources import Day
from sources.landing import LandingReport
from sources.previous_load import previous_counts
from validations.landing import TABLE_NAMES

OWNERS = ["team:data"]
# What else a run begins with waits for the landing tables: where they are refused, nothing at all is touched.
SIGNALS_ASSET = dg.AssetKey(["deliveries", "signals"])
LANDED = [dg.AssetKey(["landing", "ledger_entries"])]
NO_LANDING_FOR_TWO_DAYS = dg.FreshnessPolicy.time_window(fail_window=timedelta(days=2), warn_window=timedelta(hours=30))


def _table_specs() -> list[dg.AssetSpec]:
    return [
        dg.AssetSpec(
            ["landing", name],
            group_name="landing",
            description=f"The landing table `{name}` as it passed its contract (docs/landing-tables.md).",
            owners=OWNERS,
            kinds={"duckdb"},
            freshness_policy=NO_LANDING_FOR_TWO_DAYS if name == "ledger_entries" else None,
        )
        for name in TABLE_NAMES
    ]


@dg.multi_asset(name="landing", specs=_table_specs(), pool="duckdb")
@without_personal_data
def landing(context: dg.AssetExecutionContext, day: Day) -> Iterator[dg.MaterializeResult[None]]:
    """Load every landing table in one transaction; a refused table leaves the warehouse as it was."""
    run = day.run
    are_signals_asked = SIGNALS_ASSET in context.job_def.asset_layer.executable_asset_keys
    with step("landing tables loaded"):
        also = partial(_begin, run, are_signals_asked=are_signals_asked)
        report = day.begun.ended(also) if day.begun else load(run, previous_counts(run.home.register), also)
    _register(run, report)
    for name in TABLE_NAMES:
        yield dg.MaterializeResult(asset_key=["landing", name], metadata=_metadata(report, name))


@dg.multi_asset(
    name="control",
    specs=[
        dg.AssetSpec(
            ["control", "run_parameters"],
            deps=LANDED,
            group_name="landing",
            description="One row: the as-of date and the choices this run judges by.",
            owners=OWNERS,
            kinds={"duckdb"},
        ),
        dg.AssetSpec(
            ["control", "calendar"],
            deps=LANDED,
            group_name="landing",
            description="Working days and Dutch public holidays around the as-of date.",
            owners=OWNERS,
            kinds={"duckdb"},
        ),
    ],
    pool="duckdb",
)
@without_personal_data
def control(context: dg.AssetExecutionContext, day: Day) -> Iterator[dg.MaterializeResult[None]]:
    """Write down what this run judges by, before anything is judged."""
    run = day.run
    write_control(run)
    yield dg.MaterializeResult(asset_key=["control", "run_parameters"], metadata={"as of": str(run.as_of)})
    yield dg.MaterializeResult(asset_key=["control", "calendar"])


def _begin(run: Run, con: duckdb.DuckDBPyConnection, report: LandingReport, *, are_signals_asked: bool) -> None:
    record = PartRecord()
    record.count(**{f"{WARNING}{finding.kind}": finding.count for finding in report.findings})
    for each in report.findings:
        if each.credits:
            of_what = each.kind.partition("_naming_unknown_")[2]
            money = f"{each.credits} rows of money received name unknown {of_what}, EUR {each.euros:,.2f} together"
            record.note("landing", True, f"{money}: it counts for nobody", kind=MONEY_OF_NOBODY)
    begin_day(con, run, record, are_signals_asked=are_signals_asked)


def _register(run: Run, report: LandingReport) -> None:
    accepted = [
        Event("landing_shrink_accepted", payload={"table": name, "who": "run argument"}) for name in report.accepted_shrinks
    ]
    with Register.open(run.home.register) as register:
        register.append([*accepted, Event("landing_loaded", payload={"tables": report.payload()})], run.as_of)


def _metadata(report: LandingReport, name: str) -> dict[str, Any]:
    table = report.tables[name]
    metadata: dict[str, Any] = {"dagster/row_count": table.rows, "absent": table.absent}
    if table.unlisted_columns:
        metadata["columns never read"] = ", ".join(table.unlisted_columns)
    if table.sha256:
        metadata["sha256"] = table.sha256
    return metadata


default_assets = [landing, control]
