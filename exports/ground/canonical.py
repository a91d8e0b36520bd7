"""Canonical JSON: the one way the same facts are written as the same bytes, so that they can be hashed and compared.

Belongs here: turning facts into canonical text and hashing it. Does not belong here: which facts may be recorded
(events.py) or how they are chained (register/chain.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

# Made once: a long chain asks this of millions of values, and a union in place would be rebuilt each time.
AS_IT_IS = frozenset({type(None), bool, int, str})  # and of no kind of its own
LISTS, MAPPINGS, BYTES = (list, tuple), (dict, Mapping), (bytes, bytearray)

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]


def plain(value: object) -> Plain:
    """`value` in JSON's own words: Decimal (two decimals at most) as "0.00", dates as ISO text, sequences as lists. Dictionaries
    and lists are others than those given, so that what becomes of these changes nothing.

    Raises:
        TypeError: a float (money is never one) or any other kind of thing.
        ValueError: a Decimal that has more than two decimals or is no number.
    """
    if type(value) in AS_IT_IS:
        return value  # type: ignore[return-value]
    if isinstance(value, Decimal):
        return _amount_text(value)
    if isinstance(value, LISTS):  # before what is asked of abstract classes, which takes ten times as long
        return [plain(item) for item in value]
    if isinstance(value, MAPPINGS):
        return _plain_mapping(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):  # of a kind of its own, as that of a list of words
        return str.__str__(value)
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, Sequence) and not isinstance(value, BYTES):
        return [plain(item) for item in value]
    raise TypeError(f"a {type(value).__name__} cannot be recorded; use text, whole numbers, Decimals, dates or lists")


def _plain_mapping(value: Mapping[object, object]) -> Plain:
    found: dict[str, Plain] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError("the keys of recorded facts are text")
        found[str.__str__(key)] = item if type(item) in AS_IT_IS else plain(item)  # type: ignore[assignment]
    return found


def _amount_text(value: Decimal) -> str:
    text = str(value)
    if text[-3:-2] == ".":  # two decimals, as amounts mostly come; what has an exponent has its sign or E there
        return text
    text = f"{value:.2f}"
    if not value.is_finite() or Decimal(text) != value:
        raise ValueError("an amount that is recorded is a number of whole cents")
    return text


def canonical_json(value: object) -> str:
    """`value` as JSON with sorted keys, no white space and all text as it is. Raises like `plain`."""
    return encoded(plain(value))


def encoded(value: object) -> str:
    """The canonical JSON of what is in JSON's own words already.

    Raises:
        TypeError: it is not. But a float, and what `plain` would write in another way, is written as it comes.
    """
    return _ENCODER.encode(value)


def sha256_of_canonical(value: object) -> str:
    """The SHA-256 digest, in hexadecimal, of the canonical JSON of `value` in UTF-8."""
    return hashlib.sha256(canonical_json(value).encode("utf-8")).hexdigest()
