"""Files that are whole or absent: writing bytes so that a crash, or a full disk, never leaves half a file in place.

Belongs here: atomic writing and folder modes. Does not belong here: what the bytes mean (workbooks.py) or when they
may be written (batches.py).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIVATE_DIR = 0o700
PRIVATE_FILE = 0o600
PARTIAL_SUFFIX = ".part"


def ensure_dir(path: Path) -> Path:
    """Make `path` and its missing parents, readable by their owner only."""
    for folder in [*reversed(path.parents), path]:
        if not folder.exists():
            folder.mkdir(mode=PRIVATE_DIR, exist_ok=True)
            folder.chmod(PRIVATE_DIR)
    return path


def sha256_of(data: bytes) -> str:
    """The SHA-256 digest of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    """The SHA-256 digest of a file, read in pieces so that its size does not matter."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        for piece in iter(lambda: handle.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path` whole or not at all: written beside it, flushed to disk, renamed into place, mode 0600.

    Raises:
        OSError: the disk is full or the folder refuses; the partial file is removed, whatever stood at `path` stays.
    """
    ensure_dir(path.parent)
    with whole_or_absent(path) as partial:
        partial.write_bytes(data)


@contextmanager
def whole_or_absent(path: Path, partial: Path | None = None) -> Iterator[Path]:
    """An empty file beside `path`, mode 0600, to be written; at the end it is flushed to disk and takes the place of `path`.

    Whatever goes wrong before that, it is removed and what stood at `path` stays. `partial`: another name for it.
    """
    partial = partial or path.with_name(path.name + PARTIAL_SUFFIX)
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE))
        partial.chmod(PRIVATE_FILE)
        yield partial
        sync_file(partial)
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    sync_dir(path.parent)


def sync_dir(path: Path) -> None:
    """Make the names in a folder survive a power cut."""
    sync_file(path)


def sync_file(path: Path) -> None:
    """Make what was written to a file survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
