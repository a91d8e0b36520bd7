"""A home brought from an earlier format to the present one, whole or not at all.

Everything is made beside the home's own files, in a folder of its own; a last file there says that it is whole, and from then on
the upgrade is only ever finished, by itself or by whoever takes the home next. Killed before that moment, it leaves the home as
it was. Belongs here: what changes for register and evidence, making it and putting it in place. Does not belong here: the copy
that is made first (home_backup.py), the warehouse, which is made again from the rest (orchestration/rebuilding.py), holding the
home.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from exports.ground.files import ensure_dir, sync_dir, write_atomically
from exports.ground.formats import PRESENT, refuse_later
from exports.ground.home import Home
from exports.keeping.evidence import SIGNALS, add_old_records, day_path, old_records
from exports.keeping.home_formats import refuse_later_home, say_evidence
from exports.register.chain import Head
from exports.register.log import Register, RegisterError, create

WORK = "vroegsignaal-upgrade"  # below the home
DONE = "whole.json"  # in it: all was made; what is named there is to be put in place


@dataclass(frozen=True)
class Change:
    """One part of the home that an upgrade changes: from which format to which, and what that means, in words."""

    part: str
    found: int
    words: str


def changes(home: Home) -> list[Change]:
    """What an upgrade of this home would change, without changing it; nothing for a home of the present format.

    Raises:
        LaterFormat: a later version wrote some of it.
        FileIsHeld, FileIsDamaged: the register cannot be opened.
    """
    formats = refuse_later_home(home)
    found = []
    if formats.register is not None and (formats.register < PRESENT or not formats.is_guarded):
        found.append(Change("register", formats.register, _register_words(home, formats.is_guarded)))
    if formats.evidence is not None and formats.evidence < PRESENT:
        count = sum(map(len, old_records(home).values()))
        words = f"{count} records in a file each come into the files of their dates, text for text"
        found.append(Change("evidence", formats.evidence, words))
    if formats.warehouse is not None and formats.warehouse < PRESENT:
        found.append(Change("warehouse", formats.warehouse, "made again from landing, register, delivered lines and evidence"))
    return found


def _register_words(home: Home, is_guarded: bool) -> str:
    with Register.read_only(home.register) as register:
        count = register.head().seq
    guards = "" if is_guarded else ", and its guards against change are put back"
    return f"{count} events written into a new file as they are, with their hashes{guards}"


def prepare(home: Home) -> None:
    """Make what the upgrade puts in place; the home itself is as it was when this returns. The caller holds the home.

    Raises:
        RegisterError: the register's chain is broken; nothing is to be put in place.
    """
    work = home.root / WORK
    shutil.rmtree(work, ignore_errors=True)
    ensure_dir(work)
    wanted = {change.part for change in changes(home)}
    head = _make_register(home, work) if "register" in wanted else None
    old = _make_evidence(home, work) if "evidence" in wanted else None
    sync_dir(work)
    prepared = {"format": PRESENT, "head": head, "old_records": old}
    write_atomically(work / DONE, json.dumps(prepared).encode())


def _make_register(home: Home, work: Path) -> Head:
    with Register.read_only(home.register) as register:
        verdict, links, anchors = register.verify(), register.links(), register.anchors()
    if not verdict.ok:
        raise RegisterError(f"the home was not upgraded: {verdict.message}; restore the register from its last good copy")
    create(work / home.register.name, links, anchors)
    with Register.read_only(work / home.register.name) as made:
        if made.verify() != verdict:
            raise RegisterError("the home was not upgraded: the new register does not say what the old one says")
    return verdict.head


def _make_evidence(home: Home, work: Path) -> list[str]:
    """The names of the records that the new files hold."""
    folder = ensure_dir(work / SIGNALS)
    names = []
    for judged_on, paths in old_records(home).items():
        target, standing = folder / day_path(home, judged_on).name, day_path(home, judged_on)
        if standing.exists():
            shutil.copy2(standing, target)
        add_old_records(paths, target)
        names += [path.name for path in paths]
    return names


def finish(home: Home) -> bool:
    """Put in place what was prepared whole, or throw away what was not; gives whether anything was put in place.

    Whoever takes the home asks this first, so that an upgrade that was killed half-way is either not there or all there. Each
    step may be done twice.

    Raises:
        LaterFormat: a later version prepared it, and is the one to finish it.
    """
    work = home.root / WORK
    if not (work / DONE).exists():
        shutil.rmtree(work, ignore_errors=True)
        return False
    prepared = json.loads((work / DONE).read_text())
    refuse_later("upgrade begun", prepared.get("format", PRESENT))
    if prepared["old_records"] is not None:
        _put_evidence(home, work / SIGNALS, prepared["old_records"])
    if prepared["head"] is not None:
        _put_register(home, work / home.register.name, Head(*prepared["head"]))
    (work / DONE).unlink()
    shutil.rmtree(work, ignore_errors=True)
    return True


def _put_evidence(home: Home, made: Path, old: list[str]) -> None:
    kept = ensure_dir(home.evidence / SIGNALS)
    for path in sorted(made.glob("*.parquet")):
        os.replace(path, kept / path.name)
    sync_dir(kept)
    for name in old:  # each is in the file of its date by now
        (kept / name).unlink(missing_ok=True)
    say_evidence(home.evidence)


def _put_register(home: Home, made: Path, head: Head) -> None:
    if not made.exists():
        return
    with Register.read_only(home.register) as register:
        if register.head() != head:  # something was recorded since: this is not its copy any more, and the old one stays
            return
    os.replace(made, home.register)
    sync_dir(home.register.parent)
