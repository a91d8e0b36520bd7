"""The sFTP channel: a file under a temporary name, compared, and renamed; from the rename on it is the desk's.

Belongs here: those steps and telling afterwards whether they happened. Does not belong here: connecting (ssh.py) and
what is recorded (delivery.py).

The rename refuses to overwrite, so a second attempt cannot destroy a first. The desk fetches files away: after a rename
that succeeded a missing file has been taken. After a rename whose answer was lost we look again: our file under its
name means delivered; our temporary file that we can still take away means not; neither means nobody can tell.
"""

from __future__ import annotations

import errno
import hashlib
import posixpath
from contextlib import suppress
from enum import Enum

import paramiko

from exports.batches import Batch
from exports.channels import Arrival, Arrived, Receipt, Recorder
from exports.channels.settings import SftpSettings
from exports.channels.ssh import WIRE_ERRORS, connected
from exports.failures import BorderFailure, InDoubt, PassingFailure, PermanentFailure
from exports.files import PARTIAL_SUFFIX

PIECE = 32_000  # what every server takes in one write


class Seen(Enum):
    """What stands on the server under a name."""

    OURS = "ours"
    OTHER = "other"
    NOTHING = "nothing"
    HIDDEN = "hidden"


class SftpChannel:
    """Files to one desk over sFTP. Every call makes its own connection, so there is nothing to keep alive."""

    name = "sftp"

    def __init__(self, settings: SftpSettings) -> None:
        self._settings = settings

    def carries(self, kind: str) -> bool:
        return kind == "signals" or (kind == "withdrawals" and bool(self._settings.withdrawals_directory))

    def close(self) -> None:
        """Nothing is held open."""

    def send(self, batch: Batch, recorder: Recorder) -> Receipt:
        """Upload, compare, rename.

        Raises:
            PassingFailure: nothing was delivered and trying again may help.
            PermanentFailure: nothing was delivered and a person must act.
            InDoubt: the answer to the rename was lost and the server cannot tell.
        """
        recorder.sending("start")
        final, part = self._names(batch)
        with connected(self._settings) as wire:
            already = _look(wire, final, batch)
            if already is Seen.OURS:
                _remove(wire, part)
                return self._receipt("already there")
            if already is Seen.OTHER:
                raise PermanentFailure("name_taken", f"another file stands under the name {batch.file_name}; ask the desk")
            checked = _upload(wire, part, batch, recorder)
            recorder.sending("commit")
            recorder.at("before_rename")
            problem = _rename(wire, part, final)
        if problem is not None:
            return self._after_failed_rename(batch, problem)
        recorder.at("renamed")
        return self._receipt(checked)

    def arrived(self, batch: Batch) -> Arrival:
        """Look for the file; where only our temporary file is left, take it away, so that it can never arrive."""
        final, part = self._names(batch)
        try:
            with connected(self._settings) as wire:
                return _tell(wire, final, part, batch)
        except BorderFailure as failure:
            return Arrival(Arrived.UNKNOWN, failure.code)

    def tidy(self, batch: Batch) -> None:
        """Take away our temporary file, if the server can be reached."""
        with suppress(BorderFailure), connected(self._settings) as wire:
            _remove(wire, self._names(batch)[1])

    def _names(self, batch: Batch) -> tuple[str, str]:
        kinds = {"withdrawals": self._settings.withdrawals_directory}
        final = posixpath.join(kinds.get(batch.kind) or self._settings.directory, batch.file_name)
        return final, final + PARTIAL_SUFFIX

    def _receipt(self, checked: str) -> Receipt:
        return Receipt(where=f"sftp {self._settings.host} {checked}", checked=checked)

    def _after_failed_rename(self, batch: Batch, problem: BaseException) -> Receipt:
        """The rename was asked for and its answer was no, or was lost: look with a new connection."""
        arrival = self.arrived(batch)
        if arrival.answer is Arrived.YES:
            return self._receipt("seen after the rename")
        if arrival.answer is Arrived.UNKNOWN:
            raise InDoubt(arrival.reason, f"de verbinding brak bij het hernoemen van {batch.file_name}")
        if getattr(problem, "errno", None) == errno.EACCES:
            raise PermanentFailure("no_rights", "the server does not let us rename files; ask the desk for that right")
        raise PassingFailure("rename_failed", f"{batch.file_name} could not be renamed; nothing was delivered")


def _rename(wire: paramiko.SFTPClient, part: str, final: str) -> BaseException | None:
    """Rename without overwriting; gives back what went wrong."""
    try:
        wire.rename(part, final)
    except WIRE_ERRORS as problem:
        return problem
    return None


def _upload(wire: paramiko.SFTPClient, part: str, batch: Batch, recorder: Recorder) -> str:
    """Put the bytes under the temporary name and compare; gives what could be compared."""
    _remove(wire, part)
    with wire.open(part, "wx") as remote:
        for start in range(0, len(batch.data), PIECE):
            remote.write(batch.data[start : start + PIECE])
            recorder.at("piece_written")
    recorder.at("uploaded")
    try:
        size = wire.stat(part).st_size
    except PermissionError:
        return "written"
    if size != len(batch.data):
        _remove(wire, part)
        words = f"the server kept {size} of {len(batch.data)} bytes of {batch.file_name}; its disk may be full"
        raise PassingFailure("truncated", words)
    return _compare(wire, part, batch)


def _compare(wire: paramiko.SFTPClient, part: str, batch: Batch) -> str:
    sum_there = _sha256_there(wire, part)
    if sum_there is None:
        return "size"
    if sum_there != batch.sha256:
        _remove(wire, part)
        raise PassingFailure("changed_on_the_way", f"the server holds other bytes than {batch.file_name}")
    return "sha256"


def _sha256_there(wire: paramiko.SFTPClient, path: str) -> str | None:
    """The sum of a remote file, None where the server does not let us read it."""
    digest = hashlib.sha256()
    try:
        remote = wire.open(path, "rb")
    except OSError as problem:
        if problem.errno == errno.ENOENT or isinstance(problem, TimeoutError):
            raise
        return None
    with remote:
        while piece := remote.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _look(wire: paramiko.SFTPClient, path: str, batch: Batch) -> Seen:
    """What stands under this name, compared with the batch by size and, where we may read it, by sum."""
    try:
        size = wire.stat(path).st_size
    except FileNotFoundError:
        return Seen.NOTHING
    except PermissionError:
        return Seen.HIDDEN
    if batch.data and size != len(batch.data):
        return Seen.OTHER
    try:
        sum_there = _sha256_there(wire, path)
    except FileNotFoundError:
        return Seen.OURS if batch.data else Seen.HIDDEN  # taken while we looked: it stood there with our size
    if sum_there is None:
        return Seen.OURS if batch.data else Seen.HIDDEN  # the name is ours alone, and so is the size
    return Seen.OURS if sum_there == batch.sha256 else Seen.OTHER


def _tell(wire: paramiko.SFTPClient, final: str, part: str, batch: Batch) -> Arrival:
    if _look(wire, final, batch) is Seen.OURS:
        _remove(wire, part)
        return Arrival(Arrived.YES, "file_there")
    if not _remove(wire, part):
        return Arrival(Arrived.UNKNOWN, "gone_or_never_there")
    # The temporary file was there and is gone by our own hand: unless the server renamed it just before, it never will.
    if _look(wire, final, batch) is Seen.OURS:
        return Arrival(Arrived.YES, "file_there")
    return Arrival(Arrived.NO, "temporary_file_taken_back")


def _remove(wire: paramiko.SFTPClient, path: str) -> bool:
    """Take a file away; whether it was there and is gone by our hand."""
    try:
        wire.remove(path)
    except FileNotFoundError:
        return False
    except OSError as problem:
        if isinstance(problem, TimeoutError | ConnectionError):
            raise
        return False
    return True
