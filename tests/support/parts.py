"""Real parts that a machine may lack (sshd, a browser, nginx): a test that needs one says so, by name.

Belongs here: finding the part, and what happens without it. Locally the test is named as not run; where
VROEGSIGNAAL_ALL_PARTS=1 (the project's own CI) a missing part is a failure.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ELSEWHERE = ("/usr/sbin", "/usr/local/sbin", "/sbin", "/opt/homebrew/sbin")


def find(part: str) -> Path | None:
    """Where the program stands, also outside an ordinary user's PATH."""
    found = shutil.which(part) or shutil.which(part, path=os.pathsep.join(ELSEWHERE))
    return Path(found) if found else None


def require(part: str) -> Path:
    """The program, or the end of this test: not run here, failed where all parts must be there."""
    found = find(part)
    if found is not None:
        return found
    reason = f"not run: the real {part} is not installed on this machine"
    if os.environ.get("VROEGSIGNAAL_ALL_PARTS") == "1":
        pytest.fail(reason)
    return pytest.skip(reason)
