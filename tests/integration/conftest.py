"""Stories that many tests look at: whole runs cost seconds, so each is played once a session.

Belongs here: the worked example of April 2026, run day after day, with what stood in the home after each run, and a
small portfolio at three desks, judged and delivered. Does not belong here: what ought to stand there (the tests).
"""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.day import CommandResult, Place
from tests.support.portfolios import three_desks
from tests.support.shared import built_once

DATA = Path(__file__).parents[1] / "data"
FIRST = DATA / "april_2026"
LATER = DATA / "april_2026_later"
KEPT = ("signal_decisions", "withdrawals_due", "collection_holds", "unmatched_feedback")


@dataclass(frozen=True)
class Moment:
    """The home as it stood after one command."""

    result: CommandResult
    place: Place
    tables: dict[str, list[tuple]] = field(repr=False)

    def rows(self, sql: str) -> list[dict[str, object]]:
        return self.place.rows(sql)


@dataclass(frozen=True)
class Example:
    """The worked example, run on its three dates, the second one three times: dry, for real, and once more."""

    first: Moment
    dry: Moment
    second: Moment
    again: Moment
    third: Moment
    before_dry: dict[str, str] = field(repr=False)
    after_dry: dict[str, str] = field(repr=False)


MOMENTS = ("first", "dry", "second", "again", "third")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Runs for 20 April, 27 April (dry, real, again) and 5 June, each with the landing tables and inbox of its day."""
    root, kept = built_once(tmp_path_factory, "example", _april)
    moments = {name: Moment(kept[name][0], Place.at(root / name), kept[name][1]) for name in MOMENTS}
    return Example(**moments, before_dry=kept["before_dry"], after_dry=kept["after_dry"])


def _april(root: Path) -> dict[str, object]:
    place = Place.at(root / "home").put(FIRST / "landing")
    found: dict[str, object] = {}

    def moment(name: str, result: CommandResult) -> None:
        kept = place.copy(root / name)
        found[name] = result, {table: kept.table(f"marts.{table}") for table in KEPT}

    moment("first", place.run("2026-04-20"))
    shutil.copytree(LATER / "landing", place.home.landing, copy_function=shutil.copyfile, dirs_exist_ok=True)
    receive(place, "2026-04-27")
    found["before_dry"] = place.fingerprint()
    moment("dry", place.run("2026-04-27", "--dry-run"))
    found["after_dry"] = place.fingerprint()
    moment("second", place.run("2026-04-27"))
    moment("again", place.run("2026-04-27"))
    receive(place, "2026-06-05")
    moment("third", place.run("2026-06-05"))
    return found


@pytest.fixture(scope="session")
def timed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, float]:
    """Three desks with six deliverable leases, judged for 20 April, and the seconds that took on this machine now."""
    root, seconds = built_once(tmp_path_factory, "judged", _judged)
    return Place.at(root / "home"), seconds


def _judged(root: Path) -> float:
    place = Place.at(root / "home").put(three_desks())
    began = time.monotonic()
    result = place.judge("2026-04-20")
    assert result.is_good, result.text
    return time.monotonic() - began


@pytest.fixture(scope="session")
def judged(timed: tuple[Place, float]) -> Place:
    """That home, in which nothing has left yet. To be copied, not changed."""
    return timed[0]


@pytest.fixture(scope="session")
def delivered(judged: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The same home after its day: six signals delivered. To be copied, not changed."""

    def build(root: Path) -> None:
        result = judged.copy(root / "home").deliver("2026-04-20")
        assert result.is_good, result.text

    return Place.at(built_once(tmp_path_factory, "delivered", build)[0] / "home")


def receive(place: Place, day: str) -> None:
    """The feedback files of that day arrive."""
    for path in sorted((LATER / f"inbox_{day}").iterdir()):
        place.receive(path.name, path.read_bytes())
