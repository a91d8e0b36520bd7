"""The lock on the home: what a run leaves that was killed while it waited is found by the next one that holds the home.

Belongs here: the lock by itself, between processes. Does not belong here: whole runs (tests/integration/test_two_runs.py).
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from exports.ground.home import Home
from orchestration.lock import WAITING, HomeIsHeld, hold, left_by_killed_waiters

ROOT = Path(__file__).parents[3]
WAIT = """
import sys; from pathlib import Path; from exports.ground.home import Home; from orchestration.lock import hold
with hold(Home.at(Path(sys.argv[1])), as_of="2026-04-20", what="run", wait_seconds=60, run_id=sys.argv[2]): pass
"""


@pytest.fixture
def home(tmp_path) -> Home:
    return Home.at(tmp_path / "home")


def waiting(home: Home, run_id: str) -> subprocess.Popen[bytes]:
    """A run that waits for the home."""
    process = subprocess.Popen([sys.executable, "-c", WAIT, str(home.root), run_id], cwd=ROOT)
    path = home.dagster / WAITING / run_id
    for _ in range(600):
        if path.exists():
            return process
        time.sleep(0.05)
    raise AssertionError("it does not wait")


def test_a_run_killed_while_it_waited_is_cleared_up_by_the_next_one_and_no_other_is(home):
    cleared: list[str] = []
    with hold(home, as_of="2026-04-20", what="run", wait_seconds=0):
        killed, alive = waiting(home, "killed"), waiting(home, "alive")
        killed.kill()
        killed.wait()
        with pytest.raises(HomeIsHeld), hold(home, as_of="2026-04-20", what="run", wait_seconds=0.1, run_id="gives up"):
            pass
        # Whoever holds the home looks at those that wait; here that is done without leaving it.
        assert [path.name for path in left_by_killed_waiters(home)] == ["killed"]
    assert alive.wait() == 0
    with hold(home, as_of="2026-04-20", what="run", wait_seconds=0, clear_up=lambda run_id: not cleared.append(run_id)):
        assert cleared == ["killed"]
    assert list((home.dagster / WAITING).iterdir()) == []
