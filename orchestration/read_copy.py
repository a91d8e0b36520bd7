"""The copy of the warehouse that people read, so that nobody who looks can stop a run, or the other way round.

Belongs here: making and opening `read/warehouse.duckdb`. Does not belong here: what is asked of it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from exports.duck import connect
from exports.files import ensure_dir
from exports.home import Home
from exports.register_copies import copy_events


class NothingYet(Exception):
    """No run has ended in this home yet, so there is nothing to read."""


def path_of(home: Home) -> Path:
    """Where the copy lies."""
    return home.output / "read" / "warehouse.duckdb"


def make(home: Home) -> None:
    """Copy the warehouse as it stands; whoever has the old copy open keeps it until they close it."""
    target = path_of(home)
    ensure_dir(target.parent)
    with connect(home.warehouse) as con:
        con.execute("checkpoint")
    partial = target.with_suffix(".part")
    shutil.copyfile(home.warehouse, partial)
    partial.chmod(0o600)
    os.replace(partial, target)


def refresh(home: Home) -> None:
    """After a person's act: copy the register's events into the warehouse anew, and the warehouse for its readers."""
    if not home.warehouse.exists():
        return
    with connect(home.warehouse) as con:
        copy_events(home.register, con)
    make(home)


@contextmanager
def opened(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the copy.

    Raises:
        NothingYet: no run has ended in this home.
    """
    path = path_of(home)
    if not path.exists():
        raise NothingYet(f"No run has ended in {home.root} yet. Start with: vroegsignaal run --as-of DATE")
    with connect(path, read_only=True) as con:
        yield con
