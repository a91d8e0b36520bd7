"""How a process that does one piece of work looks for garbage, and how it ends.

Belongs here: that and nothing more. Does not belong here: which commands there are (cli/) or what they do.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress

OBJECTS_OF_A_COMMAND = 30_000_000  # a run of 1,000,000 leases makes less than nine million that stay
OBJECTS_BETWEEN_TWO_HOMES = 1_000_000  # of a process that goes on to the next home, whose garbage is in the way there


def collect_rarely(objects: int = OBJECTS_OF_A_COMMAND) -> None:
    """Look for garbage less often than Python does of itself (every 700 objects): every so many.

    A run makes half a million small objects that stay until its end; to walk over them again and again takes half a second,
    and what is no longer used goes without it, but for a few rings of objects that name each other.
    """
    gc.set_threshold(objects, *gc.get_threshold()[1:])


def run_and_end(command: Callable[[], object]) -> None:
    """Run a command that ends by `SystemExit`, and end the process with its status as soon as the work is done.

    To be called before anything is registered for the end of the process: all that is registered later still happens, and
    what was printed is written out. Only taking apart every module and object is left to the operating system, which takes
    no second for it as Python does after a run.
    """
    ended: list[int] = []

    def end() -> None:
        if ended:
            with suppress(OSError, ValueError):  # nobody reads any more: then Python ends it, with its own status
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(ended[0])

    atexit.register(end)  # the first to be registered is the last to be called
    try:
        command()
    except SystemExit as asked:
        if isinstance(asked.code, int | None):
            ended.append(asked.code or 0)
        raise
