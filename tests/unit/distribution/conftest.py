"""The landing folder that these tests sieve."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sources.sieved import RECORD, seen
from tests.support.sieving import several_leases, sieved


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    return several_leases().write(tmp_path / "landing")


@pytest.fixture(scope="module")
def a_sieve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A landing folder that was sieved, to be read."""
    folder = tmp_path_factory.mktemp("a_sieve")
    landing = several_leases().write(folder / "landing")
    sieved(folder, landing)
    return landing


@pytest.fixture
def kept(a_sieve: Path, tmp_path: Path) -> Path:
    """The same, to do something to: as it stands there, its times too."""
    record = json.loads((a_sieve / "sieved" / RECORD).read_text())
    shutil.copytree(a_sieve, tmp_path / "landing", copy_function=shutil.copy2)
    (tmp_path / "landing" / "sieved" / RECORD).write_text(json.dumps({**record, "seen": seen(tmp_path / "landing")}))
    return tmp_path / "landing"
