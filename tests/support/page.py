"""Dagster's page as a process of its own: waiting until it is up.

Belongs here: that. Does not belong here: starting it (each test has its own settings) or looking at it.
"""

from __future__ import annotations

import subprocess
import time
import urllib.request

HALF_SECONDS = 360


def wait_until_up(address: str, process: subprocess.Popen) -> None:
    """Return when the page at `address` answers; fail where its process ends, or it does not come up in three minutes."""
    for _ in range(HALF_SECONDS):
        assert process.poll() is None, "the page stopped before it was up"
        try:
            urllib.request.urlopen(f"{address}/server_info", timeout=2).read()
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("Dagster's page did not come up")
