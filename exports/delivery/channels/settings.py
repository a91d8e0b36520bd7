"""What a channel must know to reach its desk, and how its secrets are read.

Belongs here: the settings of each channel, reading secrets from files that only their owner can read, and holding a
demo home to this machine. Does not belong here: where the values come from (the environment, orchestration/settings).

A secret never stands in these settings, only the file that holds it, so that no repr, log or error can show one.
"""

from __future__ import annotations

import ipaddress
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from exports.ground.failures import PermanentFailure
from validations.outgoing_columns import CONTRACTS


@dataclass(frozen=True)
class Timeouts:
    """Every wait at the border has an end, in seconds."""

    connect: float = 10.0
    banner: float = 15.0
    auth: float = 15.0
    channel: float = 15.0
    answer: float = 30.0

    @classmethod
    def all(cls, seconds: float) -> Timeouts:
        """The same end for every wait."""
        return cls(seconds, seconds, seconds, seconds, seconds)


@dataclass(frozen=True)
class FolderSettings:
    """Nothing to know: the outbox is in the home."""


@dataclass(frozen=True)
class SftpSettings:
    """An sFTP server.

    Attributes:
        host_key: the server's key, agreed on beforehand: `SHA256:...`, `ssh-ed25519 AAAA...`, or a known_hosts line;
            several, one a line, while a key is being changed. Without it nothing is sent.
        key_file: our private key (without a passphrase, readable by its owner only).
        password_file: the password, where a desk insists on one; or beside a key, where it wants both.
        directory: where our files go. `withdrawals_directory`: where withdrawals go; empty: a person uploads those.
        feedback_directory: where the desk puts its feedback; empty: it puts none.
    """

    host: str
    user: str
    host_key: str
    port: int = 22
    key_file: Path | None = None
    password_file: Path | None = None
    directory: str = "."
    withdrawals_directory: str = ""
    feedback_directory: str = ""
    timeouts: Timeouts = field(default_factory=Timeouts)


def _fields(kind: str) -> Mapping[str, str]:
    """Our column -> the field's name in the desk's API: the title, run together (`huisnummerToevoeging`).

    Assumed: Inforing gives its documentation to partners only.
    """
    words = {column.name: re.findall(r"\w+", column.title) for column in CONTRACTS[kind]}
    return {name: first.lower() + "".join(word[0].upper() + word[1:] for word in rest) for name, (first, *rest) in words.items()}


SIGNAL_FIELDS, WITHDRAWAL_FIELDS = _fields("signals"), _fields("withdrawals")


@dataclass(frozen=True)
class ApiSettings:
    """The desk's REST interface, as described in vroegsignalering-api.yaml (assumed).

    Attributes:
        base_url: https, or http on this very machine.
        token_file: the token we identify ourselves with. `auth_header` and `auth_scheme`: how it is sent.
        signal_fields: our column -> their field, exactly the eleven. `withdrawal_fields`: likewise the three.
        ca_file: the authority that signed the server's certificate, where it is not a public one.
        longest_pause: the longest we wait when asked to (Retry-After), in seconds.
    """

    base_url: str
    token_file: Path | None = None
    auth_header: str = "Authorization"
    auth_scheme: str = "Bearer"
    signals_path: str = "signals"
    withdrawals_path: str = "withdrawals"
    signal_fields: Mapping[str, str] = field(default_factory=lambda: dict(SIGNAL_FIELDS))
    withdrawal_fields: Mapping[str, str] = field(default_factory=lambda: dict(WITHDRAWAL_FIELDS))
    ca_file: Path | None = None
    attempts: int = 4
    first_pause: float = 1.0
    longest_pause: float = 60.0
    timeouts: Timeouts = field(default_factory=Timeouts)


def read_secret(path: Path) -> str:
    """The secret in a file, without the line end.

    Raises:
        PermanentFailure: the file is missing, empty, or readable by others than its owner. Never holds the secret.
    """
    check_private(path)
    try:
        secret = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise PermanentFailure("secret_unreadable", f"cannot read the secret file {path.name}; check it") from None
    if not secret:
        raise PermanentFailure("secret_empty", f"the secret file {path.name} is empty; put the secret in it")
    return secret


def check_private(path: Path) -> None:
    """Refuse a secret file that others than its owner can read.

    Raises:
        PermanentFailure: with what to do.
    """
    try:
        known = path.stat()
    except OSError:
        raise PermanentFailure("secret_missing", f"the secret file {path.name} is not there or not ours") from None
    if not stat.S_ISREG(known.st_mode) or stat.S_IMODE(known.st_mode) & 0o077 or known.st_uid != os.geteuid():
        raise PermanentFailure(
            "secret_open",
            f"the secret file {path.name} must be a plain file of your own that nobody else can read: chmod 600 {path.name}",
        )


def require_loopback(settings: SftpSettings | ApiSettings | FolderSettings) -> None:
    """Hold a home with made-up data to this machine.

    Raises:
        PermanentFailure: the channel reaches further than the loopback interface.
    """
    host = far_host(settings)
    if host is not None and not is_loopback(host):
        raise PermanentFailure(
            "demo_stays_here",
            "this home holds made-up data and sends to folders and this machine only; empty the home before real use",
        )


def far_host(settings: SftpSettings | ApiSettings | FolderSettings) -> str | None:
    """The host a channel reaches, None for a folder."""
    if isinstance(settings, SftpSettings):
        return settings.host
    return urlsplit(settings.base_url).hostname or "" if isinstance(settings, ApiSettings) else None


def is_loopback(host: str) -> bool:
    """Whether this name or number can only mean this very machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
