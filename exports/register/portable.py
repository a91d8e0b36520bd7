"""The register's portable copy, kept up after every run: only what is new is added, so that it costs nearly nothing.

Belongs here: bringing `backup/register.jsonl` up to date, and encrypting a copy that leaves. Does not belong here: the
form of a line, whole copies and restoring (register/copies.py) or the chain (register/chain.py).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from exports.ground.encryption import encrypted
from exports.ground.files import PRIVATE_FILE, write_atomically
from exports.register.chain import Anchor, Head, Link, walk
from exports.register.copies import FORMAT_LINE, event_line, export_copy
from exports.register.log import Register, RegisterError

TAIL = 1 << 20


def update_copy(register_path: Path, target: Path) -> Head:
    """Bring the copy at `target` up to date; gives the head it ends with. On disk when this returns.

    New events are added after walking their chain from the copy's last line; a line that a crash left half is cut off.
    Where the copy is missing, of another register, of years the register has dropped since, or of an earlier format, it is
    rebuilt whole.

    Raises:
        RegisterError: the chain of the new events is broken, or the register has fewer events than its copy; the copy
            stays as it was, and is what the register is restored from.
    """
    last = _last_line(target)
    if last is None:
        return export_copy(register_path, target)
    with Register.read_only(register_path) as register:
        head = register.head()
        if head.seq < last.seq:
            raise RegisterError(
                f"the register ends at {head.seq}, its copy at {last.seq}: events are missing. Restore the register from "
                f"{target.name} (vroegsignaal register restore), or find out who changed it."
            )
        found = register.events("seq = ?", [last.seq])
        if not found or found[0].hash != last.hash or _heads_of(target) != (FORMAT_LINE, register.anchors()):
            return export_copy(register_path, target)
        if head == last:
            return head
        new = register.links_after(last.seq)
    verdict = walk(new, Anchor(0, last.seq, last.hash))
    if not verdict.ok:
        raise RegisterError(f"the copy was not brought up to date: {verdict.message}")
    _add(target, new)
    return verdict.head


def _add(target: Path, new: list[Link]) -> None:
    with target.open("ab") as handle:
        handle.write("".join(event_line(link) for link in new).encode())
        handle.flush()
        os.fsync(handle.fileno())
    target.chmod(PRIVATE_FILE)


def _last_line(target: Path) -> Head | None:
    """The head of the copy's last whole line; what a crash left after it is cut off. None where there is none."""
    if not target.exists():
        return None
    with target.open("r+b") as handle:
        size = handle.seek(0, os.SEEK_END)
        start = max(0, size - TAIL)
        handle.seek(start)
        tail = handle.read()
        end = tail.rfind(b"\n") + 1
        if end < len(tail):
            handle.truncate(start + end)
    lines = tail[:end].splitlines()
    try:
        facts = json.loads(lines[-1])
        return Head(facts["seq"], facts["hash"])
    except (IndexError, ValueError, KeyError):
        return None


def _heads_of(target: Path) -> tuple[str, list[Anchor]]:
    """The copy's first line, which says its format, and the anchors after it."""
    anchors = []
    with target.open(encoding="utf-8") as handle:
        first = handle.readline()
        for line in handle:
            if not line.startswith('{"anchor":'):
                break
            anchors.append(Anchor(**json.loads(line)["anchor"]))
    return first, anchors


def export_encrypted(register_path: Path, target: Path, public_key: str) -> Head:
    """A whole copy at `target` for the owner of an age public key alone; no readable copy is left anywhere.

    Raises:
        NotAKey: it is no age public key.
        RegisterError: the chain is broken; nothing is written.
    """
    encrypted(b"", public_key)  # before anything readable is written
    with TemporaryDirectory(prefix=".export-", dir=register_path.parent) as folder:
        plain = Path(folder) / "register.jsonl"
        head = export_copy(register_path, plain)
        write_atomically(target, encrypted(plain.read_bytes(), public_key))
    return head
