"""Copies that leave the home, encrypted with age to a public key, so that only its owner can read them.

Belongs here: encrypting bytes and files. Does not belong here: keys (their owner keeps them; the home never holds a
private one) and the home at rest, which lies on an encrypted disk (docs/privacy.md).
"""

from __future__ import annotations

import pyrage


class NotAKey(Exception):
    """What was given is no age public key; the text says what one looks like."""


def encrypted(data: bytes, public_key: str) -> bytes:
    """`data` for the owner of `public_key` (age1...) alone; `age -d -i KEY_FILE` opens it.

    Raises:
        NotAKey: it is not an age public key.
    """
    try:
        recipient = pyrage.x25519.Recipient.from_str(public_key.strip())
    except Exception:  # pyrage's own errors share no base class; the text of a private key given by mistake stays here
        raise NotAKey("That is no age public key: one begins with age1. Make a pair with `age-keygen`.") from None
    sealed: bytes = pyrage.encrypt(data, [recipient])
    return sealed
