"""What starts a run by itself, a feedback file that arrived and stopped growing, and who is notified when none ran or one failed.

Belongs here: looking (never reading rows), asking for a run, and saying why nothing happened. Does not belong here:
what the run does. The register, not Dagster's memory, decides whether a file was read before.
"""

from __future__ import annotations

import time
from datetime import date

import dagster as dg

from documents import mail_texts
from exports.delivery import mail
from exports.ground.files import sha256_of_file
from exports.ground.home import Home
from exports.inbox.incoming import InboxFile, left_alone, scan
from exports.register.log import Register
from orchestration.fetching import look_at_desks
from orchestration.guards import latest_run, machine_date, read_as_of
from orchestration.jobs import FEEDBACK_FILE, day_config
from orchestration.notifications import CLOSING_STEP, NOTIFIED_BY, mail_settings, notify_of_checks
from orchestration.resources import DRY
from orchestration.settings import Settings

MOST_FILES_A_TICK = 20


@dg.sensor(
    job_name=FEEDBACK_FILE,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Looks into the inbox; starts one run per feedback file that has not grown for the quiet time.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """One run per file, keyed by the file's SHA-256: the same bytes never start two runs, whatever their name."""
    settings = Settings()
    home = Home.at(settings.home)
    found = scan(home.inbox, settings.inbox_quiet_seconds, time.time())
    ready = [file for file in found if file.reason_not_ready is None][:MOST_FILES_A_TICK]
    known = _known(home)
    day = machine_date()
    requests = [_request(digest, day, digest in known) for digest in _digests(ready)]
    if requests:
        return dg.SensorResult(run_requests=requests)
    return dg.SkipReason(_why_nothing(found))


def _request(file_sha256: str, day: date, is_known: bool) -> dg.RunRequest:
    config = day_config(day, only_feedback=file_sha256)
    # A file that was read before but lies there again is archived once a day, without acting.
    key = f"{file_sha256}:{day}" if is_known else file_sha256
    return dg.RunRequest(run_key=key, run_config=config, tags={"as_of_date": day.isoformat(), "file": file_sha256[:12]})


def _digests(files: list[InboxFile]) -> list[str]:
    digests = []
    for file in files:
        try:
            digests.append(sha256_of_file(file.path))
        except OSError:  # it vanished between the look and the read: the next tick sees what is there
            continue
    return list(dict.fromkeys(digests))


def _known(home: Home) -> set[str]:
    if not home.register.exists():
        return set()
    with Register.read_only(home.register) as register:
        events = register.events_of(event_types=("feedback_read", "feedback_refused"))
    return {event.payload["file_sha256"] for event in events}


def _why_nothing(found: list[InboxFile]) -> str:
    if not found:
        return "the inbox is empty"
    return f"{len(found)} in the inbox, none to read: {'; '.join(left_alone(found))}"


@dg.run_failure_sensor(
    name="word_of_failed_runs",
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Mails when a run failed before its last step could: the parts that failed, never what they said.",
)
def word_of_failed_runs(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
    settings = mail_settings(Settings())
    steps = [event.step_key for event in context.get_step_failure_events() if event.step_key]
    if not settings.is_on:
        return dg.SkipReason("mail is off (VROEGSIGNAAL_MAIL__HOST and __TO are not set)")
    if CLOSING_STEP in steps:
        return dg.SkipReason("the run's last step sent the notification")
    if {NOTIFIED_BY, DRY} & context.dagster_run.tags.keys():
        return dg.SkipReason("whoever started the run notifies, and of dry runs nobody does")
    day = _day_of(context.dagster_run)
    problem = mail.send(settings, mail_texts.failed_run(day, [step.replace("__", "/") for step in steps] or ["start"]))
    return dg.SkipReason(problem) if problem else None


def _day_of(run: dg.DagsterRun) -> date:
    return read_as_of(run.tags["as_of_date"]) if "as_of_date" in run.tags else machine_date()


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    name="word_of_failed_checks",
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Mails the names of checks that failed in a run that otherwise went well.",
)
def word_of_failed_checks(context: dg.RunStatusSensorContext) -> dg.SkipReason | None:
    if {NOTIFIED_BY, DRY} & context.dagster_run.tags.keys():
        return dg.SkipReason("whoever started the run notifies, and of dry runs nobody does")
    kind = dg.DagsterEventType.ASSET_CHECK_EVALUATION
    records = context.instance.all_logs(context.dagster_run.run_id, of_type=kind)
    problem = notify_of_checks(_day_of(context.dagster_run), [record.dagster_event for record in records])
    return dg.SkipReason(problem) if problem else None


@dg.sensor(
    name="word_of_silence",
    minimum_interval_seconds=3600,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Mails once a day when no run ended since yesterday: nothing failed, for nothing ran.",
)
def word_of_silence(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    settings = Settings()
    settings_of_mail, today = mail_settings(settings), machine_date()
    register = Home.at(settings.home).register
    last = latest_run(register)
    if not settings_of_mail.is_on:
        return dg.SkipReason("mail is off (VROEGSIGNAAL_MAIL__HOST and __TO are not set)")
    if last is not None and (today - last).days <= 1:
        return dg.SkipReason(f"the latest run was for {last}")
    if context.cursor == today.isoformat():
        return dg.SkipReason("the notification of the silence was sent today")
    problem = mail.send(settings_of_mail, mail_texts.silence(last, today))
    context.update_cursor(context.cursor if problem else today.isoformat())
    return dg.SkipReason(problem or "the notification of the silence was sent")


@dg.sensor(
    job_name=FEEDBACK_FILE,
    name="remote_feedback_sensor",
    minimum_interval_seconds=900,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Looks (list and stat only) into the desks' sFTP feedback folders; a run downloads what is new. A refused "
    "key fails the tick, a slow server only skips it.",
)
def remote_feedback_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    settings = Settings()
    home = Home.at(settings.home)
    new, skipped = look_at_desks(home, settings)
    if not new:
        return dg.SkipReason("; ".join(skipped) or "no desk has a feedback folder, or none has anything new")
    day = machine_date()
    request = dg.RunRequest(run_key=",".join(sorted(new)), run_config=day_config(day), tags={"as_of_date": day.isoformat()})
    return dg.SensorResult(run_requests=[request])


default_sensors = [
    inbox_sensor,
    remote_feedback_sensor,
    word_of_failed_runs,
    word_of_failed_checks,
    word_of_silence,
]
