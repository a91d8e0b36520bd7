"""The inbox: which feedback files may be read yet, reading all of them, and putting them out of the way afterwards.

Belongs here: looking into the folder, waiting until files have stopped growing, `archive/` and `quarantine/`. Does not
belong here: what is in a file (feedback_files.py), registering what was read (the register), deciding when to look
(orchestration).

The order that survives a crash at any instant: read, load, register, `put_away`. Every step can be done again: a known
file gives no rows, and a move that was half done is finished.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exports.ground.files import PRIVATE_FILE, ensure_dir, sha256_of_file, sync_dir, write_atomically
from exports.ground.home import Home
from exports.inbox.feedback_files import (
    FeedbackFile,
    Refusal,
    Vanished,
    keep_files,
    kept_files,
    load_feedback_rows,
    read_feedback_file,
    safe_name,
)

__all__ = [
    "WHY_NOT_READY",
    "FeedbackFile",
    "InboxFile",
    "Refusal",
    "Vanished",
    "archive",
    "keep_files",
    "kept_files",
    "left_alone",
    "load_feedback_rows",
    "put_away",
    "quarantine",
    "read_feedback_file",
    "read_inbox",
    "safe_name",
    "scan",
    "wait_until_quiet",
]

OUR_FOLDERS = ("archive", "quarantine")
OUR_LIST = ".fetched.json"  # what was fetched from desks (fetch.py): not a file that arrived
STILL_GROWING = "still_growing"
WHY_NOT_READY = {
    STILL_GROWING: "it changed too short a time ago: it may still be on its way in",
    "folder": "it is a folder; put the files themselves in the inbox",
    "link": "it is a link; links are never followed, put the file itself in the inbox",
    "not_a_file": "it is no ordinary file",
    "temporary_name": "its name is that of a hidden or half-written file",
    "not_permitted": "this account may not read it; change its owner or permissions",
}
_TEMPORARY_STARTS = (".", "~")
_TEMPORARY_ENDS = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".swp")
_POLL_SECONDS = 5.0


@dataclass(frozen=True)
class InboxFile:
    """Something that lies in the inbox.

    Attributes:
        size: bytes. mtime: seconds since 1970.
        reason_not_ready: None where it may be read now, else a key of `WHY_NOT_READY`.
    """

    path: Path
    size: int
    mtime: float
    reason_not_ready: str | None

    @property
    def file_name(self) -> str:
        """The name as it may stand in tables, logs and messages."""
        return safe_name(self.path.name)


def scan(inbox: Path, quiet_seconds: float, now: float) -> list[InboxFile]:
    """What lies directly in `inbox`, by name, each with the reason why it may not be read yet, if any.

    Args:
        inbox: the folder; where it is not there, nothing lies in it. Its own archive/ and quarantine/ are passed over.
        quiet_seconds: how long a file must not have changed before it is read; 0 reads at once.
        now: seconds since 1970, the machine's clock. It judges only whether a file is still growing, never a tenant.
    """
    try:
        entries = sorted(os.scandir(inbox), key=lambda entry: os.fsencode(entry.name))
    except FileNotFoundError:
        return []
    found = []
    for entry in entries:
        with suppress(FileNotFoundError):  # gone between the listing and the look
            facts = entry.stat(follow_symlinks=False)
            is_ours = entry.name == OUR_LIST or (entry.name in OUR_FOLDERS and stat.S_ISDIR(facts.st_mode))
            if not is_ours:
                reason = _reason_not_ready(Path(entry.path), facts, quiet_seconds, now)
                found.append(InboxFile(Path(entry.path), facts.st_size, facts.st_mtime, reason))
    return found


def _reason_not_ready(path: Path, facts: os.stat_result, quiet_seconds: float, now: float) -> str | None:
    if stat.S_ISLNK(facts.st_mode):
        return "link"
    if stat.S_ISDIR(facts.st_mode):
        return "folder"
    if not stat.S_ISREG(facts.st_mode):
        return "not_a_file"
    if path.name.startswith(_TEMPORARY_STARTS) or path.name.lower().endswith(_TEMPORARY_ENDS):
        return "temporary_name"
    if not os.access(path, os.R_OK):
        return "not_permitted"
    return STILL_GROWING if _seconds_quiet(facts, now) < quiet_seconds else None


def _seconds_quiet(facts: os.stat_result, now: float) -> float:
    """Seconds since the last change. A sender whose clock runs ahead can set mtime in the future; ctime is our own."""
    changed = facts.st_mtime if facts.st_mtime <= now else facts.st_ctime
    return max(0.0, now - changed)


def wait_until_quiet(
    inbox: Path,
    quiet_seconds: float,
    sleep: Callable[[float], object],
    clock: Callable[[], float],
    give_up_after: float | None = None,
) -> list[InboxFile]:
    """Wait until no file in the inbox is growing, and scan it.

    Returns after at most `give_up_after` seconds (default: five times the quiet time); what still grows then is in the
    list with that reason, and waits for the next run.
    """
    deadline = clock() + (5 * quiet_seconds if give_up_after is None else give_up_after)
    while True:
        now = clock()
        files = scan(inbox, quiet_seconds, now)
        if now >= deadline or not any(file.reason_not_ready == STILL_GROWING for file in files):
            return files
        sleep(max(0.01, min(_POLL_SECONDS, quiet_seconds, deadline - now)))


def left_alone(files: Iterable[InboxFile]) -> list[str]:
    """What stays in the inbox unread and why, in words with a count each; no name."""
    reasons = Counter(file.reason_not_ready for file in files if file.reason_not_ready)
    return [f"{count} {WHY_NOT_READY[reason]}" for reason, count in sorted(reasons.items())]


def read_inbox(files: Iterable[InboxFile], known_sha256s: Collection[str]) -> list[FeedbackFile]:
    """Read every ready file, in order of name. The second of two files with the same bytes is known by then; a file
    that vanished is left out.
    """
    known = set(known_sha256s)
    read = []
    for file in files:
        if file.reason_not_ready is None:
            with suppress(Vanished):
                read.append(read_feedback_file(file.path, known))
                known.add(read[-1].sha256)
    return read


def put_away(file: FeedbackFile, home: Home) -> Path | None:
    """Move a file that was dealt with out of the inbox: refused ones to quarantine, all others to the archive."""
    if file.refusal is not None:
        return quarantine(file, file.refusal, home)
    return archive(file, home)


def archive(file: FeedbackFile, home: Home) -> Path | None:
    """Move `file` to `inbox/archive/<first 12 of its digest>_<name>`. Doing it again finishes what a crash left.

    Returns:
        Where it lies now; None where it was not moved: it is gone, or its bytes are not those that were read (a sender
        added to it), in which case it stays in the inbox as a new file.

    Raises:
        ValueError: in a dry run, which moves nothing.
    """
    return _move(file, _real(home).inbox_archive)


def quarantine(file: FeedbackFile, refusal: Refusal, home: Home) -> Path | None:
    """Move `file` to `inbox/quarantine/`, with a note beside it that names the rule and no value. As `archive`."""
    folder = _real(home).inbox_quarantine
    place = _place_in(folder, file)
    # The note first: a refused file never lies there without its reason. Its bytes depend on the file alone.
    write_atomically(place.with_name(place.name + ".txt"), _note(file, refusal).encode())
    moved = _move(file, folder)
    if moved is None and not os.path.lexists(place):
        place.with_name(place.name + ".txt").unlink(missing_ok=True)
    return moved


def _real(home: Home) -> Home:
    if home.is_preview:
        raise ValueError("A dry run leaves the inbox as it is; nothing may be archived or quarantined.")
    return home


def _note(file: FeedbackFile, refusal: Refusal) -> str:
    return (
        f"Bestand: {file.file_name}\nSHA-256: {file.sha256}\n\n"
        f"Dit bestand is geweigerd en niet verwerkt. Er is niets van overgenomen.\n"
        f"Regel: {refusal.rule}\n{refusal.advice_nl}\n\n"
        f"This file was refused and not processed. Nothing was taken from it.\n"
        f"Rule: {refusal.rule}\n{refusal.advice}\n"
    )


def _place_in(folder: Path, file: FeedbackFile) -> Path:
    """Where this file belongs in `folder`: its own place if free or holding the same bytes, else a numbered one."""
    name = f"{file.sha256[:12]}_{file.file_name}"
    candidates = (folder / (name if number == 1 else f"{number}_{name}") for number in range(1, 10_000))
    return next(place for place in candidates if not os.path.lexists(place) or _has_bytes(place, file.sha256))


def _move(file: FeedbackFile, folder: Path) -> Path | None:
    if folder.is_symlink():
        raise ValueError(f"inbox/{folder.name} is a link; make it a folder, so that files do not leave the home.")
    place = _place_in(ensure_dir(folder), file)
    if not os.path.lexists(file.path):
        return place if os.path.lexists(place) else None
    if not _has_bytes(file.path, file.sha256):
        return None
    if os.path.lexists(place):
        file.path.unlink()  # the same bytes lie there already; personal data are not kept twice
    else:
        os.rename(file.path, place)
    with suppress(PermissionError):  # brought by another account: its folder is ours and closed, that must do
        place.chmod(PRIVATE_FILE)
    sync_dir(folder)
    sync_dir(file.path.parent)
    return place


def _has_bytes(path: Path, sha256: str) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode) and sha256_of_file(path) == sha256
    except OSError:
        return False
