"""Where the run is: one line a step, for whoever watches a terminal.

Belongs here: saying that a step began and how long it took. Does not belong here: the outcome (summary.py). Nothing is
printed unless the command line asked for it; lines hold counts and names of steps, never a value.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

LOGGER = logging.getLogger("vroegsignaal")


def to_terminal() -> None:
    """Print progress on standard output from now on."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOGGER.handlers = [handler]
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def say(words: str) -> None:
    """One line of progress."""
    LOGGER.info(words)


@contextmanager
def step(words: str) -> Iterator[None]:
    """Say what begins, and afterwards how long it took."""
    began = time.monotonic()
    yield
    say(f"  {words:<52} {time.monotonic() - began:5.1f} s")
