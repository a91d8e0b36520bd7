"""What every test stands on: nothing of this machine's own settings, files for their owner only, and an honest ending.

Belongs here: the umask, the environment and how often Python looks for garbage, for all tests; an empty home; and a closing
section that names the real parts (sshd, a browser, nginx) which this machine lacks and which were therefore not run. Does not
belong here: rows (tests/builders.py) and runs (tests/support/day.py).
"""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from tests.support.day import Place

OURS = ("VROEGSIGNAAL_", "DAGSTER_", "DBT_")
KEPT = "VROEGSIGNAAL_ALL_PARTS"  # this machine has every real part: see tests/support/parts.py
NOT_RUN = "not run: "


def pytest_configure(config: pytest.Config) -> None:
    """Before anything is imported: our umask, and no setting of whoever runs the tests, nor their `.env`."""
    os.umask(0o077)
    gc.set_threshold(100_000, 20, 100)  # Dagster's and dbt's objects stay: to look through them over and over costs a tenth
    for name in [name for name in os.environ if name.startswith(OURS) and name != KEPT]:
        del os.environ[name]
    from orchestration.settings import Settings

    Settings.model_config["env_file"] = None


def pytest_collection_finish() -> None:
    """What was imported by now stays to the end."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """That end: DuckDB complains of whatever is left of it when Python has gone."""
    gc.unfreeze()


@pytest.fixture
def home(tmp_path: Path) -> Place:
    """An empty home; put landing tables in it with `home.put(...)`, run a day with `home.run(...)`."""
    return Place.at(tmp_path / "home")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the real parts that were not run, and how many tests waited for each."""
    missing: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        words = reason.removeprefix("Skipped: ")
        if words.startswith(NOT_RUN):
            missing[words.removeprefix(NOT_RUN)] = missing.get(words.removeprefix(NOT_RUN), 0) + 1
    if missing:
        terminalreporter.section("real parts not run on this machine")
        for reason, count in sorted(missing.items()):
            terminalreporter.line(f"{count} test(s): {reason}")
        terminalreporter.line(f"{KEPT}=1 makes a missing part a failure, as .ci/run does.")
