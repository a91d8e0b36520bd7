"""`vroegsignaal rebuild`: the warehouse made again from what is kept; nothing is delivered or registered.

Belongs here: arguments, holding the home, words. Does not belong here: the remaking (orchestration/rebuilding.py).
"""

from __future__ import annotations

import click

from exports.ground.home import Home
from orchestration import guards
from orchestration.failures import in_words
from orchestration.lock import hold
from orchestration.rebuilding import rebuild_warehouse
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
