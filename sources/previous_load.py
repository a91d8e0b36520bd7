"""What the register and the warehouse remember of the last good load of the landing tables, for the run and the check alike.

Belongs here: reading it. Does not belong here: judging a table by it (landing.py).
"""

from __future__ import annotations

from pathlib import Path

from exports.ground.duck import FileIsHeld, connect
from exports.register.log import Register
from sources.reading.export_shapes import ExportShape, read_shapes


def previous_counts(register: Path) -> dict[str, int]:
    """Table -> rows at the last good load; nothing where there was none."""
    if not register.exists():
        return {}
    with Register.read_only(register) as opened:
        loads = opened.events_of(event_types=("landing_loaded",))
    return {name: facts["rows"] for name, facts in loads[-1].payload["tables"].items()} if loads else {}


def previous_shapes(warehouse: Path) -> tuple[ExportShape, ...]:
    """How mapped exports looked at the last good load; nothing where there was none, or while a run holds the warehouse."""
    if not warehouse.exists():
        return ()
    try:
        with connect(warehouse, read_only=True) as con:
            return read_shapes(con)
    except FileIsHeld:
        return ()
