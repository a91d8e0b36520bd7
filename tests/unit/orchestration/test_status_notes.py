"""What `status` says of a 20th whose signals did not all leave, and of a home in which nothing was judged yet.

Belongs here: those words. Does not belong here: what is caught up and when (guards.py has its tests in the schedules' ones).
"""

from __future__ import annotations

from datetime import date

import pytest

from exports.ground.home import Home
from exports.register.events import Event
from exports.register.log import Register
from orchestration.cli.status import missed
from orchestration.warehouse_snapshot import nothing_yet, path_of


@pytest.fixture
def home(tmp_path) -> Home:
    """A home in service since before 20 April, whose morning runs went well and whose 20th did not."""
    home = Home.at(tmp_path)
    for day, outcome, signals in ((18, "ok", False), (20, "failed", True), (21, "ok", False)):
        with Register.open(home.register) as register:
            facts = {"outcome": outcome, "counts": {}, "signals": signals}
            register.append([Event("run_finished", payload=facts)], date(2026, 4, day))
    return home


def test_a_missed_20th_is_shown_with_what_brings_it_yet(home):
    (words,) = missed(home, date(2026, 4, 22))
    assert "meldingen van 20-04-2026" in words and "volgende ochtend haalt ze in" in words


def test_after_a_week_nothing_brings_it_by_itself(home):
    (words,) = missed(home, date(2026, 5, 4))
    assert "niets haalt ze nog vanzelf in" in words and "vroegsignaal run --as-of" in words


def test_a_20th_that_was_caught_up_is_not_shown(home):
    with Register.open(home.register) as register:
        facts = {"outcome": "ok", "counts": {}, "signals": True}
        register.append([Event("run_finished", payload=facts)], date(2026, 4, 22))
    assert list(missed(home, date(2026, 4, 23))) == []


def test_a_dry_run_misses_nothing_for_it_delivers_nothing(tmp_path):
    preview = Home.at(tmp_path).preview()
    with Register.open(preview.register) as register:
        register.append([Event("run_finished", payload={"outcome": "ok", "counts": {}, "signals": True})], date(2026, 4, 19))
    assert list(missed(preview, date(2026, 4, 23))) == []


def test_a_home_without_a_run_is_pointed_to_the_first_day_and_to_no_run_it_never_had(tmp_path):
    shown = nothing_yet(Home.at(tmp_path))
    assert "docs/nl/eerste-dag.md" in shown and "vroegsignaal run" not in shown and "laatste run" not in shown


def test_a_home_with_a_trial_run_alone_says_how_to_see_it(tmp_path):
    home = Home.at(tmp_path)
    copy = path_of(home.preview())
    copy.parent.mkdir(parents=True)
    copy.touch()
    assert "--preview" in nothing_yet(home)
