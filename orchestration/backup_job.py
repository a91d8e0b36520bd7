"""The nightly copy of the home as a Dagster job with a schedule.

Belongs here: when it runs and what Dagster shows of it. Does not belong here: making it (backups.py).
"""

import dagster as dg

from orchestration.backups import back_up
from orchestration.failures import without_personal_data
from orchestration.schedules import TIMEZONE
from orchestration.settings import Settings


@dg.op(description="Copies the home to the folder of VROEGSIGNAAL_BACKUP__FOLDER, encrypted where a key is set.")
@without_personal_data
def copy_home(context: dg.OpExecutionContext) -> None:
    settings = Settings()
    if settings.backup.folder is None:
        raise dg.Failure(description="No folder is set for copies: VROEGSIGNAAL_BACKUP__FOLDER.", allow_retries=False)
    made = back_up(settings, settings.backup.folder, settings.backup.encrypt_to or None, say=context.log.info)
    context.log.info(f"{made.path.name}: {made.files} files, {made.head.seq} events; chain head {made.head.hash}")


@dg.job(
    description="Use it before a change to the machine; the schedule runs it every night. A copy of the home on another disk: "
    "register, deliveries, evidence, outbox, inbox, landing.",
    executor_def=dg.in_process_executor,
)
def backup() -> None:
    copy_home()


@dg.schedule(
    job=backup,
    cron_schedule="0 22 * * *",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night at 10: a copy of the home, where VROEGSIGNAAL_BACKUP__FOLDER is set.",
)
def backup_every_night(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    if Settings().backup.folder is None:
        return dg.SkipReason("VROEGSIGNAAL_BACKUP__FOLDER is not set: nothing is copied.")
    return dg.RunRequest(run_key=f"backup:{context.scheduled_execution_time:%Y-%m-%d}")
