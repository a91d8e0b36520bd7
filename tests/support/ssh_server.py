"""An sFTP server with knobs: it cuts, stalls, truncates, refuses, runs full, or takes files away, where a test says so.

Belongs here: paramiko's server over real sockets on loopback, and `Knobs`. Does not belong here: judging the outcome.
What counts as delivered is kept by the server itself: every file that was ever renamed into place, with its bytes.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import paramiko
from paramiko import SFTPAttributes, SFTPHandle, SFTPServer, SFTPServerInterface

from exports.delivery.channels.settings import SftpSettings, Timeouts
from exports.ground.files import PARTIAL_SUFFIX
from tests.support.keys import KeyPair, make_key

FAILURE, DENIED, ABSENT, OK = (
    paramiko.SFTP_FAILURE, paramiko.SFTP_PERMISSION_DENIED, paramiko.SFTP_NO_SUCH_FILE, paramiko.SFTP_OK,
)  # fmt: skip


@dataclass
class Knobs:
    """What goes wrong. The first `times` occasions only, so that a second attempt can be seen to recover.

    Attributes:
        cut_at: connect, open, stat, before_rename, after_rename, close: where the connection is cut.
        cut_after_bytes: cut once so many bytes of a file were written.
        stall_at: connect, auth, open, write, stat, rename, read: where the server goes silent.
        truncate_to: keep only so many bytes of a file.
        corrupt: turn the bytes of a file round.
        full_after: the disk is full once so many bytes were written.
        deny: open, read, stat, rename, remove, write: what we have no right to.
        fail_rename: answer every rename with a plain failure; `rename_all_the_same` having done it.
        refuse: stat, read, exclusive: what is answered with a plain failure, as by a server that cannot do it. With
            `made_all_the_same` the file is made before that answer.
        no_size: show of a file everything but its size.
        take: fetch a file away as soon as it has its name, as the desk does.
        take_at_close: fetch a file away as soon as it is closed, whatever its name; what is whole counts at the desk.
        name_taken: another file appears under the final name just before the rename.
        old: speak only methods that no client takes any more.
        password: accept this password; `times`: how often the fault happens.
    """

    cut_at: str = ""
    cut_after_bytes: int | None = None
    stall_at: str = ""
    truncate_to: int | None = None
    corrupt: bool = False
    full_after: int | None = None
    deny: str = ""
    fail_rename: bool = False
    rename_all_the_same: bool = False
    refuse: tuple[str, ...] = ()
    made_all_the_same: bool = False
    no_size: bool = False
    take: bool = False
    take_at_close: bool = False
    name_taken: bool = False
    old: bool = False
    password: str = ""
    times: int = 10**6


@dataclass
class KnobServer:
    """A running server: its knobs, what it delivered, and how to reach it."""

    folder: Path
    host_key: KeyPair
    client_key: KeyPair
    knobs: Knobs
    port: int = 0
    deliveries: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0
    faults: int = 0
    release: threading.Event = field(default_factory=threading.Event)
    transports: list[paramiko.Transport] = field(default_factory=list)

    def happens(self) -> bool:
        """Whether the fault happens on this occasion; counts it."""
        self.faults += 1
        return self.faults <= self.knobs.times

    def stall(self, step: str) -> None:
        if self.knobs.stall_at == step and self.happens():
            self.release.wait(20)

    def settings(self, **changes: object) -> SftpSettings:
        """Settings that reach this server; tests change what they are about."""
        usual = dict(
            host="127.0.0.1", port=self.port, user="partner", host_key=self.host_key.public,
            key_file=self.client_key.path, directory=".", timeouts=Timeouts.all(5.0),
        )  # fmt: skip
        return SftpSettings(**{**usual, **changes})

    def there(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@contextmanager
def running_server(root: Path, **knobs: object) -> Iterator[KnobServer]:
    """The server with its files below `root`; gone when the block ends."""
    folder = root / "in"
    folder.mkdir(parents=True, exist_ok=True)
    server = KnobServer(folder, make_key(root / "host_key"), make_key(root / "client_key"), Knobs(**knobs))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]
        threading.Thread(target=_accept, args=(listener, server), daemon=True).start()
        try:
            yield server
        finally:
            server.release.set()
            listener.shutdown(socket.SHUT_RDWR)
            for transport in server.transports:
                transport.close()


def _accept(listener: socket.socket, server: KnobServer) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        server.connections += 1
        threading.Thread(target=_serve, args=(client, server), daemon=True).start()


def _serve(client: socket.socket, server: KnobServer) -> None:
    server.stall("connect")
    if server.knobs.cut_at == "connect" and server.happens():
        client.close()
        return
    with suppress(paramiko.SSHException, EOFError, OSError):
        transport = paramiko.Transport(client)
        server.transports.append(transport)
        transport.set_log_channel("tests.server")
        if server.knobs.old:
            transport.get_security_options().kex = ("diffie-hellman-group14-sha256",)
            transport._preferred_keys = ("rsa-sha2-512",)
            transport.add_server_key(paramiko.RSAKey.generate(2048))
        else:
            transport.add_server_key(paramiko.Ed25519Key.from_private_key_file(str(server.host_key.path)))
        transport.set_subsystem_handler("sftp", SFTPServer, _Files, server, transport)
        transport.start_server(server=_Entrance(server))


class _Entrance(paramiko.ServerInterface):
    """Who may enter: one user with one key, or with the password where a test gives one."""

    def __init__(self, server: KnobServer) -> None:
        self._server = server

    def get_allowed_auths(self, username: str) -> str:
        return "password" if self._server.knobs.password else "publickey"

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        self._server.stall("auth")
        ours = f"{key.get_name()} {key.get_base64()}" == self._server.client_key.public
        return paramiko.AUTH_SUCCESSFUL if ours and not self._server.knobs.password else paramiko.AUTH_FAILED

    def check_auth_password(self, username: str, password: str) -> int:
        right = bool(self._server.knobs.password) and password == self._server.knobs.password
        return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class _Handle(SFTPHandle):
    """One open file."""

    def __init__(self, files: _Files, path: Path, flags: int) -> None:
        super().__init__(flags)
        self._files, self._path = files, path
        self._is_new = bool(flags & os.O_CREAT)
        self._file = os.fdopen(os.open(path, flags, 0o600), "r+b" if flags & os.O_WRONLY == 0 and flags & os.O_RDWR
                               else "wb" if flags & os.O_WRONLY else "rb")  # fmt: skip

    def stat(self) -> SFTPAttributes:
        return SFTPAttributes.from_stat(os.fstat(self._file.fileno()))

    def read(self, offset: int, length: int) -> bytes:
        self._files.server.stall("read")
        self._file.seek(offset)
        return self._file.read(length)

    def write(self, offset: int, data: bytes) -> int:
        server, knobs = self._files.server, self._files.server.knobs
        server.stall("write")
        if knobs.deny == "write":
            return DENIED
        end = offset + len(data)
        if knobs.full_after is not None and end > knobs.full_after and server.happens():
            return FAILURE
        if knobs.cut_after_bytes is not None and end > knobs.cut_after_bytes and server.happens():
            self._put(offset, data[: max(0, knobs.cut_after_bytes - offset)])
            return self._files.cut()
        if knobs.truncate_to is not None and end > knobs.truncate_to and server.happens():
            self._put(offset, data[: max(0, knobs.truncate_to - offset)])
            return OK
        self._put(offset, data[::-1] if knobs.corrupt and server.happens() else data)
        return OK

    def _put(self, offset: int, data: bytes) -> None:
        self._file.seek(offset)
        self._file.write(data)
        self._file.flush()

    def close(self) -> None:
        self._file.close()
        if self._files.server.knobs.take_at_close and self._is_new and self._path.exists():
            self._files.server.deliveries.append((self._path.name.removesuffix(PARTIAL_SUFFIX), self._path.read_bytes()))
            self._path.unlink()
        self._files.fault("close")


class _Files(SFTPServerInterface):
    """The folder, with every fault the knobs name."""

    def __init__(self, entrance: _Entrance, server: KnobServer, transport: paramiko.Transport) -> None:
        super().__init__(entrance)
        self.server, self._transport = server, transport

    def cut(self) -> int:
        self._transport.sock.close()
        self._transport.close()
        return FAILURE

    def fault(self, step: str) -> int | None:
        """What to answer instead of doing it; None to go on."""
        self.server.stall(step)
        if self.server.knobs.cut_at == step and self.server.happens():
            return self.cut()
        if step in self.server.knobs.refuse:
            return FAILURE
        return DENIED if self.server.knobs.deny == step else None

    def _at(self, path: str) -> Path:
        return self.server.folder / path.lstrip("/")

    def open(self, path: str, flags: int, attr: SFTPAttributes) -> _Handle | int:
        reading = not flags & (os.O_WRONLY | os.O_RDWR)
        answer = self.fault("read_open" if reading else "open")
        if answer is None and reading:
            answer = DENIED if self.server.knobs.deny == "read" else FAILURE if "read" in self.server.knobs.refuse else None
        if flags & os.O_EXCL and "exclusive" in self.server.knobs.refuse:
            if self.server.knobs.made_all_the_same:
                self._at(path).touch()
            return FAILURE
        if answer is not None:
            return answer
        try:
            return _Handle(self, self._at(path), flags)
        except FileNotFoundError:
            return ABSENT
        except OSError:
            return FAILURE

    def stat(self, path: str) -> SFTPAttributes | int:
        answer = self.fault("stat")
        if answer is not None:
            return answer
        try:
            known = SFTPAttributes.from_stat(self._at(path).stat())
        except FileNotFoundError:
            return ABSENT
        if self.server.knobs.no_size:
            known.st_size, known._flags = None, known._flags & ~SFTPAttributes.FLAG_SIZE
        return known

    lstat = stat

    def list_folder(self, path: str) -> list[SFTPAttributes] | int:
        answer = self.fault("list")
        if answer is not None:
            return answer
        return [SFTPAttributes.from_stat(each.stat(), each.name) for each in sorted(self._at(path).iterdir())]

    def remove(self, path: str) -> int:
        answer = self.fault("remove")
        if answer is not None:
            return answer
        try:
            self._at(path).unlink()
        except FileNotFoundError:
            return ABSENT
        return OK

    def rename(self, oldpath: str, newpath: str) -> int:
        knobs, old, new = self.server.knobs, self._at(oldpath), self._at(newpath)
        answer = self.fault("before_rename") or self.fault("rename")
        if answer is not None:
            return answer
        if knobs.name_taken:
            new.write_bytes(b"somebody else's")
        if new.exists():
            return FAILURE
        if knobs.fail_rename and not knobs.rename_all_the_same and self.server.happens():
            return FAILURE
        data = old.read_bytes()
        old.rename(new)
        self.server.deliveries.append((new.name, data))
        if knobs.take:
            new.unlink()
        if knobs.fail_rename and self.server.happens():
            return FAILURE
        return self.fault("after_rename") or OK
