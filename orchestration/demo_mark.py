"""The mark on a home that holds the demo: what it says and what follows from it.

Belongs here: reading and making the mark. Does not belong here: the made-up portfolio (demo/).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from exports.ground.files import sha256_of_file
from exports.ground.home import SIEVED, Home
from exports.register.events import Event
from exports.register.log import Register


def demo_files(register: Path) -> dict[str, str] | None:
    """The demo's files and their SHA-256 digests where the home is marked as demo; None where it is not."""
    if not register.exists():
        return None
    with Register.read_only(register) as opened:
        marks = opened.events_of(event_types=("home_marked_demo",))
    return dict(marks[-1].payload.get("files") or {}) if marks else None


def files_and_digests(landing: Path) -> dict[str, str]:
    """All files below landing/, by a name fit for the register, with their SHA-256 digests; what a sieve made of them is none."""
    made = landing / SIEVED
    files = sorted(path for path in landing.rglob("*") if path.is_file() and made not in path.parents)
    return {"_".join(path.relative_to(landing).parts): sha256_of_file(path) for path in files}


def strangers_in_a_demo(register: Path, landing: Path) -> int:
    """How many files lie in landing/ of a home marked as demo that the demo did not write; 0 in any other home."""
    marked = demo_files(register)
    return 0 if marked is None else sum(marked.get(name) != digest for name, digest in files_and_digests(landing).items())


def is_empty(home: Home) -> bool:
    """Whether demo data may be written: nothing in landing/, and a register without events."""
    if home.landing.exists() and any(home.landing.iterdir()):
        return False
    if not home.register.exists():
        return True
    with Register.read_only(home.register) as register:
        return register.last_seq == 0


def mark(home: Home, as_of: date) -> None:
    """Mark the home: from now on it takes the demo's files only, and sends to folders and loopback only."""
    with Register.open(home.register) as register:
        register.append([Event("home_marked_demo", payload={"files": files_and_digests(home.landing)})], as_of)
