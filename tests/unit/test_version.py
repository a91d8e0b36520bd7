"""The version stands in one place, and the change notes begin with it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
VERSION = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["version"]
HEADING = re.compile(r"^## (\d+\.\d+\.\d+) — \d{1,2} \w+ \d{4}$", re.MULTILINE)
# Pages about versions past say their numbers; everything else asks the package.
TELLS_OF_VERSIONS = (
    "CHANGELOG.md",
    "docs/",
    "exports/ground/formats.py",
    "tests/",
    "findings/",
    "requirements.lock",
    "README.md",
)


def test_the_newest_notes_are_those_of_the_version_in_pyproject_and_each_is_dated_and_higher_than_the_one_below():
    notes = HEADING.findall((CHECKOUT / "CHANGELOG.md").read_text())
    numbers = [tuple(int(part) for part in note.split(".")) for note in notes]
    assert notes[0] == VERSION
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(notes) == (CHECKOUT / "CHANGELOG.md").read_text().count("\n## ")


def test_no_other_file_says_the_version():
    listed = subprocess.run(["git", "grep", "-lF", VERSION], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert [name for name in listed.stdout.split() if not name.startswith(TELLS_OF_VERSIONS)] == ["pyproject.toml"]
