"""When the day runs by itself: every morning, and on the 20th with signals (work instruction, "circa de 20e").

Belongs here: times, in Europe/Amsterdam, and the as-of date each tick stands for. Does not belong here: what runs.

A 20th that was missed, because the machine was off or the run did not end well, is caught up by the next morning's run, judged
on that morning's own date, up to and including the 27th (guards.missed_delivery).
"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import dagster as dg

from exports.ground.home import Home
from orchestration.guards import missed_delivery
from orchestration.jobs import MORNING, WHOLE_DAY, day_config
from orchestration.settings import Settings

TIMEZONE = "Europe/Amsterdam"


MORNINGS = "0 7 1-19,21-31 * *"


def _day_of(context: dg.ScheduleEvaluationContext) -> date:
    """The tick's own date: the moment the schedule stands for, not the clock when it is carried out."""
    return context.scheduled_execution_time.astimezone(ZoneInfo(TIMEZONE)).date()


def _request(day: date, name: str) -> dg.RunRequest:
    return dg.RunRequest(run_key=f"{name}:{day}", run_config=day_config(day), tags={"as_of_date": day.isoformat()})


def _missed(day: date) -> date | None:
    return missed_delivery(Home.at(Settings().home).register, day)


@dg.schedule(
    job_name=MORNING,
    cron_schedule=MORNINGS,
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every morning but the 20th at 7: assess, withdraw, hold notices.",
)
def every_morning(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    day = _day_of(context)
    missed = _missed(day)
    if missed is not None:
        return dg.SkipReason(f"the signals of {missed} are caught up today, by the whole day (signals_caught_up)")
    return _request(day, "every_morning")


@dg.schedule(
    job_name=WHOLE_DAY,
    cron_schedule=MORNINGS,
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="In the week after a 20th on which signals were not all delivered well: the whole day instead of the morning.",
)
def signals_caught_up(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    day = _day_of(context)
    if _missed(day) is None:
        return dg.SkipReason("no delivery of signals is to be caught up")
    return _request(day, "signals_caught_up")


@dg.schedule(
    job_name=WHOLE_DAY,
    cron_schedule="0 7 20 * *",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="On the 20th at 7: the whole day, signals included.",
)
def signals_on_the_20th(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    return _request(_day_of(context), "signals_on_the_20th")


default_schedules = [every_morning, signals_caught_up, signals_on_the_20th]
