"""What an operator installs besides the package: units that systemd accepts, and an image that holds every room.

Belongs here: the files of deploy/ against the real systemd-analyze, the wheel's list of rooms and the commands there are.
Does not belong here: the proxy (test_proxy.py). No image is built here: docs/operations.md says how that was tried.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from orchestration.cli import COMMANDS, main
from tests.support.parts import require

CHECKOUT = Path(__file__).parents[2]
DEPLOY = CHECKOUT / "deploy"
# Each is a template: what stands for %i is the manager's name on the machine.
UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())
PROGRAM = "/opt/vroegsignaal/bin/vroegsignaal"


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units as installed, with a program that stands on this machine."""
    folder = tmp_path_factory.mktemp("units")
    for name in UNITS:
        text = (DEPLOY / "systemd" / name).read_text().replace(PROGRAM, sys.executable)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("name", UNITS)
def test_systemd_accepts_each_unit(units, name):
    require("systemd-analyze")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(units / name)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert name not in done.stderr


def test_each_timer_starts_a_unit_that_is_there():
    timers = [name for name in UNITS if name.endswith(".timer")]
    started = [re.search(r"^Unit=(.+)$", (DEPLOY / "systemd" / name).read_text(), re.M).group(1) for name in timers]

    assert started
    assert {name.replace("@%i.", "@.") for name in started} <= set(UNITS)
    assert all("@%i." in name for name in started)  # of the same manager


def commands_in(text: str) -> list[list[str]]:
    found = re.findall(rf"{PROGRAM} ([^\n'#]+)", text)
    return [[part for part in words.split() if not part.startswith(("$", "\\", "TZ=", "date", "+"))] for words in found]


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_each_unit_gives_a_command_with_options_that_exist(name):
    (command, *rest) = commands_in((DEPLOY / "systemd" / name).read_text())
    result = CliRunner().invoke(main, [command[0], "--help"]).output

    assert not rest
    assert command[0] in COMMANDS
    assert [option for option in command[1:] if option.startswith("--") and option not in result] == []


def test_no_unit_runs_as_root_or_writes_outside_the_home():
    for name in UNITS:
        text = (DEPLOY / "systemd" / name).read_text()
        if name.endswith(".service"):
            assert "User=vroegsignaal-%i\nGroup=vroegsignaal-%i\nEnvironmentFile=/etc/vroegsignaal/%i.env\n" in text
            assert "StateDirectory=vroegsignaal/%i\n" in text
            assert "ReadWritePaths=-/var/backups/vroegsignaal/%i -/var/lib/prometheus/node-exporter\n" in text
            assert "ProtectSystem=strict" in text
            assert "UMask=0077" in text


def test_the_image_holds_every_room_of_the_wheel_and_runs_without_rights():
    rooms = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-dir"].values()
    image = (DEPLOY / "Dockerfile").read_text()

    assert [room for room in rooms if f"COPY {room} {room}\n" not in image] == []
    assert image.rindex("USER vroegsignaal") < image.index("ENTRYPOINT")
    assert "--require-hashes" in image


def test_compose_publishes_the_proxy_alone_and_gives_no_container_a_root_it_can_write_to():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    ours = {name: service for name, service in services.items() if service["image"] == "vroegsignaal"}

    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert set(ours) == {"page", "auditors"}
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in ours.values())
    assert "--read-only" in ours["auditors"]["command"]
