"""`vroegsignaal check`: what lies in landing/, table by table, in words a functional manager understands.

Belongs here: arguments and exit status. Does not belong here: the reading and the words (sources/check.py).
"""

from __future__ import annotations

import click

from exports.ground.home import Home
from orchestration import guards
from orchestration.settings import Settings
from sources.check import check_landing
from sources.landing import ShrinkGuard
from sources.previous_load import previous_counts


@click.command(short_help="What in landing/ is right, missing or refused.")
@click.option("--as-of", "as_of_text", metavar="DATE", help="The date the run will be for; default: today.")
def check(as_of_text: str | None) -> None:
    """Read everything in landing/, change nothing, and say what is right, missing or would be refused."""
    try:
        # Only which CBS year and mergers hold depends on it here; nobody is judged.
        as_of = guards.read_as_of(as_of_text) if as_of_text else guards.machine_date()
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from None
    settings = Settings()
    home = Home.at(settings.home)
    guard = ShrinkGuard(settings.shrink_minimum_rows, settings.shrink_largest_loss)
    report = check_landing(
        home.landing, as_of, previous_counts(home.register), guard, settings.landing_max_age_days, guards.machine_date()
    )
    click.echo(report.text())
    if not report.is_good:
        raise SystemExit(1)
