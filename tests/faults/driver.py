"""The process of a fault: delivers one batch, and is killed, or runs out of disk, where its environment says.

    python -m tests.faults.driver < settings.pickle

Belongs here: that process alone. The environment variables are this script's; the product knows nothing of them.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from exports.delivery.once import Care, deliver
from exports.ground.home import Home
from tests.faults.points import SIZE
from tests.faults.world import make_channel
from tests.support.border import DAY, TWICE, Place, batch_of, signal_line

KILL_AT, FULL_AT = "FAULT_KILL_AT", "FAULT_FULL_AT"


@dataclass(frozen=True)
class Task:
    """What the process is to do: where, and how to reach the remote."""

    root: Path
    settings: object


def lines() -> list:
    """Three signals: enough for a first, a middle and a last."""
    return [signal_line(number) for number in (1, 2, 3)]


def main() -> None:
    """Deliver; the exit status says how the process ended."""
    os.umask(0o077)
    task: Task = pickle.load(sys.stdin.buffer)
    place = Place(Home.at(task.root))
    seen: Counter[str] = Counter()

    def at(step: str) -> None:
        seen[step] += 1
        here = {step, f"{step}:{seen[step]}"}
        if os.environ.get(KILL_AT) in here:
            os.kill(os.getpid(), signal.SIGKILL)
        if os.environ.get(FULL_AT) in here:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    channel = make_channel(task.settings, place.home)
    batch = batch_of(place, *lines(), size=SIZE)
    outcome = deliver(batch, channel, *place.there, DAY, Care(retries=TWICE, sleep=lambda _: None, at=at))
    sys.stdout.write(outcome.status)


if __name__ == "__main__":
    main()
