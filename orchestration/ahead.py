"""Work that goes on in a thread while whoever takes its results does something with each: SQL beside Dagster's history.

Belongs here: handing results over in order, and stopping the work where nobody takes them any more. Does not belong here: what
the work is (model_build.py).
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Generator, Iterator
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")

# Seconds after which Python lets another thread have its turn. With Python's own 5 ms, a thread that asks DuckDB some hundred
# short questions waits longer for its turns than for the answers.
TURN = 0.00005
BETWEEN_STOPS = 0.01  # seconds: what is stopped may just not have begun


class _Ended:
    """The end of the work, with what it raised, if anything."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def ahead(results: Iterator[T], stop: Callable[[], object]) -> Generator[T, None, None]:
    """The results of `results`, which is worked through in a thread of its own without waiting for who takes them.

    Args:
        results: what does the work; nothing else may use what it works on until all is taken.
        stop: ends a piece of work under way, such as the `interrupt` of a DuckDB connection. Called where nobody takes the
            results any more; no piece is begun after it, and this returns only when the work has ended.

    Raises:
        whatever the work raises, after the results that it gave before.
    """
    queue: SimpleQueue[T | _Ended] = SimpleQueue()
    is_unwanted = threading.Event()
    thread = threading.Thread(target=_work, args=(results, queue, is_unwanted), name="ahead", daemon=True)
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    thread.start()
    try:
        while not isinstance(result := queue.get(), _Ended):
            yield result
        if result.error is not None:
            raise result.error
    finally:
        is_unwanted.set()
        while thread.is_alive():
            stop()
            thread.join(BETWEEN_STOPS)
        sys.setswitchinterval(usual)


def _work(results: Iterator[T], queue: SimpleQueue[T | _Ended], is_unwanted: threading.Event) -> None:
    error: BaseException | None = None
    try:
        for result in results:
            queue.put(result)
            if is_unwanted.is_set():
                break
    except BaseException as raised:  # handed to who takes the results: a thread has nobody to tell
        error = raised
    queue.put(_Ended(error))
