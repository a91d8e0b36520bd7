"""Where the run is and how long yet: one line per step, for whoever watches a terminal.

Belongs here: saying that a step began, how long the rest took last time, and how long it took now. Does not belong
here: the outcome (cli/summary.py), or its words in Dutch (documents/run_steps.py). Nothing is printed unless the command
line asked for it; lines hold names of steps and seconds, never a value.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from documents import run_steps

LOGGER = logging.getLogger("vroegsignaal")
WORTH_TELLING_SECONDS = 10.0


class _Pace:
    """How long each step took last time, and this time so far; kept in a file of the home between runs."""

    def __init__(self) -> None:
        self.file: Path | None = None
        self.last: dict[str, float] = {}
        self.now: dict[str, float] = {}
        self.in_dutch = False

    def remaining(self) -> float:
        """Seconds that the steps not yet done took last time."""
        return sum(seconds for words, seconds in self.last.items() if words not in self.now)


_PACE = _Pace()


def to_terminal(file: Path | None = None, *, in_dutch: bool = False) -> None:
    """Print progress on standard output from now on; `file` remembers how long steps take. `in_dutch`: for whom it is."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOGGER.handlers = [handler]
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
    _PACE.file, _PACE.now, _PACE.in_dutch = file, {}, in_dutch
    try:
        _PACE.last = json.loads(file.read_text()) if file else {}
    except (OSError, ValueError):
        _PACE.last = {}


def remember() -> None:
    """Keep this run's pace for the next run's estimate; a run that went well does not fail for want of an estimate."""
    if _PACE.file and _PACE.now:
        with suppress(OSError):
            _PACE.file.write_text(json.dumps(_PACE.now))
            _PACE.file.chmod(0o600)


def say(words: str) -> None:
    """One line of progress."""
    LOGGER.info(words)


@contextmanager
def step(words: str) -> Iterator[None]:
    """Say what begins where it will take a while, and afterwards how long it took."""
    remaining, last = _PACE.remaining(), _PACE.last.get(words, 0)
    if last > WORTH_TELLING_SECONDS:
        english = f"  {words} … (took {last:.0f} s last time; about {remaining:.0f} s to go in all)"
        say(run_steps.began(words, last, remaining) if _PACE.in_dutch else english)
    began = time.monotonic()
    yield
    _PACE.now[words] = time.monotonic() - began
    say(run_steps.done(words, _PACE.now[words]) if _PACE.in_dutch else f"  {words:<52} {_PACE.now[words]:5.1f} s")
