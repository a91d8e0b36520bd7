"""`vroegsignaal rebuild`: the warehouse made again from what is kept; nothing is delivered or registered.

Belongs here: the order of the remaking. Does not belong here: the steps themselves, which a run uses too.
"""

from __future__ import annotations

import click

from exports.ground.duck import connect
from exports.ground.home import Home
from exports.inbox.incoming import load_feedback_rows
from exports.keeping.evidence import bring_together
from exports.register.log import Register
from orchestration import guards, read_copy
from orchestration.dbt_runner import DbtFailed
from orchestration.failures import in_words
from orchestration.lock import hold
from orchestration.model_build import build_models
from orchestration.resources import Run
from orchestration.settings import Settings


@click.command(short_help="Make the warehouse again from what is kept.")
@click.option("--as-of", "as_of_text", metavar="DATE", help="The date to judge on; default: the latest run's.")
def rebuild(as_of_text: str | None) -> None:
    """Make the warehouse again from landing, register, delivered lines and evidence."""
    settings = Settings()
    home = Home.at(settings.home)
    try:
        as_of = guards.read_as_of(as_of_text) if as_of_text else guards.latest_run(home.register)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from None
    if as_of is None:
        raise click.ClickException("No run has ended in this home yet, so there is no date to judge on: --as-of DATE")
    with hold(home, as_of=str(as_of), what="rebuild", wait_seconds=settings.wait_for_home_seconds, say=click.echo):
        try:
            rebuild_warehouse(Run(as_of=as_of, home=home, settings=settings))
        except Exception as error:
            raise click.ClickException(f"{in_words(error)}\nThe warehouse is as it was.") from None
    click.echo(f"The warehouse was made again, as of {as_of}.")


def rebuild_warehouse(run: Run) -> None:
    """The steps of a run up to the models, on an empty warehouse; the former one comes back where they fail.

    Records of earlier versions come into the files of their days first.
    """
    warehouse = run.home.warehouse
    former = warehouse.with_name("warehouse.old.duckdb")
    bring_together(run.home)
    if warehouse.exists():
        warehouse.replace(former)
    try:
        _make(run)
    except BaseException:
        warehouse.unlink(missing_ok=True)
        if former.exists():
            former.replace(warehouse)
        raise
    former.unlink(missing_ok=True)
    read_copy.make(run.home)


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
