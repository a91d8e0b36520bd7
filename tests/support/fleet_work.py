"""What stands in for the work of a fleet's process where only the processes are looked at: a home's name says how it ends.

Belongs here: that. Does not belong here: a run (orchestration/fleet.py starts the real one).
"""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection


def work(pipe: Connection) -> None:
    """`dies...` is killed in the middle of it, `fails...` ends badly, any other well; each says which process it was in."""
    while True:
        try:
            home, arguments = pipe.recv()
        except EOFError:
            return
        if home.name.startswith("dies"):
            os.kill(os.getpid(), signal.SIGKILL)
        pipe.send((int(home.name.startswith("fails")), f"{os.getpid()} {' '.join(arguments)}", 1))
