"""Two runs fired at once, as two processes on one home: both end well, one after the other.

Belongs here: the lock as people meet it. Does not belong here: killed runs (test_killed_runs.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from orchestration.lock import HomeIsHeld, hold
from tests.support.day import Place, environment, run_statuses
from tests.support.portfolios import DESK_OF, three_desks

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from orchestration.cli import main; main()", "run", "--as-of", "2026-04-20"]


def start(place: Place, **settings: object) -> subprocess.Popen:
    with environment(place.home.root, **settings):
        return subprocess.Popen(
            COMMAND, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A home on which two runs for one date were fired together, and what each said and ended with."""
    place = Place.at(tmp_path_factory.mktemp("two") / "home").put(three_desks())
    runs = [start(place), start(place)]
    return place, [(run.communicate()[0], run.returncode) for run in runs]


def test_both_runs_end_well(both):
    _, ended = both
    assert [status for _, status in ended] == [0, 0], [text for text, _ in ended]


def test_each_signal_is_delivered_once(both):
    place, ended = both
    assert Counter(event.lease_id for event in place.events("signal_delivered")) == Counter(list(DESK_OF))
    assert sum("signals to ris_matching: 3 in" in text for text, _ in ended) == 1
    assert place.is_chained()


def test_the_second_says_whom_it_waits_for(both):
    _, ended = both
    assert sum("The home is held by run for 2026-04-20" in text for text, _ in ended) == 1


def test_they_ran_one_after_the_other_and_both_are_recorded(both):
    place, _ = both
    kinds = [event.event_type for event in place.events("landing_loaded", "run_finished")]
    assert kinds == ["landing_loaded", "run_finished"] * 2
    assert run_statuses(place) == ["SUCCESS", "SUCCESS"]


def test_everything_under_the_home_is_for_its_owner_only(both):
    place, _ = both
    entries = [place.home.root, *place.home.root.rglob("*")]
    ours = [path for path in entries if "landing" not in path.relative_to(place.home.root).parts]
    wrong = {
        str(path.relative_to(place.home.root)): oct(path.stat().st_mode & 0o777)
        for path in ours
        if path.stat().st_mode & 0o777 != (0o700 if path.is_dir() else 0o600)
    }
    assert wrong == {}


def test_a_run_that_may_not_wait_says_who_has_the_home_and_changes_nothing(delivered, tmp_path):
    place = delivered.copy(tmp_path / "home")
    before = place.fingerprint()
    with hold(place.home, as_of="2026-04-20", what="run", wait_seconds=0):
        result = place.run("2026-04-27", wait_for_home_seconds=0)
        who = r"held by run for 2026-04-20 \(process \d+ on .*, run\)"
        second = hold(place.home, as_of="2026-04-27", what="run", wait_seconds=0)
        with pytest.raises(HomeIsHeld, match=who), second:
            raise AssertionError("two hold the home")
    assert result.status == 1
    assert "The home is held by run for 2026-04-20 (process" in result.text, result.text
    assert "Nothing was done. Run again when it has ended." in result.text
    assert place.fingerprint() == before
