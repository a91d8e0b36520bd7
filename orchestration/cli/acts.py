"""A person's acts: each an event in the register, with who and why.

Belongs here: the commands of docs/outputs.md by which a person records what was done outside the product. Does not belong
here: what may be recorded when (orchestration/acts.py, which Dagster's launchpad uses too).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from exports.ground.home import Home
from orchestration import acts
from orchestration.settings import Settings

_WHO = click.option("--who", default=acts.default_who, show_default="your user name", help="Who did it.")
_WHY = click.option("--why", default="", help="Why, in a few words; no name, address, number or e-mail of a tenant.")
_ON = click.option("--on", default="", metavar="DATE", help="The day it was done, where that was before today (2026-04-20).")


def do(act: Callable[..., str], *arguments: Any, **named: Any) -> None:
    """Carry out one act on the home and say what it recorded, or why it was refused."""
    home = Home.at(Settings().home)
    try:
        click.echo(act(home, *arguments, **named))
    except acts.ActRefused as refused:
        raise click.ClickException(str(refused)) from None


@click.command(short_help="Record: you withdrew a signal at the desk by hand.")
@click.argument("signal_id")
@_ON
@_WHO
@_WHY
def withdraw(signal_id: str, on: str, who: str, why: str) -> None:
    """Record that you withdrew SIGNAL_ID at the desk by hand (an ambiguous address, or a mistake)."""
    do(acts.withdraw, signal_id, on=on, who=who, why=why)


@click.command(short_help="Record: the desk did not take a signal's row.")
@click.argument("signal_id")
@_ON
@_WHO
@_WHY
def refuse(signal_id: str, on: str, who: str, why: str) -> None:
    """Record that the desk did not take the row of SIGNAL_ID (RIS Matching says so only on screen)."""
    do(acts.refuse, signal_id, on=on, who=who, why=why)


@click.command(short_help="Record: you telephoned the municipality about a threatening situation.")
@click.argument("signal_id")
@_ON
@_WHO
@_WHY
def telephoned(signal_id: str, on: str, who: str, why: str) -> None:
    """Record that you telephoned the municipality about SIGNAL_ID: an eviction was announced when it was delivered."""
    do(acts.telephoned, signal_id, on=on, who=who, why=why)


@click.command(short_help="Record: the tenant of a signal accepted help.")
@click.argument("signal_id")
@click.option("--on", "accepted_on", required=True, metavar="DATE", help="When the tenant accepted help (2026-04-20).")
@click.option("--file", default="", help="The feedback file that says so: its row is off the list by this.")
@click.option("--line", default=0, type=int, help="The line in that file, as Excel counts (the titles are line 1).")
@_WHO
@_WHY
def accept(signal_id: str, accepted_on: str, file: str, line: int, who: str, why: str) -> None:
    """Record an acceptance that no single signal fitted, for SIGNAL_ID; with --file and --line its row is dealt with too."""
    if bool(file) != bool(line):
        raise click.UsageError("Give --file and --line together, or neither.")
    do(acts.accept, signal_id, accepted_on, file=file, line=line, who=who, why=why)


@click.command(short_help="Record: a feedback row needs nothing more.")
@click.argument("file")
@click.argument("line", type=int)
@_ON
@_WHO
@_WHY
def dismiss(file: str, line: int, on: str, who: str, why: str) -> None:
    """Take LINE of feedback FILE off the list for a person: looked at, nothing to do.

    LINE is what Excel shows (the titles are line 1); FILE its name, or its name in inbox/archive/ where two files had one name.
    """
    do(acts.dismiss, file, line, on=on, who=who, why=why)


@click.command(short_help="Record: you uploaded the file of a batch.")
@click.argument("batch")
@_ON
@_WHO
@_WHY
def uploaded(batch: str, on: str, who: str, why: str) -> None:
    """Record that you uploaded a file at the desk; BATCH is the batch's number or the file's name. Terms count from that day."""
    do(acts.uploaded, batch, on=on, who=who, why=why)


@click.command(short_help="Record: whether the desk has a batch in doubt.")
@click.argument("batch")
@click.argument("outcome", type=click.Choice(["delivered", "not-delivered"]))
@_ON
@_WHO
@_WHY
def resolve(batch: str, outcome: str, on: str, who: str, why: str) -> None:
    """Say of a BATCH in doubt whether the desk has its file."""
    do(acts.resolve, batch, outcome, on=on, who=who, why=why)
