"""The sFTP channel: a file under a temporary name, compared, and renamed; from the rename on it is the desk's.

Belongs here: those steps and finding out afterwards whether they happened. Does not belong here: connecting (ssh.py) and
what is recorded (delivery/once.py).

The rename refuses to overwrite, so a second attempt cannot destroy a first. The desk fetches files away, some the moment
they are closed, under whatever name: so a batch counts as possibly delivered from its first byte on, and whatever breaks
after that is settled by looking again. Our file under its name means delivered; our temporary file that we can still take
away means not; neither means that it is unknown. After a rename that succeeded a missing file has been taken.
"""

from __future__ import annotations

import errno
import hashlib
import posixpath
from contextlib import suppress
from enum import Enum

import paramiko

from exports.delivery.batches import Batch
from exports.delivery.channels import Arrival, Arrived, Confirmation, Recorder
from exports.delivery.channels.settings import SftpSettings
from exports.delivery.channels.ssh import connected
from exports.ground.failures import BorderFailure, InDoubt, PermanentFailure, TransientFailure, Unsettled
from exports.ground.files import PARTIAL_SUFFIX

PIECE = 32_000  # what every server takes in one write
GONE = "gone_or_never_there"  # neither our file nor our temporary file is there


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
        self._unsettled: set[str] = set()  # batches of which an attempt broke off, and nobody could look yet

    def carries(self, kind: str) -> bool:
        return kind == "signals" or (kind == "withdrawals" and bool(self._settings.withdrawals_directory))

    def close(self) -> None:
        """Nothing is held open."""

    def send(self, batch: Batch, recorder: Recorder) -> Confirmation:
        """Upload, compare, rename.

        Raises:
            TransientFailure: nothing was delivered and trying again may help. Unsettled: nobody could look what was.
            PermanentFailure: nothing was delivered and a person must act.
            InDoubt: an answer was lost, or the desk took the file before its rename, and the server cannot say.
        """
        if batch.batch_id in self._unsettled:
            found = self._settled(batch, TransientFailure("broken_off", "an earlier attempt broke off"))
            if found is not None:
                return found
        recorder.sending("start")
        final, part = self._names(batch)
        may_have_left = False
        try:
            with connected(self._settings) as wire:
                already = _look(wire, final, batch)
                if already is Seen.OURS:
                    _remove(wire, part)
                    return self._confirmation("already there")
                if already is Seen.OTHER:
                    raise PermanentFailure("name_taken", f"another file stands under the name {batch.file_name}; ask the desk")
                remote = _open_new(wire, part, batch)
                recorder.sending("commit")
                may_have_left = True
                checked = _upload(wire, remote, part, batch, recorder)
                recorder.at("before_rename")
                _rename(wire, part, final, batch)
        except BorderFailure as failure:
            if not may_have_left:
                raise
            found = self._settled(batch, failure)
            if found is not None:
                return found
            raise
        recorder.at("renamed")
        return self._confirmation(checked)

    def _settled(self, batch: Batch, failure: BorderFailure) -> Confirmation | None:
        """Look with a new connection what became of an attempt that broke off; None where nothing was delivered.

        Raises:
            InDoubt: neither file is there: the desk may have taken it, under either name.
            Unsettled: the server does not let us look now.
        """
        arrival = self.arrived(batch)
        if arrival.answer is Arrived.UNKNOWN and arrival.reason != GONE:
            self._unsettled.add(batch.batch_id)
            words = f"sending {batch.file_name} broke off and whether it arrived cannot be seen"
            raise Unsettled(failure.code, f"{words} ({failure.code}, {arrival.reason})")
        self._unsettled.discard(batch.batch_id)
        if arrival.answer is Arrived.UNKNOWN:
            raise InDoubt(
                GONE,
                f"{batch.file_name} is not on the server any more, nor its temporary file, and was not renamed: the desk may "
                "have fetched it",
            )
        return self._confirmation("seen after the rename") if arrival.answer is Arrived.YES else None

    def arrived(self, batch: Batch) -> Arrival:
        """Look for the file; where only our temporary file is left, take it away, so that it can never arrive."""
        final, part = self._names(batch)
        try:
            with connected(self._settings) as wire:
                return _arrival(wire, final, part, batch)
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

    def _confirmation(self, checked: str) -> Confirmation:
        return Confirmation(where=f"sftp {self._settings.host} {checked}", checked=checked)


def _open_new(wire: paramiko.SFTPClient, part: str, batch: Batch) -> paramiko.SFTPFile:
    """The temporary file, rebuilt by us alone; what a refused attempt made all the same is taken away."""
    _remove(wire, part)
    try:
        return wire.open(part, "wx")
    except OSError as problem:
        if not _is_an_answer(wire, problem) or problem.errno == errno.ENOENT:
            raise
        _remove(wire, part)
        if problem.errno == errno.EACCES:
            raise
        raise PermanentFailure(
            "no_new_file",
            f"the server refuses to make a new file for {batch.file_name} (opening it exclusively: create, never "
            "overwrite); nothing was sent; ask the desk to allow that, or set its channel to folder",
        ) from None


def _upload(wire: paramiko.SFTPClient, remote: paramiko.SFTPFile, part: str, batch: Batch, recorder: Recorder) -> str:
    """Put the bytes under the temporary name and compare; gives what could be compared."""
    with remote:
        for start in range(0, len(batch.data), PIECE):
            remote.write(batch.data[start : start + PIECE])
            recorder.at("piece_written")
    recorder.at("uploaded")
    size = _size_there(wire, part)
    if size is not None and size != len(batch.data):
        words = f"the server kept {size} of {len(batch.data)} bytes of {batch.file_name}; its disk may be full"
        raise TransientFailure("truncated", words)
    remote_digest = _sha256_there(wire, part)
    if remote_digest is None and size is None:
        raise PermanentFailure(
            "not_comparable",
            f"the server shows neither the size nor the content of {batch.file_name}, so nobody can check whether it is whole; "
            "nothing was delivered; ask the desk to let us see our own file (stat or read), or set its channel to folder",
        )
    if remote_digest is None:
        return "size"
    if remote_digest != batch.sha256:
        raise TransientFailure("changed_on_the_way", f"the server holds other bytes than {batch.file_name}")
    return "sha256"


def _rename(wire: paramiko.SFTPClient, part: str, final: str, batch: Batch) -> None:
    """Rename without overwriting; a refusal in words."""
    try:
        wire.rename(part, final)
    except OSError as problem:
        if not _is_an_answer(wire, problem):
            raise
        if problem.errno == errno.EACCES:
            words = "the server does not let us rename files; ask the desk for that right"
            raise PermanentFailure("no_rights", words) from None
        raise TransientFailure("rename_failed", f"{batch.file_name} could not be renamed; nothing was delivered") from None


def _is_an_answer(wire: paramiko.SFTPClient, problem: OSError) -> bool:
    """Whether the server said no, rather than the wire breaking: paramiko raises OSError for both."""
    channel = wire.get_channel()
    return not isinstance(problem, TimeoutError | ConnectionError) and channel is not None and not channel.closed


def _size_there(wire: paramiko.SFTPClient, path: str) -> int | None:
    """The size of a remote file, None where the server does not give it.

    Raises:
        FileNotFoundError: there is no such file.
    """
    try:
        return wire.stat(path).st_size
    except OSError as problem:
        if problem.errno == errno.ENOENT or not _is_an_answer(wire, problem):
            raise
        return None


def _sha256_there(wire: paramiko.SFTPClient, path: str) -> str | None:
    """The digest of a remote file, None where the server does not let us read it.

    Raises:
        FileNotFoundError: there is no such file.
    """
    digest = hashlib.sha256()
    try:
        with wire.open(path, "rb") as remote:
            while piece := remote.read(PIECE):
                digest.update(piece)
    except OSError as problem:
        if problem.errno == errno.ENOENT or not _is_an_answer(wire, problem):
            raise
        return None
    return digest.hexdigest()


def _look(wire: paramiko.SFTPClient, path: str, batch: Batch) -> Seen:
    """What stands under this name, compared with the batch by size and by digest, as far as the server lets us."""
    try:
        size = _size_there(wire, path)
    except FileNotFoundError:
        return Seen.NOTHING
    if batch.data and size is not None and size != len(batch.data):
        return Seen.OTHER
    # The name is ours alone, so our size under it is our file; without a size or our bytes to compare, it is unknown.
    by_size = Seen.OURS if batch.data and size is not None else Seen.HIDDEN
    try:
        remote_digest = _sha256_there(wire, path)
    except FileNotFoundError:
        return Seen.NOTHING if size is None else by_size  # taken while we looked: it stood there with our size
    if remote_digest is None:
        return by_size
    return Seen.OURS if remote_digest == batch.sha256 else Seen.OTHER


def _arrival(wire: paramiko.SFTPClient, final: str, part: str, batch: Batch) -> Arrival:
    if _look(wire, final, batch) is Seen.OURS:
        _remove(wire, part)
        return Arrival(Arrived.YES, "file_there")
    if not _remove(wire, part):
        stays = _look(wire, part, batch) is not Seen.NOTHING
        return Arrival(Arrived.UNKNOWN, "temporary_file_stays" if stays else GONE)
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
