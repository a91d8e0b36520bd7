"""Keys for tests of SSH: fresh ones each time, worth nothing, readable by their owner only.

Belongs here: making and storing key pairs. Does not belong here: any key that opens anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


@dataclass(frozen=True)
class KeyPair:
    """A private key in a file, and its public half as one line (`ssh-ed25519 AAAA...`)."""

    path: Path
    public: str


def make_key(path: Path) -> KeyPair:
    """A fresh ed25519 pair; the private half goes to `path`, mode 0600."""
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode("ascii")
    path.with_suffix(".pub").write_text(public + "\n")
    return KeyPair(path, public)
