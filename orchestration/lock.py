"""One run at a time holds the home.

Belongs here: taking and leaving the home's lock, and saying who has it. A run that judged another run's tables would
report the wrong people, so the lock is held for the whole run, not for each step. The kernel frees it when the
process dies, however it dies.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from exports.ground.files import ensure_dir
from exports.ground.home import Home
from exports.keeping.home_formats import Formats, refuse_later_home
from exports.keeping.upgrade import finish

WAITING = "waiting"  # the folder in Dagster's own with a file for each run that waits, named by its id


class HomeIsHeld(Exception):
    """Another run holds the home and did not leave it in time; the text says which run that is.

    Attributes:
        dutch: the same for a credit controller.
    """

    def __init__(self, english: str, dutch: str) -> None:
        super().__init__(english)
        self.dutch = dutch


def holder(home: Home) -> str:
    """Who holds the home, in words, as far as it is known."""
    return _holder(home, "run for {as_of} (process {pid} on {host}, {what})", "another run")


def dutch_holder(home: Home) -> str:
    """As `holder`, for a credit controller."""
    return _holder(home, "{what} voor {as_of} (proces {pid} op {host})", "een andere opdracht")


def _holder(home: Home, words: str, unknown: str) -> str:
    try:
        return words.format(**json.loads(home.run_note.read_text()))
    except (OSError, ValueError, KeyError, TypeError):
        return unknown


def nobody(_: str) -> bool:
    """The usual answer about a run that was killed: not mine to clear up."""
    return False


@contextmanager
def hold(
    home: Home,
    *,
    as_of: str,
    what: str,
    wait_seconds: float,
    say: Callable[[str], None] = lambda _: None,
    run_id: str = "",
    clear_up: Callable[[str], bool] = nobody,
    in_dutch: bool = False,
) -> Iterator[Formats]:
    """Hold the home while the block runs; gives the formats of what lies in it.

    Args:
        home: the home to hold; its folder is made if it is missing.
        as_of: the run's as-of date, for the note that others read.
        what: what runs, in a word or two.
        wait_seconds: how long to wait for another run to end; 0 does not wait.
        say: called once, with a sentence, when there is something to wait for.
        run_id: Dagster's id of the run that holds it, for whoever finds its note after it was killed.
        clear_up: given the id of a run that was killed while it held the home or waited for it; True where that run is now
            cleared up, else its note stays for the next one.
        in_dutch: whether `say` gets that sentence in Dutch.

    Raises:
        HomeIsHeld: the other run did not end in time.
        LaterFormat: a later version wrote this home; nothing was done.
    """
    ensure_dir(home.root)
    lock = FileLock(home.lock, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        dutch = f"Vroegsignaal is bezig: {dutch_holder(home)}. Er wordt hoogstens {wait_seconds:.0f} seconden op gewacht."
        english = f"The home is held by {holder(home)}; waiting at most {wait_seconds:.0f} seconds for it to end."
        say(dutch if in_dutch else english)
        try:
            with _waiting(home, run_id):
                lock.acquire(timeout=wait_seconds)
        except Timeout:
            raise HomeIsHeld(
                f"The home is held by {holder(home)}. Nothing was done. Run again when it has ended.",
                f"Vroegsignaal is bezig: {dutch_holder(home)}. Er is niets gedaan. Probeer het opnieuw als dat klaar is.",
            ) from None
    try:
        finish(home)  # what an upgrade that was killed had made whole
        formats = refuse_later_home(home)
    except BaseException:
        lock.release()
        raise
    killed = _killed_run(home)
    try:
        if killed and clear_up(killed):
            killed = ""
        for left in left_by_killed_waiters(home):
            if clear_up(left.name):
                left.unlink(missing_ok=True)
        _leave_note(home, as_of, what, killed or run_id)
        yield formats
    finally:
        if killed:
            _leave_note(home, "-", "killed", killed)
        else:
            home.run_note.unlink(missing_ok=True)
        lock.release()


def _killed_run(home: Home) -> str:
    """The id of the run that left its note behind: whoever has the lock and finds a note knows that its run was killed."""
    try:
        return str(json.loads(home.run_note.read_text())["run_id"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _leave_note(home: Home, as_of: str, what: str, run_id: str) -> None:
    note = {"as_of": as_of, "what": what, "pid": os.getpid(), "host": socket.gethostname(), "run_id": run_id}
    descriptor = os.open(home.run_note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        json.dump(note, handle)


@contextmanager
def _waiting(home: Home, run_id: str) -> Iterator[None]:
    """Meanwhile a file says that this run waits, and is locked as long as its process lives."""
    if not run_id:
        yield
        return
    folder = ensure_dir(ensure_dir(home.dagster) / WAITING)
    path, unseen = folder / run_id, folder / f".{run_id}"
    own = FileLock(unseen, mode=0o600)
    own.acquire()
    unseen.rename(path)  # seen only now that it is locked, or another could take it for one that a killed run left
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        own.release()


def left_by_killed_waiters(home: Home) -> Iterator[Path]:
    """The files of runs that were killed while they waited."""
    for path in sorted((home.dagster / WAITING).glob("[!.]*")):
        found = FileLock(path, mode=0o600)
        try:
            found.acquire(timeout=0)
        except Timeout:
            continue  # it waits still
        found.release()
        yield path
