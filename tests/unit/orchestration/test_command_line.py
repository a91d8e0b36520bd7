"""The command line as somebody meets it who types a thing for the first time, or wrongly.

Belongs here: help, refusals and exit statuses that need no run. Does not belong here: what a run does (integration).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date

import click
import pytest
from click.testing import CliRunner

from exports.register.events import Event
from exports.register.log import Register
from orchestration.cli import COMMANDS, main, ui
from orchestration.environment import CHECKOUT
from tests.support.day import Place, environment

DAY = date(2026, 4, 20)


@pytest.fixture
def place(tmp_path) -> Place:
    return Place.at(tmp_path / "home")


@pytest.fixture
def with_register(place) -> Place:
    with Register.open(place.home.register):
        return place


def test_the_list_of_commands_says_of_each_in_one_whole_line_what_it_does(place):
    listed = place.command("--help").text
    assert "..." not in listed.split("Commands of the data team:")[1]
    assert all(f"  {name} " in listed for name in COMMANDS)
    assert "..." not in place.command("register", "--help").text.split("Commands:")[1]


def test_what_the_list_says_of_a_command_is_what_the_command_says_itself():
    context = click.Context(main)
    assert {name: main.get_command(context, name).get_short_help_str(100) for name in COMMANDS} == {
        name: does for name, (_, does) in COMMANDS.items()
    }


# Of our own: the desks' forms, what copies a home, what starts dbt, what monitoring asks.
ONLY_RUNS_NEED = (
    "pandas", "pandera", "dagster", "dbt", "paramiko", "pydantic", "pyrage", "requests", "jinja2", "filelock", "tarfile",
    "validations.desks", "exports.keeping.home_backup", "orchestration.dbt_runner", "orchestration.health",
)  # fmt: skip


@pytest.mark.parametrize("arguments", ["--help", "status", "explain"])
def test_a_question_is_answered_without_loading_what_only_runs_need(place, arguments):
    """Half a second is what somebody with a tenant on the telephone has; each of these takes longer to load."""
    asked = f"import sys; sys.argv = ['vroegsignaal', '{arguments}', 'H1']; from orchestration.cli import main"
    code = f"{asked}; main(standalone_mode=False) if '{arguments}' == '--help' else main.get_command(None, '{arguments}')"
    loaded = f"{code}; print([name for name in {ONLY_RUNS_NEED} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run",), "--as-of 2026-04-20"),
        (("run", "--as-of", "20-04-2026"), "must be written as 2026-04-20"),
        (("run", "--as-of", "2026-W17-1"), "must be written as 2026-04-20"),
        (("run", "--as-of", "2026-04-20", "--demo-date"), "either --as-of or --demo-date"),
        (("run", "--as-of", "2026-04-20", "--accept-shrink", "huurders"), "no landing table is called huurders"),
        (("rebuild", "--as-of", "yesterday"), "must be written as 2026-04-20"),
        (("ui", "--port", "99999"), "is not in the range"),
        (("register", "export", "."), "is a directory"),
        (("register", "restore", "."), "is a directory"),
    ],
)
def test_a_wrong_argument_is_refused_with_what_would_be_right(with_register, arguments, words):
    result = with_register.command(*arguments)
    assert result.status == 2
    assert words in result.text


@pytest.mark.parametrize("arguments", [("register", "verify"), ("register", "export", "copy.jsonl")])
def test_without_a_register_there_is_nothing_to_verify_or_copy(place, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = place.command(*arguments)
    assert (result.status, result.text) == (1, "Error: This home has no register yet.\n")
    assert not (tmp_path / "copy.jsonl").exists()


@pytest.mark.parametrize("arguments", [("demo",), ("run", "--as-of", "2026-04-20"), ("processing-register",)])
def test_a_home_that_cannot_be_used_is_refused_in_a_sentence(tmp_path, arguments):
    (tmp_path / "file").write_text("not a folder")
    place = Place(Place.at(tmp_path / "elsewhere").home.at(tmp_path / "file" / "home"))
    result = place.command(*arguments)
    assert result.status == 1
    assert "VROEGSIGNAAL_HOME" in result.text


def test_a_noted_digest_must_still_stand_in_the_chain(with_register):
    with Register.open(with_register.home.register) as register:
        register.append([Event("home_marked_demo")], DAY)
        noted = register.head().hash
        register.append([Event("home_marked_demo")], DAY)
    result = with_register.command("register", "verify", "--head", noted)
    assert result.is_good and "the register is whole" in result.text and "that of event 1" in result.text
    result = with_register.command("register", "verify", "--head", "ab" * 32)
    assert result.status == 1 and "stands nowhere in the register" in result.text


def test_without_a_feedback_folder_fetching_says_so(place):
    assert "nothing to fetch" in place.command("fetch").text


def test_the_demos_date_is_refused_in_a_home_that_is_no_demo(with_register):
    result = with_register.command("run", "--demo-date")

    assert not result.is_good
    assert "is no demo" in result.text


def test_nobody_answers_by_himself_in_a_home_that_is_no_demo(with_register):
    result = with_register.command("demo", "--answers")
    assert result.status == 1 and "is no demo" in result.text
    assert not with_register.home.inbox.exists() or list(with_register.home.inbox.iterdir()) == []


def test_make_run_fills_no_home_that_only_a_settings_file_names(tmp_path):
    """A working home stands in .env; `make run` must then take var/, or the home that was given with it."""
    shutil.copyfile(CHECKOUT / "Makefile", tmp_path / "Makefile")
    (tmp_path / ".env").write_text("VROEGSIGNAAL_HOME=/the/working/home\n")
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / ".stamp").touch()
    program = tmp_path / ".venv" / "bin" / "vroegsignaal"
    program.write_text('#!/bin/sh\necho "$VROEGSIGNAAL_HOME"\n')
    program.chmod(0o755)

    def homes(**given: str) -> set[str]:
        kept = {name: value for name, value in os.environ.items() if name != "VROEGSIGNAAL_HOME"}
        done = subprocess.run(["make", "-s", "run"], cwd=tmp_path, env=kept | given, capture_output=True, text=True, check=True)
        return set(done.stdout.split())

    assert homes() == {str(tmp_path / "var")}
    assert homes(VROEGSIGNAAL_HOME="/tmp/elsewhere") == {"/tmp/elsewhere"}


@pytest.mark.parametrize("ends", ["dagster-webserver", "dagster-daemon"])
def test_a_page_or_daemon_that_stops_by_itself_ends_both_with_a_failure_and_both_found_their_tables_made(
    place, monkeypatch, ends
):
    monkeypatch.setattr(ui, "_program", lambda name, *_: ["true"] if name == ends else ["sleep", "60"])
    with environment(place.home.root):
        result = CliRunner().invoke(main, ["ui"])
    assert result.exit_code == 1 and "true stopped by itself" in result.output
    assert (place.home.dagster / "schedules" / "schedules.db").exists()
