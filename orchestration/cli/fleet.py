"""`vroegsignaal fleet run`: the day of every home in a folder, on one machine.

Belongs here: arguments, output and exit status. Does not belong here: the processes (orchestration/fleet.py).
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from orchestration.fleet import Outcome, homes_in, run_all
from orchestration.guards import read_as_of


@click.group(short_help="Many homes on one machine: run them all.")
def fleet() -> None:
    """Many homes on one machine, one folder each."""


@fleet.command(name="run", short_help="The whole day of every home in a folder.")
@click.option("--as-of", "as_of_text", metavar="DATE", required=True, help="The date everything is judged on, as 2026-04-20.")
@click.option(
    "--homes", "folder", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path), help="A folder of homes."
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="How many homes at once.")
@click.option("--dry-run", is_flag=True, help="Show below each home's preview/ what would happen; change nothing else.")
@click.option("--no-signals", is_flag=True, help="A morning without signals.")
@click.option("--allow-future", is_flag=True, help="Act although the date lies after this machine's date.")
def run(as_of_text: str, folder: Path, workers: int, dry_run: bool, no_signals: bool, allow_future: bool) -> None:
    """The day of each home in the folder, each by itself; its own settings stand in .env in it.

    One that fails stops no other. Exit status 0 only where every home went well.
    """
    try:
        as_of = read_as_of(as_of_text).isoformat()
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from None
    homes, others = homes_in(folder.absolute())
    if not homes:
        raise click.UsageError(f"{folder} has no folder with a landing/ or a register in it.")
    if others:
        click.echo(f"Passed over, since they have no landing/ and no register: {', '.join(others)}", err=True)
    chosen = {"--dry-run": dry_run, "--no-signals": no_signals, "--allow-future": allow_future}
    arguments = ["--as-of", as_of, *(option for option, is_on in chosen.items() if is_on)]
    outcomes = []
    for outcome in run_all(homes, arguments, workers):
        outcomes.append(outcome)
        for line in outcome.text.splitlines():
            click.echo(f"[{outcome.home.name}] {line}")
    for line in summary(outcomes):
        click.echo(line)
    sys.exit(0 if all(outcome.is_good for outcome in outcomes) else 1)


def summary(outcomes: list[Outcome]) -> list[str]:
    """One line per home, by name, and one of all."""
    bad = [outcome for outcome in outcomes if not outcome.is_good]
    return [
        "",
        *(_line(outcome) for outcome in sorted(outcomes, key=lambda each: each.home.name)),
        f"{len(outcomes)} homes: {len(outcomes) - len(bad)} went well, {len(bad)} did not.",
    ]


def _line(outcome: Outcome) -> str:
    memory = f"{outcome.mib:>6,} MiB at most" if outcome.mib else ""
    return f"  {outcome.home.name:<40} {'well' if outcome.is_good else 'FAILED':<7} {outcome.seconds:>7.1f} s {memory}".rstrip()
