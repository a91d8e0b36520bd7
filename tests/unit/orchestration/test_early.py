"""Landing tables loaded while Dagster is still being loaded (orchestration/early.py): nothing of it counts before its step asks.

Belongs here: when it begins, and what becomes of it. Does not belong here: whole runs, each of which begins so
(tests/integration), or the load itself (tests/unit/sources).
"""

from __future__ import annotations

import sys
import threading
from datetime import date
from pathlib import Path

import duckdb
import pytest

from exports.ground.duck import connect
from exports.ground.home import Home
from exports.register.events import Event
from exports.register.log import Register
from orchestration.day_run import WORK
from orchestration.early import Begun, beginning, begun_for
from orchestration.lock import HomeIsHeld, hold
from tests.builders import AS_OF
from tests.damage.goods import portfolio
from validations.problems import TableRefused

RUN = "a-run"
CONFIG = {"as_of_date": str(AS_OF), "dry_run": False, "allow_future": True, "accept_shrink": [], "in_english": False}


@pytest.fixture
def home(tmp_path, monkeypatch) -> Home:
    monkeypatch.setenv("VROEGSIGNAAL_HOME", str(tmp_path))
    portfolio().write(tmp_path / "landing")
    return Home.at(tmp_path)


def rows_of_leases(home: Home) -> int:
    """Leases in the warehouse, as a connection beside the load sees them; -1 where there is no such table."""
    with connect(home.warehouse) as con:
        try:
            return int(con.execute("select count(*) from landing.leases").fetchall()[0][0])
        except duckdb.CatalogException:
            return -1


def begun() -> Begun:
    found = begun_for(RUN)
    assert found is not None
    return found


def test_nothing_is_to_be_seen_of_it_until_the_step_asks_and_then_all_of_it_with_what_the_step_adds(home) -> None:
    written: list[int] = []
    with beginning(home, CONFIG, RUN):
        assert rows_of_leases(home) == -1
        report = begun().ended(lambda con, report: written.append(report.tables["leases"].rows))
        assert rows_of_leases(home) == report.tables["leases"].rows == written[0] > 0
    assert begun_for(RUN) is None


def test_what_no_step_asks_for_is_undone_and_the_home_left_as_it_was(home) -> None:
    with pytest.raises(KeyboardInterrupt), beginning(home, CONFIG, RUN):
        begun()
        raise KeyboardInterrupt
    assert rows_of_leases(home) == -1
    assert not home.run_note.exists() and list(home.root.glob(f"{WORK}*")) == []
    with hold(home, as_of=str(AS_OF), what="run", wait_seconds=0):  # nobody has it any more
        pass
    assert "landing" not in {thread.name for thread in threading.enumerate()}


def test_turns_between_threads_are_afterwards_as_they_were(home) -> None:
    usual = sys.getswitchinterval()
    with beginning(home, CONFIG, RUN):
        assert sys.getswitchinterval() < usual
    assert sys.getswitchinterval() == usual


def test_a_table_that_is_refused_is_refused_by_the_step(home) -> None:
    (home.landing / "leases.csv").write_text("lease_id\n")
    with beginning(home, CONFIG, RUN), pytest.raises(TableRefused):
        begun().ended(lambda con, report: None)
    assert rows_of_leases(home) == -1


def test_what_the_step_adds_and_fails_takes_the_tables_with_it(home) -> None:
    def fails(con, report) -> None:
        raise OSError("the disk is full")

    with beginning(home, CONFIG, RUN), pytest.raises(OSError, match="disk"):
        begun().ended(fails)
    assert rows_of_leases(home) == -1


def test_meanwhile_the_home_is_held_for_that_run(home) -> None:
    with (
        beginning(home, CONFIG, RUN),
        pytest.raises(HomeIsHeld, match=f"run for {AS_OF}"),
        hold(home, as_of=str(AS_OF), what="run", wait_seconds=0),
    ):
        raise AssertionError("two hold the home")


def a_killed_runs_note(home: Home) -> None:
    home.run_note.write_text("{}")


def one_that_waits(home: Home) -> None:
    (home.dagster / "waiting").mkdir(parents=True)
    (home.dagster / "waiting" / "another-run").touch()


def a_sieve(home: Home) -> None:
    home.sieved.mkdir(parents=True)


def a_later_delivery(home: Home) -> None:
    with Register.open(home.register) as register:
        register.append([Event("run_finished", payload={"outcome": "ok", "counts": {}})], date(2027, 1, 1))


def nothing(home: Home) -> None: ...


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        (nothing, {"dry_run": True}),
        (nothing, {"as_of_date": "2099-01-01", "allow_future": False}),
        (a_killed_runs_note, {}),
        (one_that_waits, {}),
        (a_sieve, {}),
        (a_later_delivery, {}),
    ],
)
def test_a_run_that_has_first_to_say_or_to_clear_up_something_begins_as_any_other(home: Home, before, asked) -> None:
    before(home)
    with beginning(home, {**CONFIG, **asked}, RUN):
        assert begun_for(RUN) is None
        with hold(home, as_of=str(AS_OF), what="run", wait_seconds=0):  # for itself to hold
            pass
    assert not Path(home.warehouse).exists()


def test_a_run_begins_as_any_other_where_the_home_is_held(home) -> None:
    with hold(home, as_of=str(AS_OF), what="run", wait_seconds=0), beginning(home, CONFIG, RUN):
        assert begun_for(RUN) is None
    with beginning(home, CONFIG, RUN):
        begun()
