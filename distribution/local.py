"""Tasks handed out to processes of this machine.

Belongs here: the pool. Does not belong here: what a task does (`bucket.py`), or which tasks there are (`sieve.py`).

A worker is a process that takes one task per line and answers with one report. One that is killed (by a person, or by the
machine for want of memory) takes its task with it: that task is tried once more, by a new worker and in a folder of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

ROOMS = Path(__file__).resolve().parents[1]
WORKER = (sys.executable, "-m", "distribution.bucket")
TRIES = 2


class Pool:
    """Workers of this machine; call it with tasks to get their reports, in the order of the tasks.

    Workers stay for the next tasks until the pool is closed, or this process ends.
    """

    def __init__(self, workers: int, command: Sequence[str] = WORKER) -> None:
        self.workers, self.command = workers, tuple(command)
        self.at_hand: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        while self.at_hand:
            _end(self.at_hand.pop())

    def __call__(self, tasks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        waiting: SimpleQueue[int] = SimpleQueue()
        for number in range(len(tasks)):
            waiting.put(number)
        reports: list[Mapping[str, Any]] = [{"failed": "not carried out"}] * len(tasks)
        hands = [
            threading.Thread(target=self._work, args=(tasks, waiting, reports)) for _ in range(min(self.workers, len(tasks)))
        ]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        return reports

    def _work(self, tasks: Sequence[Mapping[str, Any]], waiting: SimpleQueue[int], reports: list[Mapping[str, Any]]) -> None:
        worker = None
        with suppress(IndexError):
            worker = self.at_hand.pop()
        try:
            while True:
                try:
                    number = waiting.get_nowait()
                except Empty:
                    return
                for _ in range(TRIES):
                    worker = worker or self._start()
                    answer = _asked(worker, tasks[number])
                    if answer is not None:
                        reports[number] = answer
                        break
                    _end(worker)
                    worker = None
                    reports[number] = {"failed": "WorkerKilled"}
        finally:
            if worker is not None:
                self.at_hand.append(worker)

    def _start(self) -> subprocess.Popen[str]:
        path = os.pathsep.join([str(ROOMS), *filter(None, [os.environ.get("PYTHONPATH")])])
        # What a worker writes to its error stream may quote a row (an abort of DuckDB's, say), so nobody reads it.
        return subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip


def _asked(worker: subprocess.Popen[str], task: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The worker's report; None where the worker died over it."""
    assert worker.stdin and worker.stdout
    try:
        worker.stdin.write(json.dumps(task) + "\n")
        worker.stdin.flush()
        line = worker.stdout.readline()
        return dict(json.loads(line))
    except (OSError, ValueError):
        return None


def _end(worker: subprocess.Popen[str]) -> None:
    for stream in (worker.stdin, worker.stdout):
        if stream is not None:
            with suppress(OSError):  # it died with words unsent
                stream.close()
    worker.wait()
