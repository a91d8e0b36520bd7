"""A copy of everything in a home that cannot be made again, in one file, and a home made from such a file.

Belongs here: which places a copy holds, writing it whole or not at all, and restoring into an empty home after every digest
and the register's chain were checked. Does not belong here: holding the home meanwhile (orchestration/lock.py) or the
form of the register's own copy (register/copies.py).

The warehouse, the copy for readers, Dagster's history and previews are left out: they are made again from the rest.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from exports.ground.encryption import decrypt_file, encrypt_file, recipient
from exports.ground.files import PRIVATE_DIR, PRIVATE_FILE, ensure_dir, sha256_of_file, sync_dir, whole_or_absent
from exports.ground.formats import FIRST, refuse_later
from exports.ground.home import Home
from exports.keeping.home_formats import formats_of
from exports.register.chain import Head
from exports.register.copies import export_copy
from exports.register.copies import restore as restore_register

FORM = 1  # of the file; a later form says so in its contents, beside the format of the home
CONTENTS = "contents.json"
REGISTER = "register.jsonl"
PLACES = ("landing", "inbox", "outbox", "worklists", "delivered", "evidence", "reports")
PREFIX, SUFFIX, ENCRYPTED = "vroegsignaal_", ".tar.gz", ".age"
WORK = "vroegsignaal-backup-"  # removed with whatever a killed run left (orchestration/resources.py)


class BackupFailed(Exception):
    """The copy cannot be made or used; the text says why and what to do, without a name of a person."""


@dataclass(frozen=True)
class Kept:
    """One file of the copy: its place below the home, its bytes and their SHA-256 digest."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Made:
    """A copy that was made: where it stands, how many files it holds, and the register's head in it."""

    path: Path
    files: int
    head: Head
    passed_over: int


def make_backup(home: Home, folder: Path, day: date, public_key: str | None = None, *, why: str = "") -> Made:
    """Write `folder/vroegsignaal_<day>_<head>.tar.gz` (`.age` where a key is given); whole or not at all, mode 0600.

    The name holds the number of the register's last event, so that a copy made later on the same day stands beside it.
    The caller holds the home, so that no run writes meanwhile.

    Args:
        home: the home to copy.
        folder: where the copy goes; on another disk than the home, or it protects from little.
        day: the day it is made.
        public_key: an age public key; then only its owner can read the copy.
        why: a word for its name, so that no other copy of that day takes its place.

    Raises:
        BackupFailed: the home has no register, or `folder` lies in a place that is copied itself.
        NotAKey: `public_key` is no age public key.
        RegisterError: the register's chain is broken; no copy is made.
        OSError: the disk is full or the folder refuses; nothing is left of the copy.
    """
    if not home.register.exists():
        raise BackupFailed("This home has no register yet, so there is nothing that could not be made again.")
    if any(folder.resolve().is_relative_to((home.root / place).resolve()) for place in PLACES):
        raise BackupFailed("The copy would lie in a folder that it copies; give a folder outside the home.")
    if public_key:
        recipient(public_key)  # refused before anything is written
    ensure_dir(folder)
    with TemporaryDirectory(prefix=WORK, dir=home.root) as work:
        head = export_copy(home.register, Path(work) / REGISTER)
        plain = Path(work) / "copy"
        files, passed_over = _write(home, Path(work) / REGISTER, head, plain)
        target = folder / f"{PREFIX}{day}_{head.seq}{f'_{why}' if why else ''}{SUFFIX}{ENCRYPTED if public_key else ''}"
        _put(plain, target, public_key)
    return Made(target, files, head, passed_over)


def _write(home: Home, register: Path, head: Head, target: Path) -> tuple[int, int]:
    """(files written, things passed over because they are no plain files)."""
    kept, passed_over = [], 0
    with tarfile.open(target, "w:gz", compresslevel=3) as archive:
        for path in _paths(home):
            if path.is_symlink() or not path.is_file():
                passed_over += not path.is_dir()
                continue
            kept.append(_add(archive, path, path.relative_to(home.root).as_posix()))
        kept.append(_add(archive, register, REGISTER))
        contents = {
            "form": FORM,
            "format": formats_of(home).of_a_copy,
            "head": head._asdict(),
            "files": [asdict(each) for each in kept],
        }
        _add_bytes(archive, CONTENTS, json.dumps(contents, sort_keys=True).encode())
    return len(kept), passed_over


def _paths(home: Home) -> Iterator[Path]:
    for place in PLACES:
        yield from sorted((home.root / place).rglob("*"))


def _add(archive: tarfile.TarFile, path: Path, name: str) -> Kept:
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        digested = _Digested(stream)
        archive.addfile(_entry(name, size, path.stat().st_mtime), digested)
    return Kept(name, size, digested.digest.hexdigest())


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    archive.addfile(_entry(name, len(data), 0), io.BytesIO(data))


def _entry(name: str, size: int, changed: float) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, PRIVATE_FILE, int(changed)
    return entry


class _Digested:
    """A stream that digests what is read from it, so that a file is read once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.digest.update(piece)
        return piece


def _put(plain: Path, target: Path, public_key: str | None) -> None:
    """Bring the finished copy to its place, by way of a name beside it."""
    with whole_or_absent(target) as partial:
        if public_key:
            encrypt_file(plain, partial, public_key)
        else:
            shutil.copyfile(plain, partial)


def remove_old_backups(folder: Path, before: date) -> int:
    """Remove our copies made before that day, by the day in their names; gives how many went. The newest always stays."""
    ours = sorted(path for path in folder.glob(f"{PREFIX}*{SUFFIX}*") if _day_of(path) is not None)
    old = [path for path in ours[:-1] if (_day_of(path) or before) < before]
    for path in old:
        path.unlink()
    return len(old)


def newest_backup(folder: Path) -> date | None:
    """The day of the newest of our copies in a folder, by the day in its name; None where there is none."""
    return max((day for path in folder.glob(f"{PREFIX}*{SUFFIX}*") if (day := _day_of(path))), default=None)


def _day_of(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.name.removeprefix(PREFIX)[:10])
    except ValueError:
        return None


def restore_backup(source: Path, home: Home, identity_file: Path | None = None) -> Head:
    """Make a home from a copy: everything is unpacked beside it and checked, then moved into place at once.

    Args:
        source: a copy made by `make_backup`.
        home: the home to make; it must be absent or empty.
        identity_file: the age identity (private key) that opens an encrypted copy.

    Raises:
        BackupFailed: the home is not empty, the copy is not whole, or a digest differs; nothing is made.
        LaterFormat: a later version made the copy; nothing is made.
        RegisterError: the register's chain in the copy is broken; nothing is made.
    """
    if home.root.exists() and any(home.root.iterdir()):
        raise BackupFailed("The home is not empty. Restore into an empty folder, so that nothing is overwritten.")
    beside = home.root.with_name(f"{home.root.name}.restoring")
    shutil.rmtree(beside, ignore_errors=True)  # what a restore that was cut off left
    ensure_dir(beside.parent)
    beside.mkdir(mode=PRIVATE_DIR)
    try:
        head = _unpack(source, Home.at(beside), identity_file)
        if home.root.exists():
            home.root.rmdir()
        os.rename(beside, home.root)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    sync_dir(home.root.parent)
    return head


def _unpack(source: Path, home: Home, identity_file: Path | None) -> Head:
    with TemporaryDirectory(dir=home.root) as work:
        plain = source
        if source.name.endswith(ENCRYPTED):
            if identity_file is None:
                raise BackupFailed("This copy is encrypted: give the file with its key (--identity KEY_FILE).")
            plain = Path(work) / "copy"
            decrypt_file(source, plain, identity_file)
        found, contents = _extract(plain, home)
    _check(found, contents, home)
    register = home.root / REGISTER
    head = restore_register(register, home.register, Head(**contents["head"]))
    register.unlink()
    return head


def _extract(plain: Path, home: Home) -> tuple[set[str], dict[str, Any]]:
    """(names unpacked, what the copy says it holds)."""
    found, contents = set(), {}
    try:
        with tarfile.open(plain, "r:gz") as archive:
            for entry in archive:
                stream = archive.extractfile(entry) if entry.isreg() else None
                if stream is None or not _is_ours(entry.name):
                    raise BackupFailed("The copy holds something that no copy of ours holds; nothing was restored.")
                if entry.name == CONTENTS:
                    contents = json.load(stream)
                    continue
                _write_file(home.root / entry.name, stream, entry.mtime)
                found.add(entry.name)
    except (tarfile.TarError, EOFError, ValueError, OSError) as error:
        raise BackupFailed(f"The copy cannot be read to its end ({type(error).__name__}); try an older one.") from None
    if contents.get("form") != FORM:
        raise BackupFailed("The copy is not whole, or of a later version of this product; nothing was restored.")
    refuse_later("copy", contents.get("format", FIRST))
    return found, contents


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name in (REGISTER, CONTENTS) or (len(parts) > 1 and parts[0] in PLACES and ".." not in parts)


def _write_file(path: Path, stream: Any, changed: float) -> None:
    ensure_dir(path.parent)
    with path.open("wb") as handle:
        shutil.copyfileobj(stream, handle, 1 << 20)
    path.chmod(PRIVATE_FILE)
    os.utime(path, (changed, changed))


def _check(found: set[str], contents: dict[str, Any], home: Home) -> None:
    named = {each["path"]: each["sha256"] for each in contents["files"]}
    wrong = len(found ^ named.keys()) + sum(sha256_of_file(home.root / name) != named[name] for name in found & named.keys())
    if wrong:
        raise BackupFailed(
            f"{wrong} files of the copy differ from what it says it holds; nothing was restored. Try an older one."
        )
