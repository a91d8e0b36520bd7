"""The jobs: which assets belong to which moment of the month.

Belongs here: selections and their descriptions. Does not belong here: when they run (schedules.py, sensors.py).
"""

from __future__ import annotations

import dagster as dg

SIGNAL_DELIVERY = dg.AssetSelection.assets(dg.AssetKey(["deliveries", "signals"]))
EVERYTHING = dg.AssetSelection.all()
MATCHING = dg.AssetSelection.keys(["intermediate", "int_feedback_matches"])
MODELS = dg.AssetSelection.groups("staging", "intermediate", "marts")

whole_day = dg.define_asset_job(
    "whole_day",
    selection=EVERYTHING,
    description="The whole day: landing, feedback, models, decisions, and every delivery due, signals included. "
    "Needs an as-of date in the launchpad (resources > day > config).",
    executor_def=dg.in_process_executor,
)

morning = dg.define_asset_job(
    "morning",
    selection=EVERYTHING - SIGNAL_DELIVERY,
    description="Every morning: assess all leases, withdraw what is settled or objected to, tell agencies of holds. "
    "Signals wait for the 20th.",
    executor_def=dg.in_process_executor,
)

feedback_file = dg.define_asset_job(
    "feedback_file",
    selection=dg.AssetSelection.keys(
        ["control", "run_parameters"],
        ["control", "calendar"],
        ["register_copy", "events"],
        ["register_copy", "delivered_lines"],
        ["register_copy", "decisions_history"],
        ["inbox", "feedback_rows"],
        ["deliveries", "feedback_registered"],
        ["deliveries", "register_written"],
    )
    | MATCHING.upstream() & MODELS,
    description="One feedback file: read, matched, registered, put away. Started by the inbox sensor.",
    executor_def=dg.in_process_executor,
)

default_jobs = [whole_day, morning, feedback_file]
