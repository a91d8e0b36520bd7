"""`vroegsignaal sieve plan` and `sieve run`: a portfolio too large for one run, cut down to the leases it is about.

Belongs here: arguments and words. Does not belong here: the sieve (distribution, orchestration/sieving.py).
"""

from __future__ import annotations

import os

import click

from distribution.local import Pool
from exports.ground.home import Home
from orchestration import guards, sieving
from orchestration.lock import hold
from orchestration.resources import Run
from orchestration.settings import Settings


@click.group(short_help="A very large portfolio, cut down to the leases a run is about.")
def sieve() -> None:
    """Cut a very large portfolio down to the leases that a run is about (docs/scale.md says who needs this).

    First `plan`, then `run` (or the same plan on Spark), then `vroegsignaal run` as ever.
    """


@sieve.command(short_help="Write down what the workers are to do.")
@click.option("--as-of", "as_of_text", metavar="DATE", required=True, help="The date of the run to come.")
@click.option("--buckets", type=click.IntRange(1, 10_000), help="How many; default: one for every 900,000 ledger entries.")
def plan(as_of_text: str, buckets: int | None) -> None:
    """Make the plan of a sieve in sieve/ of the home: dbt's own statements, where the rows lie, and the digests of both."""
    settings = Settings()
    home = Home.at(settings.home)
    try:
        as_of = guards.read_as_of(as_of_text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from None
    with hold(home, as_of=str(as_of), what="sieve plan", wait_seconds=settings.wait_for_home_seconds, say=click.echo):
        made = sieving.plan_of(Run(as_of=as_of, home=home, settings=settings), buckets)
    click.echo(
        f"Planned, as of {as_of}: {made.buckets} bucket(s), {len(made.statements)} statements each. Now: vroegsignaal sieve run"
    )


@sieve.command(short_help="Carry the plan out on this machine.")
@click.option(
    "--workers", type=click.IntRange(1, 512), default=lambda: os.cpu_count() or 1, help="Processes; default: a core each."
)
def run(workers: int) -> None:
    """Carry out the plan with processes of this machine; what they give back lies in landing/sieved/ for the next run."""
    settings = Settings()
    home = Home.at(settings.home)
    waits = settings.wait_for_home_seconds
    with hold(home, as_of="-", what="sieve", wait_seconds=waits, say=click.echo), Pool(workers) as pool:
        ended = sieving.sieve(home, pool)
    for line in ended.lines():
        click.echo(line)
