"""The one importable package of an installation: the rooms lie inside it, and this file is their front door.

Belongs here: finding the rooms and starting the command line. Does not belong here: anything a command does.

In a checkout the rooms are the folders beside this one; in a wheel they are folders of this package. They import one
another by their own names (`exports`, `sources`, ...), so whichever of the two holds is put on the path, for this process
and for those it starts (Dagster's page and daemon load the definitions in processes of their own).
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent


def rooms() -> Path:
    """The folder that holds `orchestration/`, `exports/`, `dbt_project/` and the others."""
    return HERE if (HERE / "orchestration").is_dir() else HERE.parent


def open_rooms() -> None:
    """Make the rooms importable here and in child processes.

    An installation uses its own. In a checkout a tree that is on the path already (another work tree's) wins.
    """
    if rooms() != HERE and find_spec("orchestration") is not None:
        return
    sys.path.insert(0, str(rooms()))
    given = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(rooms()), *([given] if given else [])])


def main() -> None:
    """The command `vroegsignaal`."""
    open_rooms()
    from orchestration.process import collect_rarely, run_and_end

    collect_rarely()
    run_and_end(_command_line)


def _command_line() -> None:
    from orchestration.cli import main as command_line

    command_line()
