"""Which format each part of a home has: register, evidence, warehouse.

Belongs here: reading it from where each part says it, saying it in new evidence, and refusing a home that a later version wrote.
Does not belong here: what the numbers mean (ground/formats.py) and changing a format (upgrade.py).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from exports.ground.duck import FileIsDamaged, connect, only_row
from exports.ground.files import ensure_dir, write_atomically
from exports.ground.formats import FIRST, PRESENT, format_of, refuse_later
from exports.ground.home import Home
from exports.register.log import GUARDED, GUARDED_ACTS

WAREHOUSE_TABLE = "control.format"
EVIDENCE_FILE = "format.json"
# For whoever loads the warehouse again, in the transaction of the load.
SAY_WAREHOUSE = f"""
create schema if not exists control;
create or replace table {WAREHOUSE_TABLE} as select {PRESENT}::integer as version;
"""
GUARDS = {(table, act.upper()) for table in GUARDED for act in GUARDED_ACTS if table != "format"}  # which came with format 2


@dataclass(frozen=True)
class Formats:
    """The format of each part; None where there is nothing of it yet.

    Attributes:
        is_guarded: whether the register refuses every change of what it holds; a copy made by other means than ours does not.
    """

    register: int | None
    evidence: int | None
    warehouse: int | None
    is_guarded: bool = True

    @property
    def is_earlier(self) -> bool:
        """Whether an upgrade would change anything."""
        parts = (self.register, self.evidence, self.warehouse)
        return not self.is_guarded or any(part is not None and part < PRESENT for part in parts)

    @property
    def of_a_copy(self) -> int:
        """The format that a copy of the home has: the latest of what it holds."""
        return max(self.register or FIRST, self.evidence or FIRST)


def formats_of(home: Home) -> Formats:
    """The formats of what lies in a home.

    A warehouse that cannot be opened counts as absent: it is made again from the rest. Raises FileIsHeld, or FileIsDamaged of
    a register that cannot be opened.
    """
    register, is_guarded = _register(home.register)
    return Formats(register, evidence_format(home.evidence), _warehouse(home.warehouse), is_guarded)


def refuse_later_home(home: Home) -> Formats:
    """Refuse a home of which any part was written by a later version; else give its formats.

    Raises:
        LaterFormat: with what is later, and what to do.
    """
    formats = formats_of(home)
    for what in ("register", "evidence", "warehouse"):
        refuse_later(what, getattr(formats, what) or FIRST)
    return formats


def evidence_folder(home: Home) -> Path:
    """The folder of the evidence; a new one says the present format, one that is there keeps what it says."""
    if not home.evidence.exists():
        say_evidence(home.evidence)
    return home.evidence


def say_evidence(folder: Path) -> None:
    """Say in this folder that its evidence has the present format."""
    write_atomically(ensure_dir(folder) / EVIDENCE_FILE, json.dumps({"format": PRESENT}).encode())


def _register(path: Path) -> tuple[int | None, bool]:
    if not path.exists():
        return None, True
    with connect(path, read_only=True) as con:
        found = con.execute("select table_name, event_manipulation from duckdb_triggers()").fetchall()
        return format_of(con), {(table, act.upper()) for table, act in found} >= GUARDS


def evidence_format(folder: Path) -> int | None:
    """The format that a folder with evidence says; FIRST where it says none, None where there is none."""
    if not folder.exists() or not any(folder.iterdir()):
        return None
    try:
        return int(json.loads((folder / EVIDENCE_FILE).read_text())["format"])
    except FileNotFoundError:
        return FIRST


def _warehouse(path: Path) -> int | None:
    if not path.exists():
        return None
    try:
        with connect(path, read_only=True) as con:
            is_loaded = only_row(con, "select count(*) > 0 from information_schema.tables where table_schema = 'landing'")[0]
            version = format_of(con, WAREHOUSE_TABLE)
            return version if is_loaded or version > FIRST else None  # a first run was refused: nothing was ever made
    except (FileIsDamaged, duckdb.SerializationException):
        return None
