"""What the register remembers of the last good load of the landing tables, for the run and the check alike.

Belongs here: reading it. Does not belong here: judging a table by it (landing.py).
"""

from __future__ import annotations

from pathlib import Path

from exports.register.log import Register


def previous_counts(register: Path) -> dict[str, int]:
    """Table -> rows at the last good load; nothing where there was none."""
    if not register.exists():
        return {}
    with Register.read_only(register) as opened:
        loads = opened.events_of(event_types=("landing_loaded",))
    return {name: facts["rows"] for name, facts in loads[-1].payload["tables"].items()} if loads else {}
