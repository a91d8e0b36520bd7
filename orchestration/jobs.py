"""The jobs: which assets belong to which moment of the month.

Belongs here: selections, what the launchpad proposes for each, and a sentence on when to use it. Does not belong here: when
they run by themselves (schedules.py, sensors.py).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import dagster as dg

SIGNAL_DELIVERY = dg.AssetSelection.assets(dg.AssetKey(["deliveries", "signals"]))
EVERYTHING = dg.AssetSelection.all()
MATCHING = dg.AssetSelection.assets(["intermediate", "int_feedback_matches"])
MODELS = dg.AssetSelection.groups("rules", "staging", "intermediate", "marts")
ONE_FILE = (
    dg.AssetSelection.assets(
        ["control", "run_parameters"],
        ["control", "calendar"],
        ["register_copy", "events"],
        ["register_copy", "delivered_lines"],
        ["register_copy", "decisions_history"],
        ["inbox", "feedback_rows"],
        ["deliveries", "feedback_registered"],
        ["deliveries", "register_written"],
    )
    | MATCHING.upstream() & MODELS
)
WHOLE_DAY, MORNING, FEEDBACK_FILE = "whole_day", "morning", "feedback_file"


def default_jobs(proposed: date) -> list[dg.UnresolvedAssetJobDefinition]:
    """The jobs of the day, for which the launchpad proposes a dry run for `proposed`; whatever starts them gives its own."""
    jobs = (
        (
            WHOLE_DAY,
            EVERYTHING,
            "Use it to deliver signals manually, or after a run that failed: landing, feedback, models, decisions, and every "
            "delivery due. The launchpad proposes a dry run; look at preview/, then set dry_run to false. On the 20th the "
            "schedule runs it.",
        ),
        (
            MORNING,
            EVERYTHING - SIGNAL_DELIVERY,
            "Use it for a morning that the schedule missed: assess all leases, withdraw what is settled or objected to, notify "
            "agencies of holds. Signals wait for the 20th.",
        ),
        (
            FEEDBACK_FILE,
            ONE_FILE,
            "Not to be started manually: the inbox sensor starts it for each feedback file that arrived; it is read, matched, "
            "registered and put away.",
        ),
    )
    return [
        dg.define_asset_job(name, selection=selection, description=words, config=day_config(proposed, dry_run=True))
        for name, selection, words in jobs
    ]


def day_config(as_of: date, *, dry_run: bool = False, **more: object) -> dict[str, Any]:
    """Run config for a day, as the launchpad shows it."""
    return {"resources": {"day": {"config": {"as_of_date": as_of.isoformat(), "dry_run": dry_run, **more}}}}
