"""The snapshot of the warehouse that people read, so that nobody who looks can stop a run, or the other way round.

Belongs here: making and opening `read/warehouse.duckdb`. Does not belong here: what is asked of it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from exports.ground.copying import copy, settle
from exports.ground.duck import FileIsDamaged, connect
from exports.ground.files import ensure_dir
from exports.ground.formats import format_of, refuse_later
from exports.ground.home import Home
from exports.keeping.home_formats import WAREHOUSE_TABLE
from orchestration.guards import latest_run


class NothingYet(Exception):
    """There is nothing to read: no run has ended here, or what it made has been deleted; the text says which and what to do, in
    Dutch, as everything that reads the copy does.
    """


class _Begun:
    """A copy under way in a thread of its own: a disk that writes, while the run computes."""

    def __init__(self, source: Path, target: Path) -> None:
        self._error: OSError | None = None
        self._thread = threading.Thread(target=self._copy, args=(source, target), name="read copy", daemon=True)
        self._thread.start()

    def _copy(self, source: Path, target: Path) -> None:
        try:
            copy(source, target)
        except OSError as error:  # `make` tries once more, and says so where it fails too
            self._error = error

    def ended_well(self) -> bool:
        """Wait until it has ended; whether it did so without an error."""
        self._thread.join()
        return self._error is None


def home_of_readers(root: Path, preview: bool) -> Home:
    """The home that a reader asks about: the real one, or what the last dry run made of it."""
    home = Home.at(root)
    return home.preview() if preview else home


def nothing_yet(home: Home) -> str:
    """Why there is nothing to read in this home, and what to do."""
    if home.is_preview:
        return f"In {home.output} staat geen proefrun. Maak er een met: vroegsignaal run --as-of DATUM --dry-run"
    if latest_run(home.register) is not None:
        return (
            "De tabellen van de laatste run zijn er niet meer (hun termijn was voorbij, of iemand gooide ze weg). De volgende "
            "run maakt ze opnieuw, of laat het datateam dat nu doen: vroegsignaal rebuild"
        )
    if path_of(home.preview()).exists():
        return f"In {home.root} is nog niets beoordeeld, er is alleen een proef: zet er --preview achter om die te zien."
    return f"In {home.root} is nog niets beoordeeld. Hoe u begint, van uw exports tot een bestand: docs/nl/eerste-dag.md"


def path_of(home: Home) -> Path:
    """Where the copy lies."""
    return home.output / "read" / "warehouse.duckdb"


_begun: dict[Path, _Begun] = {}


def begin(home: Home) -> None:
    """Copy the warehouse beside the work that follows; `make` ends it, and puts right what that work wrote meanwhile.

    To be called within `made_at_last`, so that readers get their copy also where that work fails.
    """
    path = path_of(home)
    if path not in _begun:
        ensure_dir(path.parent)
        _begun[path] = _Begun(home.warehouse, _partial(path))


def make(home: Home) -> None:
    """Copy the warehouse as it stands; whoever has the old copy open keeps it until they close it.

    Raises:
        OSError: the disk is full; readers keep the copy that they have.
    """
    target = path_of(home)
    partial = _partial(target)
    ensure_dir(target.parent)
    with connect(home.warehouse) as con:
        con.execute("checkpoint")
    begun = _begun.pop(target, None)
    if begun is not None and begun.ended_well():
        settle(home.warehouse, partial)
    else:
        copy(home.warehouse, partial)
    partial.chmod(0o600)
    os.replace(partial, target)


@contextmanager
def made_at_last(home: Home) -> Iterator[None]:
    """Whatever goes wrong in the block, a copy begun in it is made: what has left this house is to be seen by who reads."""
    try:
        yield
    finally:
        if path_of(home) in _begun:
            make(home)


def _partial(target: Path) -> Path:
    return target.with_suffix(".part")


def refresh(home: Home) -> None:
    """After a manual action: copy the register's events into the warehouse again, and the warehouse for its readers."""
    if not home.warehouse.exists():
        return
    from exports.register.copies import copy_events  # who only reads the snapshot does not wait for it

    try:
        with connect(home.warehouse) as con:
            copy_events(home.register, con)
    except FileIsDamaged:
        return  # the action is in the register; the next run, or a rebuild, makes the tables again
    make(home)


@contextmanager
def opened(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the copy.

    Raises:
        NothingYet: no run has ended in this home, or its tables are gone, damaged, or those of another version.
        LaterFormat: a later version made them.
    """
    path = path_of(home)
    if not path.exists():
        raise NothingYet(nothing_yet(home))
    try:
        with connect(path, read_only=True) as con:
            refuse_later("warehouse", format_of(con, WAREHOUSE_TABLE))
            yield con
    except (duckdb.CatalogException, duckdb.BinderException, duckdb.IOException, duckdb.SerializationException):
        raise NothingYet(
            f"{path.relative_to(home.root)} is van een andere versie of beschadigd. De volgende run maakt het opnieuw, of laat "
            "het datateam dat nu doen: vroegsignaal rebuild"
        ) from None
