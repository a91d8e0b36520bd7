"""Notifications by e-mail: which events of a run are worth one. Off unless configured; never stops a run.

Belongs here: choosing. Does not belong here: the texts (documents/mail_texts.py) and the sending (exports/delivery/mail.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from documents import mail_texts
from exports.delivery import mail
from exports.delivery.batch_records import in_doubt, read_open_batches
from orchestration.day_record import REFUSED_FEEDBACK, DayRecord
from orchestration.resources import Run
from orchestration.settings import Settings

CLOSING_STEP = "reports__day_closed"
NOTIFIED_BY = "word_sent_by"  # the tag of runs whose starter notifies by itself, so that no mail goes twice


def mail_settings(settings: Settings) -> mail.MailSettings:
    """The mail settings in the form the sender takes."""
    chosen = settings.mail
    return mail.MailSettings(
        host=chosen.host,
        port=chosen.port,
        security=chosen.security,
        user=chosen.user,
        password_file=chosen.password_file,
        sender=chosen.sender,
        to=chosen.to,
    )


def notify_of_run(run: Run, done: DayRecord) -> list[str]:
    """Send what this run gives reason for; gives a sentence for each mail that could not be sent."""
    settings = mail_settings(run.settings)
    if run.is_dry or not settings.is_on:
        return []
    problems = [mail.send(settings, message) for message in messages_of(run, done)]
    return [problem for problem in problems if problem]


def notify_of_failure(as_of: date, failed_steps: list[str]) -> str | None:
    """Notification of a run from the command line that failed before its last step could send any; as `notify_of_run`."""
    if not failed_steps or CLOSING_STEP in failed_steps:
        return None
    parts = [step.replace("__", "/") for step in failed_steps]
    return mail.send(mail_settings(Settings()), mail_texts.failed_run(as_of, parts))


def failed_checks(events: Iterable[Any]) -> list[str]:
    """The names of the checks that failed among a run's events, as asset/check."""
    results = [e.asset_check_evaluation_data for e in events if e.event_type_value == "ASSET_CHECK_EVALUATION"]
    return sorted(f"{r.asset_key.to_user_string()}: {r.check_name}" for r in results if not r.passed)


def notify_of_checks(as_of: date, events: Iterable[Any]) -> str | None:
    """Notification of the checks that failed in a run; as `notify_of_run`."""
    failed = failed_checks(events)
    return mail.send(mail_settings(Settings()), mail_texts.failed_check(as_of, failed)) if failed else None


def messages_of(run: Run, done: DayRecord) -> Iterator[mail.Message]:
    """The messages a run gives reason for: no personal data, only parts, ids, counts and dates."""
    refused = done.of_kind(REFUSED_FEEDBACK)
    failed = [outcome.what for outcome in done.bad if outcome.kind != REFUSED_FEEDBACK]
    if failed:
        yield mail_texts.failed_run(run.as_of, list(dict.fromkeys(failed)))
    if refused:
        yield mail_texts.refused_feedback(len(refused), sorted({o.rule or "" for o in refused}), run.as_of)
    for record in in_doubt(read_open_batches(run.home.register)):
        yield mail_texts.batch_in_doubt(record.batch.batch_id, record.batch.desk, len(record.batch.lines), run.as_of)
    threatening = done.counts.get("terms_passed_threatening", 0)
    if threatening:
        yield mail_texts.threatening_terms_passed(threatening, run.as_of)
