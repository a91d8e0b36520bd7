"""Failures at the border, distinguished by what helps: transient ones are retried, permanent ones wait for a person.

Belongs here: the classes, and the one loop that retries. Does not belong here: which error of which library is which
(that stands beside the library's calls, in channels/) or what a batch's failure means for its signals (delivery/once.py).

Every text names what, where and what to do; none carries a personal value, a password or a token.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


def is_panic(error: BaseException) -> bool:
    """Whether a library written in Rust gave up: its exception is no `Exception`, and has no name that can be imported.

    Source: pyo3's documentation: PanicException, "like SystemExit, ... is derived from BaseException so that it will typically
    propagate all the way through the stack". An interrupt, or an exit that was asked for, is none.
    """
    return (type(error).__module__, type(error).__name__) == ("pyo3_runtime", "PanicException")


class BorderFailure(Exception):
    """Something at the border failed. `code` is one short word for the register and for counting."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class TransientFailure(BorderFailure):
    """Nothing was delivered, and trying again may help: a time-out, a cut connection, a full disk.

    `retry_after` is the number of seconds the receiving side asked us to wait, where it said so.
    """

    def __init__(self, code: str, message: str, retry_after: float | None = None) -> None:
        super().__init__(code, message)
        self.retry_after = retry_after


class PermanentFailure(BorderFailure):
    """Nothing was delivered, and trying again will not help until a person changes something."""


class Unsettled(TransientFailure):
    """Something may have left, and the receiving side cannot be asked now. Trying again asks it first; where no attempt got an
    answer, it is in doubt.
    """


class InDoubt(BorderFailure):
    """The receiving side cannot say whether it arrived. Never retried: a person resolves it."""


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how long to try again. Pauses double from `first_pause` up to `longest_pause` seconds."""

    attempts: int = 4
    first_pause: float = 2.0
    longest_pause: float = 60.0

    def pause(self, attempt: int, asked: float | None) -> float:
        """Seconds to wait after the `attempt`-th failure (1 is the first); what the receiving side asked, within bounds."""
        usual = min(self.first_pause * 2 ** (attempt - 1), self.longest_pause)
        return usual if asked is None else min(max(asked, 0.0), self.longest_pause)


def with_retries(do: Callable[[], T], retries: RetryPolicy, sleep: Callable[[float], None] = time.sleep) -> T:
    """Call `do` until it succeeds; only a TransientFailure is tried again, at most `retries.attempts` times in all.

    Raises:
        TransientFailure: the last one, when the attempts are used up; an Unsettled one is then as good as InDoubt.
        PermanentFailure, InDoubt: at once.
    """
    for attempt in range(1, retries.attempts):
        try:
            return do()
        except TransientFailure as failure:
            sleep(retries.pause(attempt, failure.retry_after))
    return do()
