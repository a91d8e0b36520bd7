"""A small SMTP server on loopback that keeps what it is sent; with TLS and a login where a test wants them.

Belongs here: that server. Does not belong here: checking what the mails say.
"""

from __future__ import annotations

import base64
import datetime
import email
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass
class MailServer:
    """What was sent, by whom, and how."""

    port: int = 0
    security: str = "none"
    login: tuple[str, str] | None = None
    refuse: bool = False
    mails: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    certificate: Path | None = None
    context: ssl.SSLContext | None = None


@contextmanager
def running_mail(root: Path, **knobs: object) -> Iterator[MailServer]:
    """The server on a free port; its certificate for 127.0.0.1 lies below `root`."""
    server = MailServer(**knobs)
    if server.security != "none":
        server.certificate = root / "mail.pem"
        server.certificate.write_bytes(_certificate())
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(server.certificate)
    handler = type("Handler", (_Handler,), {"mail": server})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as tcp:
        tcp.daemon_threads = True
        server.port = tcp.server_address[1]
        threading.Thread(target=tcp.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server
        finally:
            tcp.shutdown()


class _Handler(socketserver.StreamRequestHandler):
    mail: MailServer

    def handle(self) -> None:
        self.secure, self.known = False, self.mail.login is None
        if self.mail.security == "tls":
            self._wrap()
        self._say("220 mail.test")
        while line := self.rfile.readline():
            if not self._answer(line.decode("ascii").strip()):
                return

    def _answer(self, line: str) -> bool:
        verb, _, rest = line.partition(" ")
        match verb.upper():
            case "EHLO":
                self._say("250-mail.test")
                if self.mail.security == "starttls" and not self.secure:
                    self._say("250-STARTTLS")
                self._say("250 AUTH PLAIN")
            case "STARTTLS":
                self._say("220 go on")
                self._wrap()
            case "AUTH":
                _, user, password = base64.b64decode(rest.split()[1]).decode().split("\0")
                self.known = (user, password) == self.mail.login
                self._say("235 welcome" if self.known else "535 no")
            case "MAIL":
                self._say("250 ok" if self.known and not self.mail.refuse else "550 no")
            case "DATA":
                self._say("354 go on")
                self._keep()
                self._say("250 kept")
            case "QUIT":
                self._say("221 bye")
                return False
            case _:
                self._say("250 ok")
        return True

    def _keep(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.mail.mails.append(email.message_from_bytes(b"".join(lines), policy=default))
        self.mail.encrypted.append(self.secure)

    def _wrap(self) -> None:
        self.connection = self.mail.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        self.secure = True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode("ascii"))


def _certificate() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)
