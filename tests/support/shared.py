"""What is built once a test session, however many workers run it, and copied for each of them.

Belongs here: the lock and the copy. Does not belong here: what is built (the fixtures).
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

T = TypeVar("T")


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], T]) -> tuple[Path, T]:
    """A folder of this worker's own that `build` filled, and what it gave back; only the first worker to ask builds.

    `build` gets an empty folder; what it returns must be plain data without paths in it, for the folder is copied.
    Raises what `build` raises; the next one to ask then builds again.
    """
    base = factory.getbasetemp()
    shared = (base.parent if base.name.startswith("popen-") else base) / f"shared-{name}"
    shared.mkdir(exist_ok=True)
    kept = shared / "given.pickle"
    with FileLock(shared / ".lock"):
        if not kept.exists():
            shutil.rmtree(shared / "built", ignore_errors=True)
            (shared / "built").mkdir()
            kept.write_bytes(pickle.dumps(build(shared / "built")))
    copy = factory.mktemp(name) / "copy"
    shutil.copytree(shared / "built", copy, copy_function=shutil.copy2)
    return copy, pickle.loads(kept.read_bytes())
