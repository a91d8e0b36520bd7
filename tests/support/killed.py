"""A process from which runs start that are killed with SIGKILL, at a named instant or after so many seconds.

    python -m tests.support.killed

Belongs here: that process. It has everything imported and forks for each task, so that a run to be killed costs no start
of Python; the run itself is `vroegsignaal run`, whole or half, on a home of its own. Does not belong here: what must
hold afterwards (tests/integration/test_killed_runs.py). The product knows nothing of this.

A task is one line of JSON: {"home", "as_of", "half": null|"deliver", "kill_at", "kill_after", "keeps_history"}; the answer is
one line: {"ended": "killed"|"well"|"badly", "seconds"}.

Instants: `<kind>:<desk>:<step>` of a batch (the steps of exports/delivery/once.py), and of the feedback `feedback:judged`
(nothing registered yet), `feedback:registered` (the first file is), `feedback:archived` (the first file is).
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from contextlib import nullcontext
from pathlib import Path

from tests.support.day import environment, half_a_day, machine_date, without_run_history

LONGEST = 400.0  # seconds: a run that takes longer hangs, and counts as killed


def main() -> None:
    """Warm up, then one task per line until standard input ends."""
    os.umask(0o077)
    from orchestration import cli, definitions
    from orchestration.cli import run

    assert cli and run
    definitions.build_definitions()
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(_carried_out(json.loads(line))), flush=True)


def _carried_out(task: dict) -> dict:
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _run(task)
    _kill_after(child, task.get("kill_after") or LONGEST)
    _, status = os.waitpid(child, 0)
    ended = "killed" if os.WIFSIGNALED(status) else "well" if os.WEXITSTATUS(status) == 0 else "badly"
    return {"ended": ended, "seconds": time.monotonic() - began}


def _kill_after(child: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not _has_ended(child):
        time.sleep(0.01)
    if not _has_ended(child):
        os.kill(child, signal.SIGKILL)


def _has_ended(child: int) -> bool:
    """Whether it ended by itself; it stays there for waitpid."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _run(task: dict) -> None:
    """In the child: the run, to its end or its death."""
    log = os.open(Path(task["home"]).with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    status = 1
    try:
        _die_at(task.get("kill_at"))
        from orchestration.cli import main as vroegsignaal

        half = half_a_day(is_delivery=True) if task.get("half") == "deliver" else nullcontext()
        history = nullcontext() if task.get("keeps_history") else without_run_history()
        with environment(Path(task["home"])), machine_date(task["as_of"]), half, history:
            vroegsignaal(["run", "--as-of", task["as_of"]], standalone_mode=False)
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        os._exit(status)


def _die_at(instant: str | None) -> None:
    if instant is None:
        return

    def reached(name: str) -> None:
        if name == instant:
            os.kill(os.getpid(), signal.SIGKILL)

    _note_batches(reached)
    _note_feedback(reached)


def _note_batches(reached) -> None:
    from exports.delivery.once import Delivery

    Delivery.at = lambda self, step: reached(f"{self.batch.kind}:{self.batch.desk}:{step}")


def _note_feedback(reached) -> None:
    from exports.register.log import Register
    from orchestration.assets import feedback

    events_of, append, put_away = feedback.events_of, Register.append, feedback.put_away

    def noted_events(*arguments):
        reached("feedback:judged")
        return events_of(*arguments)

    def noted_append(self, events, *arguments, **named):
        waiting = list(events)
        numbers = append(self, waiting, *arguments, **named)
        if any(event.event_type == "feedback_read" for event in waiting):
            reached("feedback:registered")
        return numbers

    def noted_put_away(*arguments):
        moved = put_away(*arguments)
        reached("feedback:archived")
        return moved

    feedback.events_of, Register.append, feedback.put_away = noted_events, noted_append, noted_put_away


if __name__ == "__main__":
    main()
