"""Many homes, one after the other in a few processes that stay warm: each by itself, as `vroegsignaal run` would run it.

Belongs here: which folders are homes, the processes, and what became of each home. Does not belong here: what a run does (it is
the same command, with the same output and exit status) and the words around it (cli/fleet.py).

A process takes one home at a time, so what Python and dbt cost to load is paid once a process, and the memory of a home is that
of one run. A home whose process dies counts as failed, and another process goes on with the rest.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import resource
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from orchestration.process import OBJECTS_BETWEEN_TWO_HOMES, collect_rarely

COMPILED = "VROEGSIGNAAL_COMPILED"  # dbt's statements, which hold no data: compiled once for all homes (dbt_runner.py)
SETTINGS = ".env"  # in a home: its own settings, which go before those of the environment
DIED = "its process died before the run ended: killed, or out of memory. What it left is settled by the next run of this home."


@dataclass(frozen=True)
class Outcome:
    """What became of one home: its exit status, what its run printed, seconds, and its process's largest memory in MiB so far."""

    home: Path
    status: int
    text: str
    seconds: float
    mib: int

    @property
    def is_good(self) -> bool:
        return self.status == 0


@dataclass
class _Worker:
    """A process, our end of the pipe to it, and the home it works on since when."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    home: Path | None = None
    began: float = field(default_factory=time.monotonic)

    def give(self, home: Path, arguments: Sequence[str]) -> None:
        self.home, self.began = home, time.monotonic()
        self.pipe.send((home, list(arguments)))


def homes_in(folder: Path) -> tuple[list[Path], list[str]]:
    """(the homes in a folder by name, the names of other folders in it, which are passed over).

    A home has a `landing/` or a register.
    """
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    homes = [path for path in folders if (path / "landing").is_dir() or (path / "register.duckdb").is_file()]
    return homes, [path.name for path in folders if path not in homes]


def run_all(homes: Sequence[Path], arguments: Sequence[str], workers: int) -> Iterator[Outcome]:
    """Run each home; gives what became of it as it ends.

    Args:
        homes: the homes, each in a folder of its own.
        arguments: of `vroegsignaal run`, the same for each.
        workers: how many processes; more than homes are not started.
    """
    waiting = deque(homes)
    busy: dict[Any, _Worker] = {worker.pipe: worker for worker in (_start() for _ in range(min(workers, len(homes))))}
    try:
        for worker in busy.values():
            worker.give(waiting.popleft(), arguments)
        while busy:
            for pipe in wait(list(busy)):
                worker = busy.pop(pipe)
                outcome, is_alive = _ended(worker)
                yield outcome
                if waiting:
                    worker = worker if is_alive else _start()
                    worker.give(waiting.popleft(), arguments)
                    busy[worker.pipe] = worker
                else:
                    worker.pipe.close()
                    worker.process.join()
    finally:
        for worker in busy.values():
            worker.process.terminate()


def _start() -> _Worker:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=work, args=(theirs,), daemon=True)
    process.start()
    theirs.close()  # so that we see when the process is gone
    return _Worker(process, ours)


def _ended(worker: _Worker) -> tuple[Outcome, bool]:
    """(what became of its home, whether the process is there for another one)."""
    home = worker.home or Path()  # it was given one before it was asked
    try:
        status, text, mib = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join()
        return Outcome(home, 1, DIED, time.monotonic() - worker.began, 0), False
    return Outcome(home, status, text, time.monotonic() - worker.began, mib), True


# In the process of a worker.


def work(pipe: Connection) -> None:
    """A home at a time until nobody sends any more; answers with (exit status, output, largest memory in MiB so far)."""
    collect_rarely(OBJECTS_BETWEEN_TWO_HOMES)
    while True:
        try:
            home, arguments = pipe.recv()
        except EOFError:
            return
        status, text = run_one(home, arguments)
        pipe.send((status, text, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def run_one(home: Path, arguments: Sequence[str]) -> tuple[int, str]:
    """(exit status, output) of `vroegsignaal run` on a home with its own settings, in this process."""
    import click

    from orchestration.cli import main

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), settings_of(home):
        try:
            main(["run", *arguments], prog_name="vroegsignaal", standalone_mode=False)
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except click.ClickException as error:
            error.show(file=sys.stderr)
            status = error.exit_code
        except click.exceptions.Abort:
            status = 1
    return status, printed.getvalue()


@contextlib.contextmanager
def settings_of(home: Path) -> Iterator[None]:
    """Meanwhile the environment is this home's: ours, with what its own settings file says, and nothing of another home's."""
    from dotenv import dotenv_values

    before = dict(os.environ)
    own = {name: value for name, value in dotenv_values(home / SETTINGS).items() if value is not None}
    os.environ.update(own | {"VROEGSIGNAAL_HOME": str(home), COMPILED: str(home.parent / ".compiled")})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
