"""Feedback fetched from a desk's sFTP folder into the inbox: never twice, never half.

Belongs here: what lies there (names, sizes, times: for a sensor) and bringing it in (in a run). Does not belong here:
connecting (channels/ssh.py), waiting and reading (inbox/incoming.py), or what a file may hold (validations).

What was fetched is known twice over: by remote name, size and time in a small list beside the inbox, so that it is not
downloaded again, and by SHA-256, so that it is not read again where that list was lost. Nothing is removed at the desk.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import stat
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import paramiko

from exports.delivery.channels.settings import SftpSettings
from exports.delivery.channels.ssh import connected
from exports.ground.failures import TransientFailure
from exports.ground.files import PARTIAL_SUFFIX, ensure_dir, sha256_of, whole_or_absent, write_atomically
from exports.ground.home import Home
from exports.inbox.incoming import OUR_LIST

KINDS_OF_FILE = (".xlsx", ".csv")
HALF = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload")
LARGEST = 20_000_000  # bytes; a feedback file has five columns
MOST_FILES = 200  # of one folder, newest first: a sensor must answer within a minute
PIECE = 32_000
LEDGER = OUR_LIST
LEDGER_KEEPS = 5000


@dataclass(frozen=True, order=True)
class RemoteFile:
    """A file at the desk: its name there, its size in bytes and its time in whole seconds since 1970."""

    name: str
    size: int
    mtime: int

    @property
    def key(self) -> str:
        """What a sensor remembers: a file that changed has another key."""
        return f"{self.name}:{self.size}:{self.mtime}"


@dataclass(frozen=True)
class Fetched:
    """What became of one remote file.

    Attributes:
        status: `fetched` (it lies in the inbox), `known` (its content was here before), `vanished`, `growing` (it
            changed while it was read; next time) or `too_large`.
        file_name: the name in the inbox, made of the desk and the content's digest: a desk's own name may name a person.
    """

    desk: str
    status: str
    file_name: str | None = None
    sha256: str | None = None


def list_feedback(settings: SftpSettings) -> list[RemoteFile]:
    """What lies in the desk's feedback folder and looks whole: list and stat only, nothing is opened.

    Raises:
        PermanentFailure, TransientFailure: as for sending; a refused key must be seen, not look like "no new files".
    """
    with connected(settings) as wire:
        found = [_remote_file(each) for each in wire.listdir_attr(settings.feedback_directory) if _wanted(each)]
    return sorted(sorted(found, key=lambda each: each.mtime, reverse=True)[:MOST_FILES])


def not_yet_fetched(home: Home, desk: str, files: Iterable[RemoteFile]) -> list[RemoteFile]:
    """Those of `files` that were not downloaded before."""
    known = set(_ledger(home).get(desk, []))
    return [each for each in files if each.key not in known]


def fetch_feedback(
    settings: SftpSettings,
    desk: str,
    home: Home,
    known_digests: Collection[str],
    files: Iterable[RemoteFile] | None = None,
    at: Callable[[str], None] = lambda _: None,
) -> list[Fetched]:
    """Bring in what was not fetched before.

    Args:
        settings: the desk's sFTP server and its feedback_directory.
        desk: the desk's name.
        home: whose inbox it goes to.
        known_digests: SHA-256 digests of every feedback file the register knows, read or refused.
        files: what to look at; None asks the server.
        at: called with the name of each step just done.

    Raises:
        PermanentFailure, TransientFailure: the connection. What was whole by then lies in the inbox.
    """
    if not settings.feedback_directory:
        return []
    waiting = not_yet_fetched(home, desk, list_feedback(settings) if files is None else files)
    if not waiting:
        return []
    digests = {*known_digests, *_digests_here(home)}
    results = []
    with connected(settings) as wire:
        for remote in waiting:
            result = _fetch(wire, settings, remote, desk, home, digests, at)
            results.append(result)
            if result.sha256:
                digests.add(result.sha256)
                _remember(home, desk, remote)
                at("remembered")
    return results


def _fetch(
    wire: paramiko.SFTPClient,
    settings: SftpSettings,
    remote: RemoteFile,
    desk: str,
    home: Home,
    digests: Collection[str],
    at: Callable[[str], None],
) -> Fetched:
    path = posixpath.join(settings.feedback_directory, remote.name)
    if remote.size > LARGEST:
        return Fetched(desk, "too_large")
    try:
        data = b"".join(_pieces(wire, path))
        after = _remote_file(wire.stat(path), remote.name)
    except FileNotFoundError:
        return Fetched(desk, "vanished")
    if len(data) != remote.size or after != remote:
        return Fetched(desk, "growing")
    at("downloaded")
    sha256 = sha256_of(data)
    if sha256 in digests:
        return Fetched(desk, "known", sha256=sha256)
    name = f"{desk}_{sha256[:16]}{Path(remote.name).suffix.lower()}"
    _put_in_inbox(home.inbox, name, data, remote.mtime)
    at("in_inbox")
    return Fetched(desk, "fetched", name, sha256)


def _pieces(wire: paramiko.SFTPClient, path: str) -> Iterator[bytes]:
    taken = 0
    with wire.open(path, "rb") as remote:
        while piece := remote.read(PIECE):
            taken += len(piece)
            if taken > LARGEST:
                raise TransientFailure("too_large", "a feedback file grew past every sensible size while it was read")
            yield piece


def _put_in_inbox(inbox: Path, name: str, data: bytes, mtime: int) -> None:
    """Whole or not at all, with the desk's own time, so that nobody waits for it to stop growing."""
    ensure_dir(inbox)
    with whole_or_absent(inbox / name, inbox / f".{name}{PARTIAL_SUFFIX}") as partial:
        partial.write_bytes(data)
        when = min(mtime, int(time.time()))
        os.utime(partial, (when, when))


def _digests_here(home: Home) -> Iterator[str]:
    """Digests of what lies in the inbox, the archive or the quarantine: fetched, though the list may have been lost."""
    for folder in (home.inbox, home.inbox_archive, home.inbox_quarantine):
        for path in folder.glob("*"):
            if path.is_file() and not path.is_symlink() and path.suffix.lower() in KINDS_OF_FILE:
                yield sha256_of(path.read_bytes())


def _wanted(each: paramiko.SFTPAttributes) -> bool:
    name = each.filename.lower()
    plain = each.st_mode is None or stat.S_ISREG(each.st_mode)
    ours = plain and not name.startswith((".", "~")) and not name.endswith(HALF) and name.endswith(KINDS_OF_FILE)
    return ours and bool(each.st_size) and not re.search(r"[/\\\x00-\x1f]", each.filename)


def _remote_file(each: paramiko.SFTPAttributes, name: str | None = None) -> RemoteFile:
    return RemoteFile(name or each.filename, each.st_size or 0, int(each.st_mtime or 0))


def _ledger(home: Home) -> dict[str, list[str]]:
    try:
        known = json.loads((home.inbox / LEDGER).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(home: Home, desk: str, remote: RemoteFile) -> None:
    ledger = _ledger(home)
    ledger[desk] = [*ledger.get(desk, []), remote.key][-LEDGER_KEEPS:]
    write_atomically(home.inbox / LEDGER, json.dumps(ledger).encode("utf-8"))
