"""The real OpenSSH server on loopback, with keys and a folder of its own, for one test.

Belongs here: starting, reaching and ending sshd. Does not belong here: faults; those are caused by the wire between
(tests/support/cutting_wire.py) or by the server with knobs (tests/support/ssh_server.py).
"""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from exports.delivery.channels.settings import SftpSettings, Timeouts
from tests.support.keys import KeyPair, make_key
from tests.support.parts import require

CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {host_key}
AuthorizedKeysFile {authorized}
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
Subsystem sftp internal-sftp
ForceCommand internal-sftp
"""


@dataclass(frozen=True)
class RealServer:
    """A running sshd: where it is, who may enter, and the folder it serves."""

    port: int
    host_key: str
    client_key: KeyPair
    folder: Path

    def settings(self, **changes: object) -> SftpSettings:
        """Settings that reach this server; tests change what they are about."""
        usual = dict(
            host="127.0.0.1", port=self.port, user=getpass.getuser(), host_key=self.host_key,
            key_file=self.client_key.path, directory=str(self.folder), timeouts=Timeouts.all(10.0),
        )  # fmt: skip
        return SftpSettings(**{**usual, **changes})


@contextmanager
def running_sshd(root: Path) -> Iterator[RealServer]:
    """sshd with its files below `root`; ended by its own process id when the block ends."""
    program = require("sshd")
    host, client = make_key(root / "host_key"), make_key(root / "client_key")
    (root / "authorized").write_text(client.public + "\n")
    folder = root / "in"
    folder.mkdir()
    port = free_port()
    config = root / "sshd_config"
    config.write_text(CONFIG.format(port=port, host_key=host.path, authorized=root / "authorized"))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with (root / "sshd.log").open("wb") as log:
        process = subprocess.Popen([program, "-D", "-e", "-f", config], stderr=log, stdin=subprocess.DEVNULL)
        try:
            _wait_for(port, process, root / "sshd.log")
            yield RealServer(port, host.public, client, folder)
        finally:
            process.terminate()
            process.wait(timeout=10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError(f"sshd did not start: {log.read_text()}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("sshd did not listen in time")
