"""`vroegsignaal fetch`: feedback from the desks' sFTP servers into the inbox; a run does the same first.

Belongs here: holding the home and printing. Does not belong here: the download (exports/inbox/fetch.py).
"""

from __future__ import annotations

import click

from exports.ground.home import Home
from orchestration.fetching import desks_to_ask, fetch_all
from orchestration.lock import hold
from orchestration.settings import Settings


@click.command(short_help="Bring feedback from the desks' sFTP folders.")
def fetch() -> None:
    """Bring new feedback files from the desks' sFTP folders into the inbox."""
    settings = Settings()
    home = Home.at(settings.home)
    if not desks_to_ask(settings):
        click.echo("No desk has a feedback folder (VROEGSIGNAAL_<DESK>__FEEDBACK_DIRECTORY with CHANNEL=sftp): nothing to fetch.")
        return
    with hold(home, as_of="-", what="fetch", wait_seconds=settings.wait_for_home_seconds, say=click.echo):
        fetched, failed = fetch_all(home, settings)
    click.echo(f"Feedback files fetched: {sum(f.file_name is not None for f in fetched)}")
    for desk, words in failed.items():
        click.echo(f"{desk}: {words}", err=True)
    if failed:
        raise SystemExit(1)
