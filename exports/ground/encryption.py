"""Copies that leave the home, encrypted with age to a public key, so that only its owner can read them.

Belongs here: encrypting bytes and files. Does not belong here: keys (their owner keeps them; the home never holds a
private one) and the home at rest, which lies on an encrypted disk (docs/privacy.md).
"""

from __future__ import annotations

from pathlib import Path

import pyrage


class NotAKey(Exception):
    """What was given is no age public key; the text says what one looks like."""


class CannotOpen(Exception):
    """The copy does not open with the key given; the text says so without the key."""


def recipient(public_key: str) -> pyrage.x25519.Recipient:
    """The owner of an age public key (age1...).

    Raises:
        NotAKey: it is not an age public key.
    """
    try:
        return pyrage.x25519.Recipient.from_str(public_key.strip())
    except Exception:  # pyrage's own errors share no base class; the text of a private key given by mistake stays here
        raise NotAKey("That is no age public key: one begins with age1. Make a pair with `age-keygen`.") from None


def encrypted(data: bytes, public_key: str) -> bytes:
    """`data` for the owner of `public_key` alone; `age -d -i KEY_FILE` opens it.

    Raises:
        NotAKey: it is not an age public key.
    """
    sealed: bytes = pyrage.encrypt(data, [recipient(public_key)])
    return sealed


def encrypt_file(source: Path, target: Path, public_key: str) -> None:
    """As `encrypted`, from file to file, piece by piece.

    Raises:
        NotAKey: it is not an age public key.
    """
    with source.open("rb") as readable, target.open("wb") as sealed:
        pyrage.encrypt_io(readable, sealed, [recipient(public_key)])


def decrypt_file(source: Path, target: Path, identity_file: Path) -> None:
    """Open an encrypted file with the identity (private key) in `identity_file`, as `age-keygen` wrote it.

    Raises:
        CannotOpen: the file holds no identity, or not the right one.
    """
    keys = [line.strip() for line in identity_file.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-")]
    try:
        identities = [pyrage.x25519.Identity.from_str(key) for key in keys]
        with source.open("rb") as sealed, target.open("wb") as readable:
            pyrage.decrypt_io(sealed, readable, identities)
    except Exception:  # pyrage's own errors share no base class; none of their texts may carry a key
        raise CannotOpen("The copy does not open with that key file. Is it the one of the public key it was made for?") from None
