"""How a home is doing, in the forms that monitoring systems read: JSON, a Nagios plugin's line, Prometheus' text format.

Belongs here: these forms, names and units, and putting the metrics file in its place. Does not belong here: what is asked and
judged (health.py). Names of metrics are kept once given: alarms and dashboards hang on them (docs/operations.md lists them).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from importlib.metadata import version
from pathlib import Path

from exports.ground.files import write_atomically
from exports.ground.formats import PRESENT
from exports.ground.home import Home
from orchestration.guards import AMSTERDAM
from orchestration.health import Health, Level
from orchestration.settings import Settings

PREFIX = "vroegsignaal_"
FILE_NAME = "metrics.prom"
READABLE = 0o644  # outside the home: it holds nothing personal, and its reader is another user


def as_json(state: Health) -> str:
    """All of it as one JSON object; dates and moments in ISO form, euros as text."""
    return json.dumps(
        {
            "level": state.level.name.lower(),
            "findings": [{"level": f.level.name.lower(), "name": f.name, "words": f.words} for f in state.findings],
            "last_run": {
                "as_of": _iso(state.last_run),
                "ended_at": _iso(_utc(state.last_run_ended)),
                "ok": state.is_last_run_ok,
            },
            "signals_missed": _iso(state.missed),
            "counts": state.counts,
            "arrears_euros": None if state.euros is None else str(state.euros),
            "receipts_until": _iso(state.receipts_until),
            "backup_on": _iso(state.backup_on),
            "asked_at": state.asked_at.isoformat(timespec="seconds"),
            "version": version("vroegsignaal"),
            "format": PRESENT,
        },
        indent=1,
    )


def as_nagios(state: Health) -> list[str]:
    """A Nagios plugin's answer: a line with the state and figures, then one line per finding."""
    worst = [finding for finding in state.findings if finding.level == state.level]
    what = worst[0].words if worst else f"the run for {state.last_run} went well"
    more = f" (and {len(state.findings) - 1} more)" if len(state.findings) > 1 else ""
    figures = " ".join(f"{name}={n}" for name, n in state.counts.items())
    first = f"VROEGSIGNAAL {state.level.name} - {what}{more}"
    return [f"{first} | {figures}" if figures else first, *(f"{f.level.name}: {f.words}" for f in state.findings)]


def as_metrics(state: Health) -> str:
    """Prometheus' text format: each metric with its help, its type and its unit in its name."""
    lines = []
    for name, kind, words, value in _metrics(state):
        labels = f'{{version="{version("vroegsignaal")}"}}' if name == "info" else ""
        lines += [f"# HELP {PREFIX}{name} {words}", f"# TYPE {PREFIX}{name} {kind}", f"{PREFIX}{name}{labels} {value}"]
    return "\n".join(lines) + "\n"


def _metrics(state: Health) -> Iterator[tuple[str, str, str, object]]:
    """(name, type, help, value); what is not known is left out, as Prometheus asks."""
    known = (
        (
            "last_run_as_of_timestamp_seconds",
            "The day that the last ended run stands for, at midnight.",
            _seconds(state.last_run),
        ),
        ("last_run_end_timestamp_seconds", "When the last run ended.", _seconds(_utc(state.last_run_ended))),
        ("last_run_ok", "1 where the last run went well in every part.", int(state.is_last_run_ok)),
        ("signals_missed", "1 where the signals of a 20th were not all delivered well.", int(state.missed is not None)),
        ("receipts_until_timestamp_seconds", "The day up to which receipts are in the ledger.", _seconds(state.receipts_until)),
        ("backup_timestamp_seconds", "The day of the newest nightly copy.", _seconds(state.backup_on)),
        ("arrears_euros", "Arrears of all leases judged by the last run.", state.euros),
        ("health_level", "0 ok, 1 warning, 2 critical, 3 unknown, when this was written.", int(state.level)),
        ("written_timestamp_seconds", "When this was written: after each run.", _seconds(state.asked_at)),
    )
    yield "info", "gauge", "The version of the product.", 1
    yield from ((name, "gauge", words, value) for name, words, value in known if value is not None)
    for name, n in state.counts.items():
        kind, unit = ("counter", "_total") if name == "register_events" else ("gauge", "")
        yield f"{name}{unit}", kind, f"{name.replace('_', ' ').capitalize()}, as `vroegsignaal status --format json` counts.", n


def write_metrics(home: Home, settings: Settings, state: Health) -> Path:
    """Put the metrics where the node exporter reads them, whole or not at all; gives the place.

    That is `reports/metrics.prom`, or the file that the settings name, which others may read.
    """
    target = settings.metrics_file or home.reports / FILE_NAME
    write_atomically(target, as_metrics(state).encode())
    if settings.metrics_file:
        target.chmod(READABLE)
    return target


def unknown(words: str, now: datetime) -> Health:
    """The answer where nothing can be asked: why, in a sentence."""
    from orchestration.health import Finding

    return Health(asked_at=now, findings=(Finding(Level.UNKNOWN, "cannot_be_asked", words),))


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def _iso(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _seconds(value: date | datetime | None) -> int | None:
    if value is None:
        return None
    moment = value if isinstance(value, datetime) else datetime.combine(value, time(), AMSTERDAM)
    return int(moment.timestamp())
