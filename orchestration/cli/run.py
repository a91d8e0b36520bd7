"""`vroegsignaal run`: the whole day as one Dagster run in this process, and a summary a person can act on.

Belongs here: arguments, starting the run, exit status. Does not belong here: what the run does (assets/) or the words
of the summary (summary.py).
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import click

from documents import run_steps
from exports.ground.home import Home
from orchestration import guards
from orchestration.demo_mark import demo_files
from orchestration.instance import history, prepare
from orchestration.settings import Settings
from validations.landing import TABLE_NAMES

CLOSING = "reports__day_closed"  # the step that fails where a part of the day did; by then all of it has been said


@click.command(short_help="The whole day: judge, deliver, report.")
@click.option("--as-of", "as_of_text", metavar="DATE", help="The date everything is judged on, as 2026-04-20.")
@click.option("--demo-date", is_flag=True, help="Judge on the demo's own date (for `make run`).")
@click.option("--dry-run", is_flag=True, help="Show below preview/ what would happen; change nothing else.")
@click.option("--allow-future", is_flag=True, help="Act although the date lies after this machine's date.")
@click.option("--no-signals", is_flag=True, help="A morning without signals, as the schedule does on any day but the 20th.")
@click.option("--english", is_flag=True, help="Where the home reads its own exports: also the data team's summary.")
@click.option("--accept-shrink", multiple=True, metavar="TABLE", help="This table rightly lost many rows.")
def run(
    as_of_text: str | None,
    demo_date: bool,
    dry_run: bool,
    allow_future: bool,
    no_signals: bool,
    english: bool,
    accept_shrink: tuple[str, ...],
) -> None:
    """One whole day: landing, feedback, models, decisions, and every delivery due.

    Exit status 0 only where all of it went well.
    """
    home = Home.at(Settings().home)
    as_of = _as_of(as_of_text, demo_date)
    if demo_date and demo_files(home.register) is None:
        raise click.UsageError(f"{home.root} is no demo: the demo's date is for a home that `vroegsignaal demo` filled.")
    unknown = sorted(set(accept_shrink).difference(TABLE_NAMES))
    if unknown:
        raise click.BadParameter(f"no landing table is called {', '.join(unknown)}", param_hint="--accept-shrink")
    config = {
        "as_of_date": as_of,
        "dry_run": dry_run,
        "allow_future": allow_future,
        "accept_shrink": list(accept_shrink),
        "in_english": english,
    }
    in_dutch, day = _reads_dutch(home, config), guards.read_as_of(as_of)
    begun = f"Vroegsignaal, as-of date {as_of}, home {home.root}{' (dry run)' if dry_run else ''}"
    click.echo(run_steps.begun(day, home.root, is_dry=dry_run) if in_dutch else begun)
    missed = guards.missed_delivery(home.register, day) if no_signals else None
    if missed is not None:
        again = f"The signals of {missed} were not all delivered: run this date without --no-signals to catch up."
        click.echo(run_steps.missed(missed) if in_dutch else again, err=True)
    sys.exit(0 if execute(home, config, with_signals=not no_signals) else 1)


def _reads_dutch(home: Home, config: dict[str, Any]) -> bool:
    """Whether an administrator reads along, who made this home's mapping, and not the data team alone."""
    return home.mapping.exists() and not config.get("in_english", False)


def _as_of(text: str | None, demo_date: bool) -> str:
    if demo_date and text is not None:
        raise click.UsageError("Give either --as-of or --demo-date")
    if demo_date:
        from demo.portfolio import DEMO_AS_OF

        return DEMO_AS_OF.isoformat()
    if text is None:
        raise click.UsageError("Say on which date everything is to be judged: --as-of 2026-04-20")
    try:
        return guards.read_as_of(text).isoformat()
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from None


def execute(home: Home, config: dict[str, Any], *, with_signals: bool = True) -> bool:
    """Run the whole day, or a morning without signals, as `config` of the `day` resource says; True if all is well.

    Prints progress and summary.
    """
    prepare(home)
    import dagster as dg

    from documents.run_text import failed_text
    from orchestration.cli.summary import failure_lines
    from orchestration.cli.summary_in_dutch import reads_own_exports
    from orchestration.definitions import build_definitions
    from orchestration.failures import is_of_ours
    from orchestration.jobs import MORNING, WHOLE_DAY
    from orchestration.notifications import NOTIFIED_BY, notify_of_checks, notify_of_failure
    from orchestration.progress import to_terminal
    from orchestration.resources import DRY

    logging.getLogger("dagster").setLevel(logging.CRITICAL + 1)  # what it prints may quote data; we print it ourselves
    to_terminal(home.dagster / "pace.json", in_dutch=_reads_dutch(home, config))
    job = build_definitions().resolve_job_def(WHOLE_DAY if with_signals else MORNING)
    instance = dg.DagsterInstance.ephemeral() if config["dry_run"] else history(home)
    with instance:
        result = job.execute_in_process(
            instance=instance,
            raise_on_error=False,
            tags={"as_of_date": config["as_of_date"], NOTIFIED_BY: "command line"},
            # All of it: what a run config leaves out, Dagster takes from what the launchpad proposes.
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}, "resources": {"day": {"config": config}}},
        )
        recorded = instance.get_run_by_id(result.run_id)
    is_dry = recorded is not None and DRY in recorded.tags
    lines = list(failure_lines(result.all_events))
    for line in run_steps.failures(lines) if _reads_dutch(home, config) else lines:
        click.echo(line, err=True)
    failed = [str(event.step_key) for event in result.all_events if event.is_step_failure]
    if failed and reads_own_exports(home):
        is_refused, is_ended = "landing" in failed and not any(map(is_of_ours, lines)), failed == [CLOSING]
        words = failed_text(config["as_of_date"], is_dry=is_dry, is_landing_refused=is_refused, is_ended=is_ended)
        click.echo("\n".join(words), err=True)
    if not is_dry:
        day = guards.read_as_of(config["as_of_date"])
        for problem in (notify_of_failure(day, failed), notify_of_checks(day, result.all_events)):
            if problem:
                click.echo(problem, err=True)
    return result.success
