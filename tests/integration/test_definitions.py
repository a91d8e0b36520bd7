"""Dagster as people meet it: what is defined, when it runs by itself, the inbox sensor, and jobs of their own.

Belongs here: the definitions, and the jobs that the command line does not have. Does not belong here: the whole day's
outcome (test_worked_examples.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
from dagster._utils.schedules import schedule_execution_time_iterator

from exports.register.events import Event
from exports.register.log import Register
from orchestration.dbt_runner import manifest
from orchestration.definitions import build_definitions
from orchestration.guards import machine_date
from orchestration.manual_action_job import persons_act
from orchestration.model_specs import specs_of
from orchestration.purge_job import PurgeConfig, purge_on_sunday
from orchestration.schedules import every_morning, signals_caught_up, signals_on_the_20th
from orchestration.sensors import inbox_sensor
from tests.support.day import Place, environment

ROOT = Path(__file__).parents[2]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CHECKS_ON_RUNS = {
    "all_money_counts_somewhere", "balances_agree_with_the_source", "decided_against_delivered", "files_uploaded_in_time",
    "no_batch_in_doubt", "receipts_fresh", "register_chain_unbroken", "signals_match_their_ledger", "sources_without_warnings",
    "threatening_terms_answered",
}  # fmt: skip
JOBS = ("whole_day", "morning", "feedback_file", "persons_act", "purge", "backup")
ACCEPTED = [("Jansen1", "1011AB", "1", "", "ja", "2026-04-24")]


@pytest.fixture(scope="module")
def definitions():
    return build_definitions()


@pytest.fixture(scope="module")
def nodes(definitions):
    graph = definitions.resolve_asset_graph()
    return {key: graph.get(key) for key in graph.materializable_asset_keys}


LOAD = """
import json, sys
import orchestration.definitions as module
names = ("dbt", "dagster_dbt", "docx", "holidays", "paramiko", "pandas", "pandera", "playwright", "sources.words")
heavy = [name for name in names if name in sys.modules]
print(json.dumps({"heavy": heavy, "jobs": sorted(job.name for job in module.defs().jobs)}))
"""


def test_definitions_load_without_a_home_a_warehouse_or_a_secret_and_make_nothing(tmp_path):
    specs_of(manifest())  # what dagster-dbt makes of the project is made once, and loads dbt
    with environment(tmp_path / "no" / "home"):
        done = subprocess.run([sys.executable, "-c", LOAD], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    assert {"feedback_file", "morning", "persons_act", "whole_day"} <= set(loaded["jobs"])
    assert loaded["heavy"] == []
    assert list(tmp_path.iterdir()) == []


def test_every_asset_says_what_it_is_where_it_belongs_and_whose_it_is(nodes):
    silent = [
        key.to_user_string()
        for key, node in nodes.items()
        if not node.description or not node.owners or node.group_name in (None, "default")
    ]
    assert silent == []


def test_the_groups_are_the_stations_of_the_data_s_way(nodes):
    groups = {node.group_name for node in nodes.values()}
    assert groups >= {"landing", "register", "inbox", "rules", "staging", "intermediate", "marts", "exports", "deliveries"}


def test_checks_on_runs_exist_beside_dbt_s_own(definitions):
    keys = definitions.resolve_asset_graph().asset_check_keys
    assert {key.name for key in keys} >= CHECKS_ON_RUNS
    assert len(keys) > 30


def test_the_morning_holds_everything_but_the_delivery_of_signals(definitions):
    whole, morning = (set(_assets(definitions, name)) for name in ("whole_day", "morning"))
    assert {key.to_user_string() for key in whole - morning} == {"deliveries/signals"}


def _assets(definitions, job: str):
    return definitions.resolve_job_def(job).asset_layer.executable_asset_keys


def test_what_is_launched_from_the_page_without_a_word_is_a_dry_run_for_the_date_proposed(definitions):
    for name in ("whole_day", "morning", "feedback_file"):
        job = definitions.resolve_job_def(name)
        assert job.run_config["resources"]["day"]["config"] == {"as_of_date": str(machine_date()), "dry_run": True}


def test_each_job_says_first_when_to_use_it(definitions):
    jobs = {name: definitions.resolve_job_def(name) for name in JOBS}
    assert [job.name for job in definitions.jobs or ()] == list(jobs)
    assert [
        name for name, job in jobs.items() if not job.description.startswith(("Use it ", "Not to be started manually: "))
    ] == []


def test_a_purge_from_the_page_without_a_word_deletes_nothing_and_that_of_sunday_does(definitions):
    assert PurgeConfig(as_of_date="2026-04-20").dry_run
    sunday = datetime(2026, 4, 26, 5, tzinfo=AMSTERDAM)
    request = purge_on_sunday(dg.build_schedule_context(scheduled_execution_time=sunday))
    assert request.run_config["ops"]["purge_past_terms"]["config"] == {"as_of_date": "2026-04-26", "dry_run": False}


def test_all_assets_materialized_from_the_page_with_nothing_but_a_date_change_nothing(definitions, judged, tmp_path):
    place = judged.copy(tmp_path / "home")
    before = place.fingerprint()
    result = run_job(definitions, place, "whole_day", {"resources": {"day": {"config": {"as_of_date": "2026-04-20"}}}})
    assert result.success
    assert place.fingerprint() == before
    assert len(place.files("signals", preview=True)) == 3


def test_every_day_of_a_year_has_one_schedule_at_seven_and_its_own_date_as_the_date_of_judgement(tmp_path):
    ticks: dict[date, list[str]] = {}
    for schedule in (every_morning, signals_on_the_20th):
        assert schedule.execution_timezone == "Europe/Amsterdam"
        for moment in ticks_of(schedule):
            with environment(tmp_path / "home"):  # not the checkout's own home, in which a demo may have missed its 20th
                request = schedule(dg.build_schedule_context(scheduled_execution_time=moment))
            day = request.run_config["resources"]["day"]["config"]["as_of_date"]
            assert (day, moment.hour) == (str(moment.date()), 7)
            assert request.tags["as_of_date"] == day
            ticks.setdefault(moment.date(), []).append(schedule.name)
    assert len(ticks) == 365
    assert all(names == (["signals_on_the_20th"] if day.day == 20 else ["every_morning"]) for day, names in ticks.items())


SERVED = Event("run_finished", payload={"outcome": "ok", "counts": {}, "signals": False})
DELIVERED = Event("run_finished", payload={"outcome": "ok", "counts": {}, "signals": True})
FAILED = Event("run_finished", payload={"outcome": "failed", "counts": {}, "signals": True})


def starts_on(place: Place, day: int) -> list[str]:
    """The schedules that ask for a run on this morning of April 2026."""
    moment = datetime(2026, 4, day, 7, tzinfo=AMSTERDAM)
    with environment(place.home.root):
        requests = {each.name: each(dg.build_schedule_context(scheduled_execution_time=moment)) for each in BY_DAY}
    asked = {name: request for name, request in requests.items() if isinstance(request, dg.RunRequest)}
    assert all(request.tags == {"as_of_date": str(moment.date())} for request in asked.values())
    return sorted(asked)


BY_DAY = (every_morning, signals_caught_up)


@pytest.mark.parametrize(
    ("runs", "day", "asked"),
    [
        ([(19, SERVED)], 21, "signals_caught_up"),
        ([(19, SERVED)], 27, "signals_caught_up"),
        ([(19, SERVED)], 28, "every_morning"),
        ([(19, SERVED)], 19, "every_morning"),
        ([(19, SERVED), (20, DELIVERED)], 21, "every_morning"),
        ([(19, SERVED), (20, FAILED)], 21, "signals_caught_up"),
        ([(19, SERVED), (20, FAILED), (21, DELIVERED), (22, SERVED)], 23, "every_morning"),
        ([(19, SERVED), (20, SERVED), (21, SERVED)], 22, "signals_caught_up"),
        ([(22, SERVED)], 23, "every_morning"),  # not in service before the 20th
        ([], 23, "every_morning"),
    ],
)
def test_a_missed_20th_is_caught_up_on_the_next_morning_and_on_no_other(home, runs, day, asked):
    for on, event in runs:
        with Register.open(home.home.register) as register:
            register.append([event], date(2026, 4, on))
    assert starts_on(home, day) == [asked]


def ticks_of(schedule: dg.ScheduleDefinition) -> list[datetime]:
    """Every moment of the year 2026 at which the schedule runs."""
    start, end = datetime(2026, 1, 1, tzinfo=AMSTERDAM), datetime(2027, 1, 1, tzinfo=AMSTERDAM)
    moments = schedule_execution_time_iterator(start.timestamp(), schedule.cron_schedule, "Europe/Amsterdam")
    return [moment.astimezone(AMSTERDAM) for moment in takewhile(lambda moment: moment < end, moments)]


# The sensor of the inbox.


def tick(place: Place, **settings: object) -> dg.SensorResult | dg.SkipReason:
    with environment(place.home.root, **settings):
        return inbox_sensor(dg.build_sensor_context())


def test_an_empty_inbox_is_said_to_be_empty(home):
    assert tick(home).skip_message == "the inbox is empty"


def test_each_file_that_arrived_asks_for_one_run_by_the_digest_of_its_bytes(home):
    first, other = home.receive("a.csv", ACCEPTED), home.receive("b.csv", b"something else")
    home.receive("copy of a.csv", first.read_bytes())
    requests = tick(home).run_requests
    digests = [sha256(path.read_bytes()).hexdigest() for path in (first, other)]
    assert [request.run_key for request in requests] == digests
    config = requests[0].run_config["resources"]["day"]["config"]
    assert config == {"as_of_date": str(machine_date()), "dry_run": False, "only_feedback": digests[0]}
    assert "a.csv" not in str(requests)  # a file's name is somebody else's text


def test_what_is_not_read_yet_is_said_with_its_reason(home):
    home.receive("grows.csv", ACCEPTED)
    home.receive("half.csv.part", b"x")
    (home.home.inbox / "folder").mkdir()
    (home.home.inbox / "link.csv").symlink_to(home.home.inbox / "grows.csv")
    message = tick(home, inbox_quiet_seconds=3600).skip_message
    assert message.startswith("4 in the inbox, none to read: ")
    for words in ("may still be on its way in", "hidden or half-written", "it is a folder", "links are never followed"):
        assert words in message


@pytest.fixture(scope="module")
def one_file_read(delivered, definitions, tmp_path_factory):
    """The job that the sensor asks for, run for the first of two files."""
    place = delivered.copy(tmp_path_factory.mktemp("sensor") / "home")
    place.receive("a.csv", ACCEPTED)
    place.receive("b.csv", [("Jansen2", "1011AB", "2", "", "ja", "2026-04-24")])
    request = tick(place).run_requests[0]
    return place, run_job(definitions, place, "feedback_file", request.run_config), request


def run_job(definitions, place: Place, name: str, run_config: dict) -> dg.ExecuteInProcessResult:
    with environment(place.home.root), dg.DagsterInstance.ephemeral() as instance:
        job = definitions.resolve_job_def(name)
        return job.execute_in_process(instance=instance, run_config=run_config, raise_on_error=False)


def test_the_sensor_s_run_reads_that_file_registers_it_and_puts_it_away(one_file_read):
    place, result, request = one_file_read
    assert result.success
    accepted = place.events("help_accepted")
    assert [(event.signal_id, event.payload["file_sha256"]) for event in accepted] == [(place.signal_of("L1"), request.run_key)]
    assert place.states()["L1"] == "help_accepted"
    assert [path.name.split("_", 1)[1] for path in place.home.inbox_archive.iterdir()] == ["a.csv"]


def test_the_sensor_s_run_leaves_other_files_and_deliveries_alone(one_file_read):
    place, _, _ = one_file_read
    assert [path.name for path in place.home.inbox.iterdir() if path.is_file()] == ["b.csv"]
    assert place.states()["L2"] == "delivered"
    assert len(place.events("signal_delivered")) == 6
    assert place.events("hold_notice_delivered") == []


def test_a_file_that_was_read_before_acts_no_more_when_it_arrives_again(one_file_read, tmp_path):
    place = one_file_read[0].copy(tmp_path / "home")
    (place.home.inbox / "b.csv").unlink()
    place.receive("again.csv", ACCEPTED)
    (request,) = tick(place).run_requests
    assert request.run_key == f"{one_file_read[2].run_key}:{machine_date()}"  # asked for once a day, to be put away


# Manual actions from the launchpad.


def act(place: Place, **form: object) -> dg.ExecuteInProcessResult:
    config = {"ops": {"record_act": {"config": {"who": "Kim", **form}}}}
    with environment(place.home.root), dg.DagsterInstance.ephemeral() as instance:
        return persons_act.execute_in_process(instance=instance, run_config=config, raise_on_error=False)


def test_an_act_from_the_launchpad_is_the_same_event_as_from_the_command_line(delivered, tmp_path):
    place = delivered.copy(tmp_path / "home")
    assert act(place, kind="WITHDRAW", subject=place.signal_of("L1"), on="2026-04-20", why="per abuis gemeld").success
    (event,) = place.events("signal_withdrawn")
    assert (event.payload["who"], event.payload["why"], event.payload["by"]) == ("Kim", "per abuis gemeld", "person")
    assert place.states()["L1"] == "withdrawn"

    refused = act(place, kind="WITHDRAW", subject=place.signal_of("L1"))
    assert not refused.success
    (failure,) = [event.step_failure_data for event in refused.all_events if event.is_step_failure]
    assert "was al ingetrokken op 2026-04-20" in failure.user_failure_data.description
    assert len(place.events("signal_withdrawn")) == 1


def test_the_day_s_form_refuses_a_date_that_is_none(definitions, home):
    result = None
    try:
        result = run_job(
            definitions, home, "whole_day", {"resources": {"day": {"config": {"as_of_date": "20-04-2026", "dry_run": False}}}}
        )
    except dg.DagsterError as error:
        assert "2026-04-20" in str(error) or error.__cause__ is not None
    assert result is None or not result.success
    assert not home.home.register.exists()
