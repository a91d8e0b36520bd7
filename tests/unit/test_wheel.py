"""What an installation holds: one package with every room inside it, and a home only where somebody said so.

Belongs here: the wheel's content and its front door. Does not belong here: what the commands do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
ROOMS = ("dbt_project", "demo", "distribution", "documents", "exports", "orchestration", "sources", "validations")


def files_of(*places: str) -> list[str]:
    """The files of this tree below `places`, those not committed yet included."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "--", *places]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, unpacked as an installation would: built from a copy, so that no build folder stays."""
    root = tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.split("\n"):
        if (
            name.partition("/")[0] in {*ROOMS, "vroegsignaal", "pyproject.toml", "README.md", "LICENSE"}
            and (CHECKOUT / name).exists()
        ):
            target = root / "tree" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((CHECKOUT / name).read_bytes())
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(root), str(root / "tree")]
    subprocess.run(build, check=True, capture_output=True)
    zipfile.ZipFile(next(root.glob("*.whl"))).extractall(root / "site")
    return root / "site"


def run(installed: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """A command of the installation, in an empty folder, with nothing of this checkout on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VROEGSIGNAAL_", "PYTHON"))}
    command = [sys.executable, "-P", "-c", "import vroegsignaal; vroegsignaal.main()", *arguments]
    environment = {**kept, "PYTHONPATH": str(installed), **environment}
    return subprocess.run(command, cwd=installed.parent, env=environment, capture_output=True, text=True, check=False)


def test_an_installation_puts_one_name_into_site_packages(installed):
    assert sorted(path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")) == ["vroegsignaal"]


def test_every_file_of_every_room_is_in_the_wheel(installed):
    listed = files_of(*ROOMS)
    missing = [name for name in listed if (CHECKOUT / name).exists() and not (installed / "vroegsignaal" / name).exists()]

    assert listed
    assert [name for name in missing if Path(name).name not in (".sqlfluff", ".gitignore")] == []


def test_the_licence_travels_with_it(installed):
    metadata = next(installed.glob("*.dist-info"))

    assert "License-Expression: EUPL-1.2" in (metadata / "METADATA").read_text()
    assert (metadata / "licenses" / "LICENSE").read_text().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_outside_a_checkout_the_home_must_be_said(installed):
    result = run(installed, "status")

    assert result.returncode == 1
    assert "VROEGSIGNAAL_HOME" in result.stderr  # of all settings this one
    assert "Traceback" not in result.stderr


def test_an_installation_checks_landing_tables_with_its_own_rooms(installed, tmp_path):
    result = run(installed, "check", "--as-of", "2026-04-20", VROEGSIGNAAL_HOME=str(tmp_path / "home"))

    assert "leases" in result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.long
def test_an_installation_parses_the_dbt_project_into_its_home_and_not_beside_itself(installed, tmp_path):
    home = tmp_path / "home"
    result = run(installed, "docs", VROEGSIGNAAL_HOME=str(home))

    assert result.returncode == 0, result.stderr
    assert list((home / "dagster").glob("dbt-*/manifest.json"))
    assert not (installed / "vroegsignaal" / "dbt_project" / "target").exists()


def test_the_version_is_said_once_and_by_the_command(installed):
    version = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["version"]

    assert version in run(installed, "--version").stdout
