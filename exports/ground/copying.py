"""Copies of large files: as a clone where the file system can make one, else byte by byte, and begun before the last write.

Belongs here: copying the bytes of a file and making a copy equal to it again. Does not belong here: which file and when
(orchestration/warehouse_snapshot.py), nor files that are whole or absent (files.py).
"""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from io import FileIO
from pathlib import Path

from exports.ground.files import PRIVATE_FILE

PIECE = 1 << 20  # bytes compared at once: two of them stay in a processor's cache
FICLONE = 0x40049409  # Linux, ioctl_ficlone(2): the two files share their blocks until one of them is written to


def copy(source: Path, target: Path) -> None:
    """Make `target` the bytes of `source`, mode 0600; in no time where the file system copies on write (XFS, Btrfs).

    Raises:
        OSError: the disk is full, or one of the files cannot be read or written.
    """
    target.unlink(missing_ok=True)
    target.touch(mode=PRIVATE_FILE)
    if not _cloned(source, target):
        shutil.copyfile(source, target)


def _cloned(source: Path, target: Path) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl

    with source.open("rb") as whole, target.open("r+b") as empty, suppress(OSError):
        fcntl.ioctl(empty.fileno(), FICLONE, whole.fileno())
        return True
    return False


def settle(source: Path, target: Path) -> int:
    """Make `target`, a copy of `source` that was made while somebody wrote to that, equal to it; gives the pieces written.

    Every byte of both is read: what a copy of a changing file holds is known only by looking. That is less than half of the
    work of copying it once more, and writes only what differs.

    Raises:
        OSError: the disk is full, or one of the files cannot be read or written.
    """
    ours, theirs = bytearray(PIECE), bytearray(PIECE)
    written = 0
    with source.open("rb") as right, target.open("r+b", buffering=0) as copied:
        while size := right.readinto(ours):
            at = copied.tell()
            if copied.readinto(theirs) != size or _differ(ours, theirs, size):
                copied.seek(at)
                _write(copied, memoryview(ours)[:size])
                written += 1
        copied.truncate(copied.tell())
    return written


def _differ(ours: bytearray, theirs: bytearray, size: int) -> bool:
    return ours != theirs if size == PIECE else ours[:size] != theirs[:size]


def _write(file: FileIO, piece: memoryview) -> None:
    while piece:  # a disk that is nearly full takes a part, and refuses the rest
        piece = piece[file.write(piece) :]
