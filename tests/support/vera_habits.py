"""The habits of different suppliers of VERA exports: whatever the schema leaves free, in every way.

Belongs here: which habits there are. Does not belong here: writing by them (vera_supplier.py). A habit changes how a thing is
said and never what: the landing tables must come out the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

Json = dict[str, Any]
Tables = Mapping[str, Iterable[Mapping[str, object]]]

# Which key a record carries, and by which one others name it.
KEYS = ("id", "idExtern", "code", "id, named by idExtern", "id, named by code")
REFERENCES = ("object", "object with more", "uri", "text")
CODES = ("object", "bare", "uri", "small letters", "with name")
LINKS = ("both sides", "charge", "credit", "own file", "own file and both sides", "own file, referred to")
LINK_IDS = ("id", "none", "one each", "on one side")
LEASE_OF_BOOKING = ("overeenkomst", "debiteur", "both", "link")
ARRANGEMENTS = ("overeenkomst", "boekingen", "by its bookings", "debiteur")
CONTACTS = ("overeenkomst", "both")
UNITS = ("own file", "embedded", "both")
AMOUNTS = ("number", "text", "dutch")
SIGNS = ("natuurlijk", "debet_positief", "debet_negatief")
FORMS = ("array", "lines", "pretty", "array with mark")
VERSIONS = ("4.3", "4.2")


@dataclass(frozen=True)
class Habits:
    """How a supplier writes. What is a tuple of several is chosen again for each record; the last ones are of the whole export.

    Attributes:
        is_bare: no property that may be left out. has_extra: properties that the loader does not read, also those of 4.2.
        has_nulls: what is not there is written as null. parts: files a resource is divided over. overlap: records of one file
        that stand in the next one too.
    """

    keys: tuple[str, ...] = KEYS[:1]
    references: tuple[str, ...] = REFERENCES[:1]
    codes: tuple[str, ...] = CODES[:1]
    links: tuple[str, ...] = LINKS[:1]
    link_ids: tuple[str, ...] = LINK_IDS[:1]
    lease_of_booking: tuple[str, ...] = LEASE_OF_BOOKING[:1]
    arrangements: tuple[str, ...] = ARRANGEMENTS[:1]
    contacts: tuple[str, ...] = CONTACTS[:1]
    units: tuple[str, ...] = UNITS[:1]
    is_bare: tuple[bool, ...] = (False,)
    has_extra: tuple[bool, ...] = (False,)
    has_nulls: tuple[bool, ...] = (False,)
    amounts: str = AMOUNTS[0]
    sign: str = SIGNS[1]
    form: str = FORMS[0]
    version: str = VERSIONS[0]
    parts: int = 1
    overlap: int = 0

    @classmethod
    def any(cls, dice: random.Random) -> Habits:
        """Everything in every way, with one way for what is of the whole export."""
        whole = {"amounts": AMOUNTS, "sign": SIGNS, "form": FORMS, "version": VERSIONS}
        each = {
            "keys": KEYS, "references": REFERENCES, "codes": CODES, "links": LINKS, "link_ids": LINK_IDS,
            "lease_of_booking": LEASE_OF_BOOKING, "arrangements": ARRANGEMENTS, "contacts": CONTACTS, "units": UNITS,
            "is_bare": (False, True), "has_extra": (False, True), "has_nulls": (False, True),
        }  # fmt: skip
        assert {field.name for field in fields(cls)} == {*whole, *each, "parts", "overlap"}
        chosen = {name: dice.choice(ways) for name, ways in whole.items()}
        return cls(**each, **chosen, parts=dice.randint(1, 4), overlap=dice.choice([0, 3, 20]))
