"""What starts a run by itself: a feedback file that arrived and stopped growing.

Belongs here: looking (never reading rows), asking for a run, and saying why nothing happened. Does not belong here:
what the run does. The register, not Dagster's memory, decides whether a file was read before.
"""

from __future__ import annotations

import time
from collections import Counter

import dagster as dg

from exports.files import sha256_of_file
from exports.home import Home
from exports.inbox import WHY_NOT_READY, InboxFile, scan
from exports.register import Register
from orchestration.guards import machine_date
from orchestration.jobs import feedback_file
from orchestration.settings import Settings

MOST_FILES_A_TICK = 20


@dg.sensor(
    job=feedback_file,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Looks into the inbox; starts one run a feedback file that has not grown for the quiet time.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """One run a file, keyed by the file's SHA-256: the same bytes never start two runs, whatever their name."""
    settings = Settings()
    home = Home.at(settings.home)
    found = scan(home.inbox, settings.inbox_quiet_seconds, time.time())
    ready = [file for file in found if file.reason_not_ready is None][:MOST_FILES_A_TICK]
    known = _known(home)
    day = machine_date().isoformat()
    requests = [_request(sum_, day, sum_ in known) for sum_ in _sums(ready)]
    if requests:
        return dg.SensorResult(run_requests=requests)
    return dg.SkipReason(_why_nothing(found))


def _request(file_sha256: str, day: str, is_known: bool) -> dg.RunRequest:
    config = {"resources": {"day": {"config": {"as_of_date": day, "only_feedback": file_sha256}}}}
    # A file that was read before but lies there again is archived once a day, without acting.
    key = f"{file_sha256}:{day}" if is_known else file_sha256
    return dg.RunRequest(run_key=key, run_config=config, tags={"as_of_date": day, "file": file_sha256[:12]})


def _sums(files: list[InboxFile]) -> list[str]:
    sums = []
    for file in files:
        try:
            sums.append(sha256_of_file(file.path))
        except OSError:  # it vanished between the look and the read: the next tick sees what is there
            continue
    return list(dict.fromkeys(sums))


def _known(home: Home) -> set[str]:
    if not home.register.exists():
        return set()
    with Register.read_only(home.register) as register:
        events = register.events_of(event_types=("feedback_read", "feedback_refused"))
    return {event.payload["file_sha256"] for event in events}


def _why_nothing(found: list[InboxFile]) -> str:
    if not found:
        return "the inbox is empty"
    reasons = Counter(file.reason_not_ready for file in found if file.reason_not_ready)
    words = "; ".join(f"{count} {WHY_NOT_READY.get(reason, reason)}" for reason, count in sorted(reasons.items()))
    return f"{len(found)} in the inbox, none to read: {words}"


default_sensors = [inbox_sensor]
