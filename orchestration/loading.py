"""What a run lands and is judged by, put into its warehouse: the landing tables, whole or not at all, and its parameters.

Belongs here: calling the loader with what the run says. Does not belong here: the step that shows and registers it
(assets/landing.py), when it begins (early.py), the contract (validations/landing.py) or how files are read (sources/).
No Dagster: a run on the command line loads while that is still being loaded.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from exports.ground.duck import connect
from exports.ground.files import ensure_dir
from exports.keeping.home_formats import SAY_WAREHOUSE
from orchestration import guards
from orchestration.day_run import WORK, Run, parameters_of
from orchestration.demo_mark import strangers_in_a_demo
from sources.control import write_calendar, write_run_parameters, write_source_findings
from sources.landing import LandingReport, ShrinkGuard, load_landing
from sources.landing_sieved import Sieved
from sources.landing_state import kept_tables, look, with_source_digests, write_landing_state
from sources.prepare import prepare_sources
from sources.reading.export_shapes import read_shapes, write_shapes
from sources.sieved import read_sieved
from sources.vera.saldo import load_stated_balances

Also = Callable[[duckdb.DuckDBPyConnection, LandingReport], None]  # what else is written in the transaction of the tables


class DemoAndReal(Exception):
    """A home that holds the demo was given tables that are not the demo's; the text says what to do."""


def load(
    run: Run,
    previous_counts: Mapping[str, int],
    also: Also = lambda con, report: None,
    connected: Callable[[duckdb.DuckDBPyConnection], object] = lambda con: None,
) -> LandingReport:
    """Load all landing tables into the run's warehouse, whole or not at all; what is `also` written, with them.

    What a sieve gave back for this day is read in place of the large tables, once: a run that acts takes it away.

    Args:
        run: whose home and date it is.
        previous_counts: table -> rows at the last good load.
        also: called before all of it is committed.
        connected: given the connection before anything is done on it, for who may have to interrupt it.

    Raises:
        DemoAndReal: the home holds the demo, and other tables lie in it.
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
        connected(con)
        seen = look(home.landing)
        sieved = _sieved(run) if home.sieved.exists() else None
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


def _sieved(run: Run) -> Sieved:
    from orchestration.sieving import ground_of  # which needs dbt, and few homes have a sieve

    return read_sieved(run.home.landing, run.home.sieved, ground_of(run))


def write_control(run: Run) -> None:
    """Put the as-of date, the choices and the calendar into the warehouse."""
    with connect(run.home.warehouse) as con:
        write_run_parameters(con, parameters_of(run))
        write_calendar(con, run.as_of, _decreed(run.settings.decreed_days_off))


def refuse_real_tables_in_a_demo_home(run: Run) -> None:
    """A home marked as demo takes the demo's own files only, until it is emptied.

    Raises:
        DemoAndReal: landing/ holds a file that the demo did not write.
    """
    strangers = strangers_in_a_demo(run.home.register, run.home.landing)
    if strangers:
        raise DemoAndReal(
            f"This home holds the demo, and {strangers} file(s) in landing/ are not the demo's: made-up "
            "and real tenants never meet. Use another folder for real tables (VROEGSIGNAAL_HOME), or empty this one. "
            "Nothing was changed."
        )


def _decreed(text: str) -> list[date]:
    return [date.fromisoformat(part.strip()) for part in text.split(",") if part.strip()]
