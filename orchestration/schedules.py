"""When the day runs by itself: every morning, and on the 20th with signals (work instruction, "circa de 20e").

Belongs here: times, in Europe/Amsterdam, and the as-of date each tick stands for. Does not belong here: what runs.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import dagster as dg

from orchestration.jobs import morning, whole_day

TIMEZONE = "Europe/Amsterdam"


def _request(context: dg.ScheduleEvaluationContext, name: str) -> dg.RunRequest:
    """The run for the tick's own date: the moment the schedule stands for, not the clock when it is carried out."""
    day = context.scheduled_execution_time.astimezone(ZoneInfo(TIMEZONE)).date().isoformat()
    return dg.RunRequest(
        run_key=f"{name}:{day}",
        run_config={"resources": {"day": {"config": {"as_of_date": day}}}},
        tags={"as_of_date": day},
    )


@dg.schedule(
    job=morning,
    cron_schedule="0 7 1-19,21-31 * *",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every morning but the 20th at 7: assess, withdraw, hold notices.",
)
def every_morning(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    return _request(context, "every_morning")


@dg.schedule(
    job=whole_day,
    cron_schedule="0 7 20 * *",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="On the 20th at 7: the whole day, signals included.",
)
def signals_on_the_20th(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    return _request(context, "signals_on_the_20th")


default_schedules = [every_morning, signals_on_the_20th]
