"""Tables that nobody damaged are read once by the product, and stand in its place.

Planning the statements of eighteen good tables would take nearly all of the time of reading one that is damaged. Whatever the
product asks across tables it asks of all of them. Belongs here: keeping and putting back. Does not belong here: comparing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import duckdb

from sources import landing
from validations.landing import Table


class Kept:
    """What the product read of each good table, in a database of its own."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._read: dict[str, tuple] = {}
        self._damaged: tuple[str, ...] = ()  # tables that do not stand in `landing` as they were kept
        con.execute("create schema kept")

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """A load of the good tables, which are kept."""
        reading = landing._load_file

        def read_and_kept(load, table: Table, found):
            rows = reading(load, table, found)
            self._con.execute(f"create or replace table kept.{table.name} as from landing.{table.name}")
            self._read[table.name] = (load.read[table.name], load.tables[table.name], rows)
            return rows

        with mock.patch.object(landing, "_load_file", read_and_kept):
            yield

    @contextmanager
    def but_for(self, *damaged: str) -> Iterator[None]:
        """A load in which only these tables are read; the others stand there from the load before."""
        reading = landing._load_file
        for name in set(self._damaged) - set(damaged):
            self._con.execute(f"create or replace table landing.{name} as from kept.{name}")
        self._damaged = damaged

        def read_if_damaged(load, table: Table, found):
            if table.name in damaged:
                return reading(load, table, found)
            load.read[table.name], load.tables[table.name], rows = self._read[table.name]
            return rows

        with mock.patch.object(landing, "_load_file", read_if_damaged):
            yield
