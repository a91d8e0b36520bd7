"""How much memory a run lets DuckDB take where nobody said it.

Belongs here: asking the machine, or the container that a run is in, and the share of it. Does not belong here: the setting
(settings.py) or giving it to DuckDB (exports/ground/duck.py).

A portfolio of 100,000 leases never comes near it. A million does: with 1500MB what its joins and aggregates hold goes to disk
and back.
"""

from __future__ import annotations

import os
from pathlib import Path

LEAST, MOST = 1500, 3000  # MB; the process takes up to a quarter more
GROUP = Path("/sys/fs/cgroup/memory.max")  # what a container may take; `max` or no file: whatever the machine has
MEGABYTE = 1_000_000


def share_of_a_run() -> str:
    """DuckDB's `memory_limit` of a run on this machine."""
    return f"{share_of(_bytes_here())}MB"


def share_of(total: int) -> int:
    """Megabytes of a machine of `total` bytes: half, no less than a run always had, no more than speeds it up."""
    return min(MOST, max(LEAST, total // 2 // MEGABYTE))


def _bytes_here() -> int:
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        group = GROUP.read_text(encoding="ascii").strip()
    except OSError:
        return machine
    return min(machine, int(group)) if group.isdecimal() else machine
