"""`vroegsignaal purge`: what is past its term goes, and the register says how much of what.

Belongs here: arguments and words. Does not belong here: what goes (orchestration/purge.py).
"""

from __future__ import annotations

import click

from exports.ground.home import Home
from orchestration.guards import machine_date, read_as_of
from orchestration.manual_actions import default_who
from orchestration.settings import Settings


@click.command(short_help="Delete what is past its term.")
@click.option("--as-of", "as_of_text", metavar="DATE", required=True, help="The date the terms are counted to.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--allow-future", is_flag=True, help="Count to a date after this machine's date.")
def purge(as_of_text: str, dry_run: bool, allow_future: bool) -> None:
    """Delete what is past its term everywhere; register, counts and digests still verify afterwards."""
    from orchestration.purge import run_purge

    settings = Settings()
    try:
        as_of = read_as_of(as_of_text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from None
    if as_of > machine_date() and not (allow_future or dry_run):
        raise click.ClickException(
            f"{as_of} lies after this machine's date: data would go before its term. Use --allow-future if you mean it."
        )
    home = Home.at(settings.home)
    if not home.root.exists():
        raise click.ClickException(f"There is no home at {home.root}; nothing was done.")
    report = run_purge(home, as_of, settings.retention, dry_run, who=default_who(), wait_seconds=settings.wait_for_home_seconds)
    for line in report.lines():
        click.echo(line)
