"""A home after two real days, with a marker in every personal cell: what dossiers, purges and requests are tested on.

Belongs here: the portfolio, the two runs and the names of what is in it. Does not belong here: looking at the result.

20 April: four signals leave. 27 April: the first tenant accepted help (a case is in force, so the agency is notified), the
second paid, the third objects, of the fourth nothing came back. A refused feedback file lies in quarantine.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from exports.ground.home import Home
from tests.builders import Portfolio, objection, payment
from tests.support import marked
from tests.support.day import without_run_history

FIRST, SECOND = date(2026, 4, 20), date(2026, 4, 27)
ACCEPTED, PAID, OBJECTS, SILENT = (f"L{marked.WORD}{number}" for number in (1, 2, 3, 4))


@contextmanager
def environment(home: Path, **more: str) -> Iterator[None]:
    """The environment of a command on this home, put back afterwards."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith(("VROEGSIGNAAL_", "DAGSTER"))]:
        del os.environ[name]
    os.environ.update({"VROEGSIGNAAL_HOME": str(home), "VROEGSIGNAAL_INBOX_QUIET_SECONDS": "0", **more})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_day(home: Path, as_of: date, keeps_history: bool = False, **config: object) -> bool:
    """One whole day, in this process; whether all of it went well."""
    from orchestration.cli.run import execute

    with environment(home), nullcontext() if keeps_history else without_run_history():
        day = {"as_of_date": str(as_of), "dry_run": False, "allow_future": True, "accept_shrink": [], **config}
        return execute(Home.at(home), day)


@dataclass(frozen=True)
class Lived:
    """The home and its portfolio as it was last written."""

    root: Path
    portfolio: Portfolio

    @property
    def home(self) -> Home:
        return Home.at(self.root)

    def copy_to(self, folder: Path) -> Lived:
        """The same home elsewhere, to do things to."""
        shutil.copytree(self.root, folder)
        return Lived(folder, self.portfolio)

    def signal_of(self, lease_id: str) -> str:
        """The signal of this lease."""
        with duckdb.connect(str(self.home.register), read_only=True) as con:
            sql = "select signal_id from events where event_type = 'signal_delivered' and lease_id = ?"
            return con.execute(sql, [lease_id]).fetchone()[0]

    def tenant_of(self, lease_id: str) -> str:
        return next(row["tenant_id"] for row in self.portfolio.tables["leases"] if row["lease_id"] == lease_id)


def live(root: Path) -> Lived:
    """Make the home and run both days."""
    home, made = Home.at(root), marked.portfolio(ACCEPTED, PAID, OBJECTS, SILENT)
    marked.write(made, home.landing)
    assert run_day(root, FIRST, keeps_history=True)
    made.add(payment(entry_id="P2", lease_id=PAID, amount="1000.00", booked_on="2026-04-22"))
    made.add(objection(tenant_id=made.tables["leases"][2]["tenant_id"], received_on="2026-04-23"))
    made.tables["export_info"][0]["bank_cut_off_on"] = SECOND
    marked.write(made, home.landing)
    marked.write_feedback(home.inbox / "terugkoppeling.csv", marked.feedback(made, 0, date(2026, 4, 24)))
    marked.write_feedback(home.inbox / "te_veel.csv", marked.feedback(made, 3, SECOND), more=("Reden",))
    assert not run_day(root, SECOND, keeps_history=True)  # a refused feedback file makes the day one that a person must look at
    return Lived(root, made)
