"""Many homes in one command: each by itself, none stopped by another, and each as a single run would leave it.

Belongs here: `vroegsignaal fleet run`. Does not belong here: what a run leaves (the tests of runs).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exports.register.log import Register
from orchestration import fleet
from orchestration.environment import CHECKOUT
from orchestration.settings import Settings
from tests.support import fleet_work
from tests.support.day import Place
from tests.support.portfolios import three_desks

DAY = "2026-04-20"


def folders(root: Path, *names: str) -> list[Path]:
    for name in names:
        (root / name / "landing").mkdir(parents=True)
    return [root / name for name in names]


def test_a_home_has_landing_tables_or_a_register_and_what_else_lies_there_is_named(tmp_path):
    folders(tmp_path, "b", "a", ".hidden")
    (tmp_path / "c").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "file.txt").touch()
    with Register.open(tmp_path / "c" / "register.duckdb"):
        pass
    homes, others = fleet.homes_in(tmp_path)
    assert [home.name for home in homes] == ["a", "b", "c"]
    assert others == ["other"]


def test_a_home_that_fails_or_whose_process_is_killed_stops_no_other_and_processes_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(fleet, "work", fleet_work.work)
    homes = folders(tmp_path, "a", "dies_at_once", "fails", "b", "c", "dies_last")
    outcomes = {each.home.name: each for each in fleet.run_all(homes, ["--as-of", DAY], workers=2)}
    assert {name: each.is_good for name, each in outcomes.items()} == {
        "a": True, "b": True, "c": True, "fails": False, "dies_at_once": False, "dies_last": False
    }  # fmt: skip
    assert "its process died" in outcomes["dies_at_once"].text
    answered = [each.text.split() for each in outcomes.values() if each.mib]
    assert {tuple(words[1:]) for words in answered} == {("--as-of", DAY)}
    assert len({words[0] for words in answered}) <= 3  # of two processes one was killed: at most one more was started


def test_one_process_runs_one_home_after_the_other(tmp_path, monkeypatch):
    monkeypatch.setattr(fleet, "work", fleet_work.work)
    outcomes = list(fleet.run_all(folders(tmp_path, "a", "b", "c"), [], workers=1))
    assert [each.home.name for each in outcomes] == ["a", "b", "c"]
    assert len({each.text for each in outcomes}) == 1


def test_a_home_s_own_settings_hold_for_it_alone_and_go_before_those_of_all(tmp_path, monkeypatch):
    one, other = folders(tmp_path, "one", "other")
    monkeypatch.setenv("VROEGSIGNAAL_POST_DAYS", "3")
    (one / ".env").write_text("VROEGSIGNAAL_POST_DAYS=5\nVROEGSIGNAAL_MANAGER__NAME=Een\nVROEGSIGNAAL_HOME=/elsewhere\n")
    before = dict(os.environ)
    with fleet.settings_of(one):
        settings = Settings()
        assert (settings.home, settings.post_days, settings.manager.name) == (one, 5, "Een")
    with fleet.settings_of(other):
        settings = Settings()
        assert (settings.home, settings.post_days, settings.manager.name) == (other, 3, "")
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--as-of", "20-04-2026", "--homes", "."), "must be written as 2026-04-20"),
        (("--as-of", DAY, "--homes", "."), "no folder with a landing/"),
        (("--as-of", DAY, "--homes", "nowhere"), "does not exist"),
        (("--as-of", DAY, "--homes", ".", "--workers", "0"), "--workers"),
    ],
)
def test_a_wrong_argument_is_refused_with_what_would_be_right(home, tmp_path, monkeypatch, arguments, words):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    result = home.command("fleet", "run", *arguments)
    assert result.status == 2 and words in result.text


def run_fleet(folder: Path, *options: str) -> subprocess.CompletedProcess:
    environment = os.environ | {"VROEGSIGNAAL_INBOX_QUIET_SECONDS": "0"}
    command = [sys.executable, "-c", "import vroegsignaal; vroegsignaal.main()", "fleet", "run", "--homes", str(folder), *options]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)


def test_homes_that_cannot_be_run_are_listed_each_with_its_reason_and_in_one_summary(tmp_path):
    for home in folders(tmp_path, "odd", "other"):
        (home / ".env").write_text("VROEGSIGNAAL_POST_DAYS=many\n")
    (tmp_path / "notes").mkdir()
    done = run_fleet(tmp_path, "--as-of", DAY)
    assert done.returncode == 1
    assert "Passed over, since they have no landing/ and no register: notes" in done.stderr
    for name in ("odd", "other"):
        assert f"[{name}] Error: A setting cannot be used" in done.stdout
        assert any(line.split()[:2] == [name, "FAILED"] for line in done.stdout.splitlines())
    assert done.stdout.splitlines()[-1] == "2 homes: 0 went well, 2 did not."
    assert "many" not in done.stdout + done.stderr


def left(place: Place) -> dict[str, object]:
    """What a day leaves for the desks and the judge, and what the register says of it but for the moment."""
    said = [
        (e.seq, e.event_type, e.signal_id, e.batch_id, e.lease_id, e.payload)
        for e in place.events()
        if "landing" not in e.event_type
    ]
    files = {name: digest for name, digest in place.fingerprint().items() if name.startswith(("outbox", "evidence", "delivered"))}
    return {"events": said, "files": files, "decisions": place.table("marts.signal_decisions")}


@pytest.mark.long
def test_three_homes_of_which_one_is_broken_leave_what_single_runs_leave(tmp_path):
    homes = {name: Place.at(tmp_path / "fleet" / name).put(three_desks()) for name in ("first", "broken", "last")}
    (homes["broken"].home.landing / "leases.csv").write_text("nonsense\n")
    (homes["last"].home.root / ".env").write_text("VROEGSIGNAAL_MINIMUM_AMOUNT=5000.00\n")
    single = {name: place.copy(tmp_path / "single" / name) for name, place in homes.items()}
    done = run_fleet(tmp_path / "fleet", "--as-of", DAY, "--workers", "2")
    assert done.returncode == 1
    assert "3 homes: 2 went well, 1 did not." in done.stdout.splitlines()[-1]

    assert single["first"].run(DAY).is_good
    assert single["last"].run(DAY, minimum_amount="5000.00").is_good
    assert not single["broken"].run(DAY).is_good
    for name in ("first", "last"):
        assert left(homes[name]) == left(single[name]), name
    assert homes["first"].states() != {} == homes["last"].states()  # else the settings of one were those of the other
    assert homes["broken"].events("batch_prepared") == []
    assert "[first] " in done.stdout and "[last] " in done.stdout
