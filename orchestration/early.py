"""The landing tables of a run on the command line, loaded while Dagster is still being loaded: that takes seconds of one core.

Belongs here: beginning with them where nothing has to be done or said first, handing them to the step that they are of, and
undoing them where no step asks. Does not belong here: the load itself (loading.py), or work beside a step's own history
(ahead.py). No Dagster.

Nothing is to be seen of it before the step: all is written in one transaction, which waits for the step before it commits.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import duckdb

from exports.ground.duck import kept_open
from exports.ground.home import Home
from orchestration import guards
from orchestration.ahead import ended, short_turns
from orchestration.day_run import Run, remove_leftovers, run_of
from orchestration.loading import Also, load
from orchestration.lock import hold, is_left_alone
from orchestration.settings import Settings
from sources.landing import LandingReport
from sources.previous_load import previous_counts


class _Unwanted(Exception):
    """No step asked for the tables: their transaction is undone."""


class Begun:
    """A load under way in a thread of its own, for a run whose home is held.

    Attributes:
        run: whose tables they are.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self._also: Also | None = None
        self._is_settled = threading.Event()  # a step has asked, or nobody will
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._report: LandingReport | None = None
        self._error: BaseException | None = None
        before = previous_counts(run.home.register)
        self._thread = threading.Thread(target=self._load, args=(before,), name="landing", daemon=True)
        self._thread.start()

    def _load(self, before: Mapping[str, int]) -> None:
        try:
            self._report = load(self.run, before, self._before_commit, self._connected)
        except BaseException as error:  # handed to the step: a thread has nobody to tell
            self._error = error

    def _connected(self, con: duckdb.DuckDBPyConnection) -> None:
        self._connection = con

    def _before_commit(self, con: duckdb.DuckDBPyConnection, report: LandingReport) -> None:
        self._is_settled.wait()
        if self._also is None:
            raise _Unwanted
        self._also(con, report)

    def ended(self, also: Also) -> LandingReport:
        """What was loaded; called by the step that it is of. `also`: what is written with it.

        Raises:
            whatever the load raises (loading.py).
        """
        self._also = also
        self._is_settled.set()
        self._thread.join()
        if self._report is None:
            raise self._error or _Unwanted
        return self._report

    def leave(self) -> None:
        """Undo it where no step asked for it, and wait until that is done."""
        self._is_settled.set()
        ended(self._thread, self._interrupt)

    def _interrupt(self) -> None:
        if self._connection is not None:
            with suppress(duckdb.Error):  # closed just now
                self._connection.interrupt()


_begun: dict[str, Begun] = {}  # by the id of their run


def begun_for(run_id: str) -> Begun | None:
    """What the command line began with for this run; None where it began with nothing."""
    return _begun.get(run_id)


@contextmanager
def beginning(home: Home, config: Mapping[str, Any], run_id: str) -> Iterator[None]:
    """Hold the home and load its landing tables while the block loads Dagster and carries the day out as run `run_id`.

    Args:
        home: the home of the run.
        config: what the run was asked, as of the `day` resource (resources.py).
        run_id: Dagster's id of the run in the block.

    It does nothing where the run cannot simply begin: it may be dry, wait for another one, clear up after a killed one or be
    refused. All that is for the run itself to do and to say.
    """
    with ExitStack() as held:
        try:
            run = _run(home, config, run_id, held)
        except Exception:  # whatever is wrong, the run itself meets it too, where it is named
            held.close()
            run = None
        if run is not None:
            held.enter_context(kept_open(home.warehouse))
            held.enter_context(short_turns())
            _begun[run_id] = Begun(run)
            held.callback(_leave, run_id)
        yield


def _run(home: Home, config: Mapping[str, Any], run_id: str, held: ExitStack) -> Run | None:
    as_of = guards.read_as_of(config["as_of_date"])
    if config["dry_run"] or home.sieved.exists() or not is_left_alone(home):
        return None
    formats = held.enter_context(hold(home, as_of=str(as_of), what="run", wait_seconds=0, run_id=run_id))
    remove_leftovers(home)
    reason = guards.reason_for_dry_run(
        as_of,
        allow_future=config["allow_future"],
        latest=guards.latest_delivered(home.register),
        today=guards.machine_date(),
    )
    if reason:
        held.close()
        return None
    asked = {"accepted_shrinks": frozenset(config["accept_shrink"]), "in_english": config["in_english"]}
    return run_of(home, as_of, Settings(), None, formats, **asked)


def _leave(run_id: str) -> None:
    _begun.pop(run_id).leave()
