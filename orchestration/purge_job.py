"""The purge as a Dagster job with a schedule: what is past its term goes every Sunday.

Belongs here: the launchpad's form and the schedule. Does not belong here: terms (exports/keeping/retention.py) or deleting
(purge.py).
"""

from zoneinfo import ZoneInfo

import dagster as dg
from pydantic import Field

from exports.ground.home import Home
from orchestration.failures import without_personal_data
from orchestration.guards import machine_date, read_as_of
from orchestration.purge import run_purge
from orchestration.schedules import TIMEZONE
from orchestration.settings import Settings


class PurgeConfig(dg.Config):
    """One purge."""

    as_of_date: str = Field(description="The date the terms are counted to, as 2026-04-20; not after today.")
    # True, so that whoever launches it from the page without a word deletes nothing.
    dry_run: bool = Field(default=True, description="Only say what would go; false: delete it.")


@dg.op(description="Deletes what is past its term everywhere; register, counts and digests still verify afterwards.")
@without_personal_data
def purge_past_terms(context: dg.OpExecutionContext, config: PurgeConfig) -> None:
    settings = Settings()
    as_of = read_as_of(config.as_of_date)
    if as_of > machine_date() and not config.dry_run:
        raise dg.Failure(description=f"{as_of} lies in the future: data would go before its term. Nothing was deleted.")
    report = run_purge(
        Home.at(settings.home),
        as_of,
        settings.retention,
        config.dry_run,
        who="dagster",
        wait_seconds=settings.wait_for_home_seconds,
    )
    for line in report.lines():
        context.log.info(line)


@dg.job(
    description="Use it after a term was shortened, or where a Sunday was missed: data past its term go (docs/privacy.md) "
    "from landing, warehouse, files, lines, archive, quarantine, reports, copies and Dagster's own history. Without "
    "dry_run: false it only says what would go.",
    executor_def=dg.in_process_executor,
)
def purge() -> None:
    purge_past_terms()


@dg.schedule(
    job=purge,
    cron_schedule="0 5 * * 0",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every Sunday at 5: what is past its term goes.",
)
def purge_on_sunday(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    day = context.scheduled_execution_time.astimezone(ZoneInfo(TIMEZONE)).date().isoformat()
    config = {"ops": {"purge_past_terms": {"config": {"as_of_date": day, "dry_run": False}}}}
    return dg.RunRequest(run_key=f"purge:{day}", run_config=config)
