"""The first station: what the manager's system exported, loaded whole or not at all, and what the run judges with.

Belongs here: calling the loader, registering what was loaded, showing it. Does not belong here: the contract
(validations/landing.py) or how files are read (sources/).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import dagster as dg
import duckdb

from exports.ground.duck import connect
from exports.ground.files import ensure_dir
from exports.keeping.home_formats import SAY_WAREHOUSE
from exports.register.events import Event
from exports.register.log import Register
from orchestration import guards
from orchestration.day_record import MONEY_OF_NOBODY, WARNING, PartRecord, begin_day
from orchestration.demo_mark import strangers_in_a_demo
from orchestration.failures import without_personal_data
from orchestration.progress import step
from orchestration.resources import WORK, Day, Run, parameters_of
from orchestration.sieving import ground_of
from sources.control import write_calendar, write_run_parameters, write_source_findings
from sources.landing import LandingReport, ShrinkGuard, load_landing
from sources.landing_state import kept_tables, look, with_source_digests, write_landing_state
from sources.prepare import prepare_sources
from sources.previous_load import previous_counts
from sources.reading.export_shapes import read_shapes, write_shapes
from sources.sieved import read_sieved
from sources.vera.saldo import load_stated_balances
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
        report = load(run, previous_counts(run.home.register), partial(_begin, run, are_signals_asked=are_signals_asked))
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


def load(
    run: Run,
    previous_counts: Mapping[str, int],
    also: Callable[[duckdb.DuckDBPyConnection, LandingReport], None] = lambda con, report: None,
) -> LandingReport:
    """Load all landing tables into the run's warehouse, whole or not at all; what is `also` written, with them.

    What a sieve gave back for this day is read in place of the large tables, once: a run that acts takes it away.

    Raises:
        TableRefused: with every problem of every table; the warehouse stays as it was.
        SieveRefused: landing/sieved/ is not about this run.
    """
    home, settings = run.home, run.settings

    def with_its_state(con: duckdb.DuckDBPyConnection, report: LandingReport) -> None:
        con.execute(SAY_WAREHOUSE)
        write_landing_state(con, home.landing, seen, report, prepared, run.as_of, sieved.digests if sieved else {})
        write_shapes(con, prepared.shapes)
        also(con, report)

    refuse_real_tables_in_a_demo_home(run)
    with (
        TemporaryDirectory(prefix=WORK, dir=ensure_dir(home.output)) as work,
        connect(home.warehouse, memory_limit=settings.memory_limit) as con,
    ):
        seen = look(home.landing)
        sieved = read_sieved(home.landing, home.sieved, ground_of(run)) if home.sieved.exists() else None
        prepared = prepare_sources(home.landing, Path(work), run.as_of, read_shapes(con))
        report = load_landing(
            con,
            home.landing,
            previous_counts=previous_counts,
            shrink_guard=ShrinkGuard(settings.shrink_minimum_rows, settings.shrink_largest_loss),
            accepted_shrinks=run.accepted_shrinks,
            tables_from_elsewhere=prepared.tables_from_elsewhere,
            work_dir=Path(work),
            sieved=sieved,
            kept=kept_tables(con),
            today=max(guards.machine_date(), run.as_of),
            before_commit=with_its_state,
        )
        load_stated_balances(con, prepared.stated_balances, sieved.balances if sieved else None)
        write_source_findings(con, prepared.findings)
        report = with_source_digests(con, home.landing, report, prepared)
    if sieved and not run.is_dry:
        shutil.rmtree(home.sieved)
    return report


def write_control(run: Run) -> None:
    """Put the as-of date, the choices and the calendar into the warehouse."""
    with connect(run.home.warehouse) as con:
        write_run_parameters(con, parameters_of(run))
        write_calendar(con, run.as_of, _decreed(run.settings.decreed_days_off))


def refuse_real_tables_in_a_demo_home(run: Run) -> None:
    """A home marked as demo takes the demo's own files only, until it is emptied.

    Raises:
        dg.Failure: landing/ holds a file that the demo did not write.
    """
    strangers = strangers_in_a_demo(run.home.register, run.home.landing)
    if strangers:
        raise dg.Failure(
            description=f"This home holds the demo, and {strangers} file(s) in landing/ are not the demo's: made-up "
            "and real tenants never meet. Use another folder for real tables (VROEGSIGNAAL_HOME), or empty this one. "
            "Nothing was changed.",
            allow_retries=False,
        )


def _decreed(text: str) -> list[date]:
    return [date.fromisoformat(part.strip()) for part in text.split(",") if part.strip()]


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
