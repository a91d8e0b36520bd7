"""A person's acts on leases and rows: each an event in the register, with who and why.

Belongs here: the commands `accept-row`, `release` and `renumber`. Does not belong here: what may be recorded when
(orchestration/lease_acts.py, which Dagster's launchpad uses too).
"""

from __future__ import annotations

from pathlib import Path

import click

from orchestration import acts, lease_acts
from orchestration.cli.acts import do

_WHO = click.option("--who", default=acts.default_who, show_default="your user name", help="Who says so.")
_WHY = click.option("--why", required=True, help="Why, in a few words; no name, address, number or e-mail of a tenant.")
_ON = click.option("--on", default="", metavar="DATE", help="The day it was so, where that was before today (2026-04-20).")


@click.command("accept-row", short_help="Record: a row that blocks concerns nobody here.")
@click.argument("table", type=click.Choice(lease_acts.BLOCKING_TABLES))
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@_ON
@_WHO
@_WHY
def accept_row(table: str, keys: tuple[str, ...], on: str, who: str, why: str) -> None:
    """Record of rows KEY... of landing TABLE that they concern nobody here: they hold no signal back any more.

    `vroegsignaal status` shows the rows that name nobody, with their keys. Never asked again. First look whether the number
    in the row is mistyped: then mend it in the source instead.
    """
    do(lease_acts.accept_row, table, keys, on=on, who=who, why=why)


@click.command(short_help="Record: a lease whose signal was taken back may be signalled again.")
@click.argument("lease_id")
@_ON
@_WHO
@_WHY
def release(lease_id: str, on: str, who: str, why: str) -> None:
    """Let LEASE_ID be signalled again: its signal was withdrawn or refused by hand, and it stays off until then."""
    do(lease_acts.release, lease_id, on=on, who=who, why=why)


@click.command(short_help="Record: a lease got another number, or did not.")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--file", "path", type=click.Path(path_type=Path, dir_okay=False), help="Two columns, old and new, with titles.")
@click.option("--not-the-same", is_flag=True, help="OLD and NEW are two leases: NEW may be signalled.")
@_ON
@_WHO
@_WHY
def renumber(old: str | None, new: str | None, path: Path | None, not_the_same: bool, on: str, who: str, why: str) -> None:
    """Record that lease OLD is called NEW now: its signals, holds and withdrawals go on under the new number."""
    if path is not None and (old or new or not_the_same):
        raise click.UsageError("Give OLD and NEW, or --file.")
    if path is not None:
        do(lease_acts.renumber_all, path, on=on, who=who, why=why)
    elif old and new:
        do(lease_acts.renumber, old, new, is_same=not not_the_same, on=on, who=who, why=why)
    else:
        raise click.UsageError("Give OLD and NEW, or --file.")
