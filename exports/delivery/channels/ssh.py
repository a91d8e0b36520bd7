"""A connection to an sFTP server whose key we know, with an end to every wait and errors a person can act on.

Belongs here: pinning the host key, logging in, and classing SSH failures as transient or permanent. Does not belong here:
what is done over the connection (sftp.py sends, fetch.py fetches).
"""

from __future__ import annotations

import base64
import binascii
import errno
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import paramiko
from paramiko.ssh_exception import AuthenticationException, BadAuthenticationType, IncompatiblePeer, SSHException

from exports.delivery.channels.settings import SftpSettings, check_private, read_secret
from exports.ground.failures import BorderFailure, PermanentFailure, TransientFailure

LOG = "vroegsignaal.ssh"
# What paramiko raises when a wire breaks: its own exceptions, EOFError, and OSError for sockets and server answers.
WIRE_ERRORS = (SSHException, EOFError, OSError)
KEY_ALGORITHMS = {"ssh-rsa": ("rsa-sha2-512", "rsa-sha2-256")}


class HostKeyRefused(SSHException):
    """The server showed another key than the one agreed on."""


@dataclass(frozen=True)
class Pin:
    """A host key agreed on: its fingerprint, and its type where the pin names one."""

    fingerprint: str
    key_type: str | None


def fingerprint(key_bytes: bytes) -> str:
    """The fingerprint of a key as ssh-keygen -l prints it: `SHA256:` and base64 without padding."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key_bytes).digest()).decode("ascii").rstrip("=")


def read_pins(host_key: str) -> list[Pin]:
    """The keys in the setting: fingerprints, public keys or known_hosts lines, one a line.

    Raises:
        PermanentFailure: a line is none of these.
    """
    lines = [line.strip() for line in host_key.splitlines()]
    return [_read_pin(line) for line in lines if line and not line.startswith("#")]


def _read_pin(line: str) -> Pin:
    words = line.split()
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word.startswith("SHA256:") and len(word) > 40:
            return Pin(word.rstrip("="), None)
        if word.startswith(("ssh-", "ecdsa-")) and following:
            try:
                return Pin(fingerprint(base64.b64decode(following, validate=True)), word)
            except binascii.Error:
                break
    raise PermanentFailure(
        "host_key_unreadable",
        "the setting host_key holds a line that is no fingerprint (SHA256:...), public key or known_hosts line",
    )


class _Pinned(paramiko.MissingHostKeyPolicy):
    """Accepts the agreed keys and nothing else. Asked for every key, since we load no known_hosts."""

    def __init__(self, host: str, pins: list[Pin]) -> None:
        self._host, self._pins = host, pins

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        shown = fingerprint(key.asbytes())
        if shown in {pin.fingerprint for pin in self._pins}:
            return
        expected = ", ".join(pin.fingerprint for pin in self._pins) or "none was agreed on yet"
        raise HostKeyRefused(
            f"the server {self._host} showed the key {key.get_name()} {shown}, but expected was: {expected}. "
            "Nothing was sent. Ask the desk, by telephone on a number you knew already, which fingerprint is right; "
            "only if it is the one shown, put it in the setting host_key"
        )


@contextmanager
def connected(settings: SftpSettings) -> Iterator[paramiko.SFTPClient]:
    """An sFTP session; closed whatever happens. Wire errors inside the block become failures, too.

    Raises:
        PermanentFailure: unknown or changed host key, refused key or password, no rights, no folder, an old server.
        TransientFailure: time-outs, a server that is away, a cut connection.
    """
    client = paramiko.SSHClient()
    client.set_log_channel(LOG)
    _quiet()
    try:
        with as_failures(settings):
            _connect(client, settings)
            sftp = client.open_sftp()
            channel = sftp.get_channel()
            if channel is not None:
                channel.settimeout(settings.timeouts.answer)
            yield sftp
    finally:
        client.close()


def _quiet() -> None:
    """What goes wrong is described by our own errors; paramiko's tracebacks would say it a second time on the terminal."""
    logger = logging.getLogger(LOG)
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _connect(client: paramiko.SSHClient, settings: SftpSettings) -> None:
    pins = read_pins(settings.host_key)
    client.set_missing_host_key_policy(_Pinned(settings.host, pins))
    ends = settings.timeouts
    client.connect(
        settings.host, port=settings.port, username=settings.user, pkey=_our_key(settings),
        password=read_secret(settings.password_file) if settings.password_file else None,
        timeout=ends.connect, banner_timeout=ends.banner, auth_timeout=ends.auth, channel_timeout=ends.channel,
        look_for_keys=False, allow_agent=False, disabled_algorithms=_other_key_types(pins),
    )  # fmt: skip


def _other_key_types(pins: list[Pin]) -> dict[str, list[str]] | None:
    """Ask the server for the kind of key that is pinned, so that its other keys do not look like a change."""
    if not pins or any(pin.key_type is None for pin in pins):
        return None
    wanted = {name for pin in pins for name in KEY_ALGORITHMS.get(str(pin.key_type), (pin.key_type,))}
    known: tuple[str, ...] = getattr(paramiko.Transport, "_preferred_keys", ())
    return {"keys": [name for name in known if name not in wanted]}


def _our_key(settings: SftpSettings) -> paramiko.PKey | None:
    if settings.key_file is None:
        return None
    check_private(settings.key_file)
    try:
        return paramiko.PKey.from_path(settings.key_file)
    except (OSError, ValueError, TypeError, SSHException, paramiko.pkey.UnknownKeyType):
        raise PermanentFailure(
            "key_unreadable",
            f"the private key {settings.key_file.name} cannot be read; give an ed25519, ecdsa or rsa key without a "
            "passphrase (ssh-keygen -t ed25519)",
        ) from None


@contextmanager
def as_failures(settings: SftpSettings) -> Iterator[None]:
    """Turn what paramiko raises into a transient or a permanent failure, with words and without values."""
    try:
        yield
    except BorderFailure:
        raise
    except WIRE_ERRORS as problem:
        raise _failure(problem, f"{settings.host}:{settings.port}") from None


def _failure(problem: BaseException, server: str) -> BorderFailure:
    if isinstance(problem, HostKeyRefused):
        return PermanentFailure("host_key_refused", str(problem))
    if isinstance(problem, IncompatiblePeer):
        return PermanentFailure("old_server", _old_server(problem, server))
    if isinstance(problem, AuthenticationException) and not _broke_off(problem):
        return PermanentFailure("login_refused", _refused(problem, server))
    number = getattr(problem, "errno", None)
    if number == errno.EACCES:
        return PermanentFailure("no_rights", f"{server} does not let us write or read there; ask the desk for the rights")
    if number == errno.ENOENT:
        return PermanentFailure("no_folder", f"{server} has no such folder; check the setting directory with the desk")
    if isinstance(problem, TimeoutError):
        return TransientFailure("time_out", f"{server} did not answer in time")
    return TransientFailure("connection_broken", f"the connection to {server} failed ({type(problem).__name__})")


def _broke_off(problem: AuthenticationException) -> bool:
    """Whether the login ended for another reason than a refusal; paramiko uses one class for both."""
    return any(word in str(problem).lower() for word in ("timeout", "eof", "shut down"))


def _refused(problem: AuthenticationException, server: str) -> str:
    words = f"{server} refuses our key or password; check user, key_file and password_file with the desk"
    if isinstance(problem, BadAuthenticationType):
        words += f" (it accepts: {', '.join(problem.allowed_types)})"
    return words


def _old_server(problem: IncompatiblePeer, server: str) -> str:
    what = "key exchange" if "kex" in str(problem).lower() else "host key" if "host key" in str(problem).lower() else ""
    return (
        f"{server} and this product have no {what or 'cipher'} method in common. Either the server is an old one (only "
        "SHA-1, ssh-rsa or DSA, which are no longer safe) or it has no key of the kind that host_key names. Ask the "
        "desk to switch on curve25519 and ed25519 or rsa-sha2; until then set the desk's channel to folder"
    )
